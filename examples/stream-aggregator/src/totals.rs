//! Where sums are kept.

use std::collections::HashMap;
use std::sync::Mutex;

use lambda_fn::LambdaError;

use crate::sequence_number::SequenceNumber;

/// The sum of each meter, and how far it goes. In a real function a table, with both in one item, written where the
/// number is greater than that of the item: this one is gone when the execution environment ends.
#[derive(Default)]
pub(crate) struct Totals(Mutex<HashMap<String, Total>>);

struct Total {
    watt_hours: u64,
    last: SequenceNumber,
}

#[derive(Debug, thiserror::Error, LambdaError)]
pub(crate) enum TotalsError {
    #[error("the sums cannot be had")]
    #[lambda(error_type = "Totals.Unavailable")]
    Unavailable,

    #[error("the sum has no room for this reading")]
    #[lambda(error_type = "Totals.Overflow", retry = false)]
    Overflow,
}

impl Totals {
    /// Adds a reading, unless it has been added before; returns the sum of its meter.
    pub(crate) fn add(&self, meter: &str, watt_hours: u64, number: SequenceNumber) -> Result<u64, TotalsError> {
        let mut totals = self.0.lock().map_err(|_| TotalsError::Unavailable)?;
        let before = match totals.get(meter) {
            Some(total) if total.last >= number => return Ok(total.watt_hours),
            Some(total) => total.watt_hours,
            None => 0,
        };
        let sum = before.checked_add(watt_hours).ok_or(TotalsError::Overflow)?;
        totals.insert(meter.to_owned(), Total { watt_hours: sum, last: number });
        Ok(sum)
    }

    #[cfg(test)]
    pub(crate) fn of(&self, meter: &str) -> Option<u64> {
        self.0.lock().unwrap().get(meter).map(|total| total.watt_hours)
    }
}

#[cfg(test)]
mod tests {
    use super::{SequenceNumber, Totals, TotalsError};

    #[test]
    fn a_sum_does_not_wrap_around() {
        let totals = Totals::default();
        assert_eq!(totals.add("kitchen", u64::MAX, SequenceNumber::new("1")).unwrap(), u64::MAX);
        let error = totals.add("kitchen", 1, SequenceNumber::new("2")).unwrap_err();
        assert!(matches!(error, TotalsError::Overflow));
        assert_eq!(totals.of("kitchen"), Some(u64::MAX));
    }
}
