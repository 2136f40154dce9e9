//! The order of a shard.

/// A sequence number of Kinesis: decimal, without leading zeros, and longer than any integer of Rust has room for.
/// Numbers of one shard grow, and so do those of one partition key when a shard is split or merged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SequenceNumber {
    // the longer one is greater, then the digits decide
    length: usize,
    digits: String,
}

impl SequenceNumber {
    pub(crate) fn new(digits: &str) -> Self {
        Self { length: digits.len(), digits: digits.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::SequenceNumber;

    #[test]
    fn numbers_are_in_the_order_of_their_values() {
        let ascending = [
            "0",
            "9",
            "10",
            "11",
            "49590338271490256608559692538361571095921575989136588898",
            "49590338271490256608559692540925702759324208523137515618",
            "149590338271490256608559692538361571095921575989136588898",
        ];
        assert!(ascending.map(SequenceNumber::new).is_sorted_by(|first, second| first < second));
    }
}
