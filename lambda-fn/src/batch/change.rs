//! A change of an item of a DynamoDB table.

#![cfg(feature = "dynamodb")]

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_dynamo::Item;

use crate::decode::Strict;
use crate::decode::item::from_item;
use crate::decode::nested;

/// The record of a handler of a DynamoDB stream: the item before and after, as far as the view type of the stream has
/// them.
///
/// The type of the item is decoded from what the crate `serde_dynamo` reads. A binary attribute is bytes there, which neither `Vec<u8>` nor
/// `serde_json::Value` takes: give its field `#[serde(with = "serde_bytes")]`, or the type `serde_bytes::ByteBuf`, that of a
/// binary set `Vec<serde_bytes::ByteBuf>`.
///
/// A number keeps its digits, up to 38, in `i128`, `u128`, text and `bigdecimal::BigDecimal`, and in `serde_json::Number`
/// where the feature `arbitrary_precision` of `serde_json` is on. Without it that is an `f64` beyond 64 bits, as is a number
/// in an untagged or internally tagged enum and under `#[serde(flatten)]`, all of which serde itself reads first.
/// `rust_decimal::Decimal` keeps 28 digits, rounds a longer fraction, and refuses what is out of its range; `f64` keeps about
/// 17 digits, `f32` about 8. A decimal type of another crate that asks for any kind of number gets an `f64` too, unless the
/// crate has a text form, for `#[serde(with = "…")]`.
///
/// ```
/// # use lambda_fn::{Change, ChangeKind, Result};
/// # #[derive(serde::Deserialize)] struct Customer { name: String }
/// async fn greet(change: Change<Customer>) -> Result<()> {
///     if let (ChangeKind::Insert, Some(customer)) = (change.kind, &change.new) {
///         println!("Hello, {}!", customer.name);
///     }
///     # Ok(())
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change<T> {
    /// What happened to the item.
    pub kind: ChangeKind,
    /// The item before, where the view type is `OLD_IMAGE` or `NEW_AND_OLD_IMAGES` and there was one.
    pub old: Option<T>,
    /// The item after, where the view type is `NEW_IMAGE` or `NEW_AND_OLD_IMAGES` and there is one.
    pub new: Option<T>,
    pub(crate) keys: Item,
}

impl<T> Change<T> {
    /// The primary key of the item, which every view type has: under `KEYS_ONLY` it is all there is.
    ///
    /// ```
    /// # use lambda_fn::{Change, Result};
    /// # use serde::{Deserialize, de::IgnoredAny};
    /// #[derive(Deserialize)]
    /// struct Key { id: String }
    ///
    /// async fn forget(change: Change<IgnoredAny>) -> Result<()> {
    ///     let Key { id } = change.keys()?;
    ///     println!("{id} has changed");
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `Runtime.UnmarshalError`, where the key does not fit the type. It says where, and quotes no value.
    pub fn keys<K: DeserializeOwned>(&self) -> crate::Result<K> {
        from_item(self.keys.clone()).or_else(|_| {
            let mistake = match nested::looking(|| from_item(self.keys.clone())) {
                Ok(key) => return Ok(key),
                Err(mistake) => mistake.within_fields(&["dynamodb", "Keys"]),
            };
            let message = format!("the key does not fit at `{}`: {}", mistake.path(), mistake.reason());
            Err(crate::Error::new("Runtime.UnmarshalError", message))
        })
    }
}

/// What happened to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum ChangeKind {
    /// `INSERT`: it is new.
    Insert,
    /// `MODIFY`: one of its attributes or more have changed.
    Modify,
    /// `REMOVE`: it is gone.
    Remove,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct StreamRecord {
            event_name: ChangeKind,
            dynamodb: Images,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Images {
            keys: Option<Item>,
            old_image: Option<Item>,
            new_image: Option<Item>,
        }

        let StreamRecord { event_name, dynamodb } = StreamRecord::deserialize(Strict(deserializer))?;
        Ok(Self {
            kind: event_name,
            old: image("OldImage", dynamodb.old_image)?,
            new: image("NewImage", dynamodb.new_image)?,
            keys: dynamodb.keys.unwrap_or_default(),
        })
    }
}

