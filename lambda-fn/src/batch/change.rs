//! A change of an item of a DynamoDB table.

#![cfg(feature = "dynamodb")]

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_dynamo::{AttributeValue, Item};
use serde_json::{Number, Value};

use crate::decode::{Mistake, find, nested};

/// The record of a handler of a DynamoDB stream: the item before and after, as far as the view type of the stream has
/// them.
///
/// The type of the item is decoded by the crate `serde_dynamo`. A binary attribute is bytes there, which neither `Vec<u8>` nor
/// `serde_json::Value` takes: give its field `#[serde(with = "serde_bytes")]`, or the type `serde_bytes::ByteBuf`, that of a
/// binary set `Vec<serde_bytes::ByteBuf>`.
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
    keys: Item,
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
        serde_dynamo::from_item(self.keys.clone()).map_err(|_| {
            let mistake = mistake::<K>(self.keys.clone()).within_fields(&["dynamodb", "Keys"]);
            let message = format!("the key does not fit at `{}`: {}", mistake.path(), mistake.reason());
            crate::Error::new("Runtime.UnmarshalError", message)
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

        let StreamRecord { event_name, dynamodb } = StreamRecord::deserialize(deserializer)?;
        Ok(Self {
            kind: event_name,
            old: image("OldImage", dynamodb.old_image)?,
            new: image("NewImage", dynamodb.new_image)?,
            keys: dynamodb.keys.unwrap_or_default(),
        })
    }
}

/// An item as its type. What the library says where it does not fit may quote a value, and is not kept.
fn image<T: DeserializeOwned, E: Error>(name: &'static str, item: Option<Item>) -> Result<Option<T>, E> {
    let Some(item) = item.filter(|item| !item.is_empty()) else { return Ok(None) };
    let looked_for = nested::is_looked_for().then(|| item.clone());
    serde_dynamo::from_item(item).map(Some).map_err(|_| match looked_for {
        Some(item) => nested::refuse(mistake::<T>(item).within_fields(&["dynamodb", name])),
        None => E::custom("an image does not fit the type of the item"),
    })
}

/// Looked for in the item as plain JSON, whose types are those of DynamoDB but for sets, and bytes, which are marked.
fn mistake<T: DeserializeOwned>(item: Item) -> Mistake {
    find::<T>(&plain(AttributeValue::M(item.into_inner())).to_string())
}

fn plain(value: AttributeValue) -> Value {
    let number = |number: String| serde_json::from_str::<Number>(&number).map_or(Value::String(number), Value::Number);
    match value {
        AttributeValue::N(text) => number(text),
        AttributeValue::S(text) => text.into(),
        AttributeValue::Bool(value) => value.into(),
        AttributeValue::B(bytes) => nested::bytes(bytes),
        AttributeValue::Null(_) => Value::Null,
        AttributeValue::M(fields) => fields.into_iter().map(|(name, value)| (name, plain(value))).collect(),
        AttributeValue::L(values) => values.into_iter().map(plain).collect(),
        AttributeValue::Ss(texts) => texts.into(),
        AttributeValue::Ns(numbers) => numbers.into_iter().map(number).collect(),
        AttributeValue::Bs(all) => all.into_iter().map(nested::bytes).collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

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
                json!({ "NewImage": with("tags", json!({ "NS": ["4111"] })) }),
                "NewImage.tags[0]",
                "expected a string, found an integer",
            ),
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
        let item: std::collections::HashMap<String, Blob> = serde_dynamo::from_item(item).unwrap();
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
}
