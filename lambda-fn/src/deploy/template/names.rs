//! Names of resources: `CloudFormation` takes letters and digits alone.

/// `take-order` as `TakeOrder`.
pub(crate) fn logical_id(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words.map(capitalised).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined() {
        let names = [
            ("take-order", "TakeOrder"),
            ("take_order", "TakeOrder"),
            ("/aws/lambda/orders", "AwsLambdaOrders"),
            ("2nd", "2nd"),
            ("", ""),
        ];
        for (name, id) in names {
            assert_eq!(logical_id(name), id);
        }
    }
}