/// An item as its type.
fn image<T: DeserializeOwned, E: Error>(name: &'static str, item: Option<Item>) -> Result<Option<T>, E> {
    let Some(item) = item.filter(|item| !item.is_empty()) else { return Ok(None) };
    from_item(item).map(Some).map_err(|mistake| match nested::is_looked_for() {
        true => nested::refuse(mistake.within_fields(&["dynamodb", name])),
        false => E::custom("an image does not fit the type of the item"),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::decode::decode_record;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only decoded")]
    struct Customer {
        age: u8,
        address: Option<Address>,
        #[serde(default)]
        tags: Vec<String>,
        #[serde(default)]
        blob: Vec<u8>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only decoded")]
    struct Address {
        lines: Vec<u32>,
    }

    /// As many as a number of DynamoDB has.
    const DIGITS: &str = "12345678901234567890123456789012345678";

    fn why(images: &Value) -> String {
        let record = json!({ "eventName": "MODIFY", "dynamodb": images }).to_string();
        decode_record::<Change<Customer>>(record.as_bytes()).unwrap_err().message
    }

    #[test]
    fn an_image_that_does_not_fit_is_told_by_its_field_and_without_a_value() {
        let age = |age: Value| json!({ "age": age });
        let with = |name: &str, value: Value| json!({ "age": { "N": "1" }, (name): value });
        let lines = |values: Value| with("address", json!({ "M": { "lines": { "L": values } } }));
        let cases = [
            (json!({ "NewImage": age(json!({ "S": "Canary4111" })) }), "NewImage.age", "expected u8, found a string"),
            (
                json!({ "OldImage": age(json!({ "N": "4111" })) }),
                "OldImage.age",
                "expected u8, found an integer out of its range",
            ),
            (json!({ "NewImage": { "Canary4111": { "N": "1" } } }), "NewImage", "missing field `age`"),
            (
                json!({ "NewImage": lines(json!([{ "N": "1" }, { "BOOL": true }])) }),
                "NewImage.address.lines[1]",
                "expected u32, found a boolean",
            ),
            (
                json!({ "NewImage": with("tags", json!({ "L": [{ "BOOL": true }] })) }),
                "NewImage.tags[0]",
                "expected a string, found a boolean",
            ),
            (
                json!({ "NewImage": age(json!({ "N": DIGITS })) }),
                "NewImage.age",
                "expected u8, found an integer out of its range",
            ),
            (json!({ "NewImage": age(json!({ "N": "1.5" })) }), "NewImage.age", "expected u8, found a number"),
            (
                json!({ "NewImage": with("blob", json!({ "B": "AAEqQQ==" })) }),
                "NewImage.blob",
                "expected a sequence, found bytes; a binary attribute is a field with `#[serde(with = \"serde_bytes\")]`",
            ),
            (
                json!({ "NewImage": with("tags", json!({ "BS": ["/w=="] })) }),
                "NewImage.tags[0]",
                "expected a string, found bytes; a binary attribute is a field with `#[serde(with = \"serde_bytes\")]`",
            ),
        ];
        for (images, path, reason) in cases {
            let why = why(&images);
            assert_eq!(why, format!("the record does not fit `Change` at `$.dynamodb.{path}`: {reason}"));
            assert!(!why.contains("4111"), "{why}");
        }
    }

    /// As `serde_bytes` has it.
    #[derive(Debug, PartialEq)]
    struct Blob(Vec<u8>);

    impl<'de> Deserialize<'de> for Blob {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Bytes;
            impl serde::de::Visitor<'_> for Bytes {
                type Value = Blob;

                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("bytes")
                }

                fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Blob, E> {
                    Ok(Blob(bytes.to_owned()))
                }
            }
            deserializer.deserialize_byte_buf(Bytes)
        }
    }

    #[test]
    fn bytes_are_no_part_of_any_json_and_fit_what_takes_bytes() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only decoded")]
        struct Picture {
            blob: Blob,
            width: u8,
        }

        let blob = json!({ "blob": { "B": "AAEqQQ==" }, "width": { "S": "Canary4111" } });
        let record = json!({ "eventName": "INSERT", "dynamodb": { "NewImage": blob } }).to_string();
        let why = decode_record::<Change<Value>>(record.as_bytes()).unwrap_err().message;
        assert!(why.contains("at `$.dynamodb.NewImage.*`: expected any valid JSON value, found bytes; "), "{why}");
        let why = decode_record::<Change<Picture>>(record.as_bytes()).unwrap_err().message;
        assert!(why.ends_with("at `$.dynamodb.NewImage.width`: expected u8, found a string"), "{why}");
        let item = serde_json::from_value::<Item>(json!({ "B": { "B": "AAEqQQ==" } })).unwrap();
        let item: std::collections::HashMap<String, Blob> = from_item(item).unwrap();
        assert_eq!(item["B"], Blob(vec![0, 1, 42, 65]));
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Key {
        id: u8,
    }

    fn keys_only(id: &Value) -> crate::Result<Key> {
        let record = json!({ "eventName": "REMOVE", "dynamodb": { "Keys": { "id": id } } }).to_string();
        let change: Change<Customer> = decode_record(record.as_bytes()).map_err(|failure| failure.message).unwrap();
        assert!(change.old.is_none() && change.new.is_none());
        change.keys()
    }

    #[test]
    fn a_change_without_images_has_its_key() {
        assert_eq!(keys_only(&json!({ "N": "7" })).unwrap(), Key { id: 7 });
        let error = keys_only(&json!({ "S": "Canary4111" })).unwrap_err();
        assert_eq!(error.error_type(), "Runtime.UnmarshalError");
        assert_eq!(error.to_string(), "the key does not fit at `$.dynamodb.Keys.id`: expected u8, found a string");
    }

    fn new<T: DeserializeOwned>(item: &Value) -> T {
        let record = json!({ "eventName": "INSERT", "dynamodb": { "NewImage": item } }).to_string();
        let change: Change<T> = decode_record(record.as_bytes()).map_err(|failure| failure.message).unwrap();
        change.new.unwrap()
    }

    #[test]
    fn a_number_keeps_its_38_digits_in_what_holds_them() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Newtype(u128);

        #[derive(Debug, PartialEq, Deserialize)]
        struct Digits {
            signed: i128,
            negative: i128,
            unsigned: u128,
            newtype: Newtype,
            text: String,
            cow: std::borrow::Cow<'static, str>,
            boxed: Box<str>,
            fraction: String,
            optional: Option<i128>,
            list: Vec<i128>,
            set: std::collections::BTreeSet<String>,
            wide: (u128, String),
            map: std::collections::HashMap<u128, i128>,
            exponent: u128,
            #[serde(flatten)]
            rest: std::collections::HashMap<String, Value>,
        }

        let number = json!({ "N": DIGITS });
        let negative = json!({ "N": format!("-{DIGITS}") });
        let fraction = "0.12345678901234567890123456789012345678";
        let item = json!({
            "signed": number, "negative": negative, "unsigned": number, "newtype": number, "text": number,
            "cow": number, "boxed": number, "fraction": { "N": fraction }, "optional": negative,
            "list": { "L": [number, negative] }, "set": { "NS": [DIGITS, "1.50"] },
            "wide": { "L": [number, number] }, "map": { "M": { (DIGITS): negative } },
            "exponent": { "N": "1.5E+37" }, "small": { "N": "1" }, "half": { "N": "0.5" },
        });
        let digits: i128 = DIGITS.parse().unwrap();
        let expected = Digits {
            signed: digits,
            negative: -digits,
            unsigned: digits.unsigned_abs(),
            newtype: Newtype(digits.unsigned_abs()),
            text: DIGITS.to_owned(),
            cow: DIGITS.into(),
            boxed: DIGITS.into(),
            fraction: fraction.to_owned(),
            optional: Some(-digits),
            list: vec![digits, -digits],
            set: [DIGITS.to_owned(), "1.50".to_owned()].into(),
            wide: (digits.unsigned_abs(), DIGITS.to_owned()),
            map: [(digits.unsigned_abs(), -digits)].into(),
            exponent: 15 * 10_u128.pow(36),
            rest: [("small".to_owned(), json!(1)), ("half".to_owned(), json!(0.5))].into(),
        };
        assert_eq!(new::<Digits>(&item), expected);
    }

    #[test]
    fn a_number_of_json_has_the_digits_that_json_has() {
        let number = |digits: &str| new::<Value>(&json!({ "n": { "N": digits } }))["n"].clone();
        assert_eq!(number("-1"), json!(-1));
        assert_eq!(number("1.5"), json!(1.5));
        assert_eq!(number("18446744073709551615"), json!(u64::MAX));
        assert_eq!(number("0.12345678901234567").as_f64(), Some(0.123_456_789_012_345_67));
        // all of them where the feature `arbitrary_precision` is on
        let kept = serde_json::from_str::<Value>(DIGITS).unwrap().to_string();
        let keeps_all = kept == DIGITS;
        let expected = if keeps_all { DIGITS.to_owned() } else { json!(DIGITS.parse::<f64>().unwrap()).to_string() };
        assert_eq!(number(DIGITS).to_string(), expected);
    }

    #[test]
    fn a_decimal_type_gets_all_digits() {
        use bigdecimal::BigDecimal;
        use rust_decimal::Decimal;

        #[derive(Debug, PartialEq, Deserialize)]
        struct Account {
            balance: BigDecimal,
            rate: Option<BigDecimal>,
            price: Decimal,
            discount: Option<Decimal>,
            #[serde(with = "rust_decimal::serde::str")]
            text: Decimal,
        }

        let fraction = "-0.12345678901234567890123456789012345678";
        let of_28 = "0.1234567890123456789012345678";
        for (balance, rate) in [(DIGITS, fraction), (fraction, "0.1"), ("1E+2", "1.5E-130")] {
            let item = json!({
                "balance": { "N": balance }, "rate": { "N": rate }, "price": { "N": of_28 },
                "discount": { "N": "0.1" }, "text": { "N": of_28 },
            });
            let expected = Account {
                balance: balance.parse().unwrap(),
                rate: Some(rate.parse().unwrap()),
                price: of_28.parse().unwrap(),
                discount: Some("0.1".parse().unwrap()),
                text: of_28.parse().unwrap(),
            };
            assert_eq!(new::<Account>(&item), expected);
        }
        let refused =
            json!({ "eventName": "INSERT", "dynamodb": { "NewImage": { "n": { "N": DIGITS } } } }).to_string();
        let refused = decode_record::<Change<std::collections::HashMap<String, Decimal>>>(refused.as_bytes());
        assert!(refused.is_err(), "{refused:?}");
    }

    #[test]
    fn the_tag_of_an_enum_comes_before_its_content() {
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(tag = "kind", content = "amount")]
        enum Amount {
            Whole(i128),
            Exact(String),
        }

        // each item has its attributes in an order of its own
        for _ in 0..100 {
            let amount = |kind: &str| new::<Amount>(&json!({ "kind": { "S": kind }, "amount": { "N": DIGITS } }));
            assert_eq!(amount("Whole"), Amount::Whole(DIGITS.parse().unwrap()));
            assert_eq!(amount("Exact"), Amount::Exact(DIGITS.to_owned()));
        }
    }

    #[test]
    fn an_integer_with_an_exponent_is_one_wherever_it_stands() {
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(tag = "kind")]
        enum Tagged {
            Count { n: u64 },
        }

        let item = json!({ "kind": { "S": "Count" }, "n": { "N": "1E+2" } });
        assert_eq!(new::<Tagged>(&item), Tagged::Count { n: 100 });
        assert_eq!(new::<Value>(&json!({ "n": { "N": "-2.50E1" } })), json!({ "n": -25 }));
    }

    #[test]
    fn an_untagged_enum_takes_numbers_as_json_has_them() {
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(untagged)]
        enum Amount {
            Whole(u64),
            Part(f64),
            Text(String),
        }

        let amounts: Vec<(String, Amount)> = new::<std::collections::BTreeMap<String, Amount>>(
            &json!({ "a": { "N": "7" }, "b": { "N": "0.5" }, "c": { "S": "none" } }),
        )
        .into_iter()
        .collect();
        let named = |name: &str, amount| (name.to_owned(), amount);
        let expected =
            [named("a", Amount::Whole(7)), named("b", Amount::Part(0.5)), named("c", Amount::Text("none".to_owned()))];
        assert_eq!(amounts, expected);
    }

    #[test]
    fn a_number_out_of_the_range_of_its_type_is_refused_and_no_other() {
        let refused = |digits: &str| {
            let item = json!({ "n": { "N": digits } });
            let record = json!({ "eventName": "INSERT", "dynamodb": { "NewImage": item } }).to_string();
            (
                decode_record::<Change<std::collections::HashMap<String, i128>>>(record.as_bytes()).is_err(),
                decode_record::<Change<std::collections::HashMap<String, f32>>>(record.as_bytes()).is_err(),
                decode_record::<Change<std::collections::HashMap<String, f64>>>(record.as_bytes()).is_err(),
            )
        };
        assert_eq!(refused("9.9E+125"), (true, true, false));
        assert_eq!(refused("99999999999999999999999999999999999999"), (false, false, false));
        assert_eq!(refused("1.5"), (true, false, false));
        assert_eq!(refused("-10.0"), (false, false, false));
    }

    #[test]
    fn the_key_of_an_item_keeps_its_digits_too() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Long {
            id: u128,
        }

        let record = json!({ "eventName": "REMOVE", "dynamodb": { "Keys": { "id": { "N": DIGITS } } } }).to_string();
        let change: Change<Customer> = decode_record(record.as_bytes()).map_err(|failure| failure.message).unwrap();
        assert_eq!(change.keys::<Long>().unwrap(), Long { id: DIGITS.parse().unwrap() });
    }
}
