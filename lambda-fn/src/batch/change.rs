//! A change of an item of a DynamoDB table.

#![cfg(feature = "dynamodb")]

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_dynamo::Item;

/// The record of a handler of a DynamoDB stream: the item before and after, as far as the view type of the stream has
/// them.
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
            old_image: Option<Item>,
            new_image: Option<Item>,
        }

        let StreamRecord { event_name, dynamodb } = StreamRecord::deserialize(deserializer)?;
        // the library's text may quote a value
        let image = |item: Option<Item>| item.filter(|item| !item.is_empty()).map(serde_dynamo::from_item).transpose();
        let refused =
            |which| move |_| D::Error::custom(format_args!("the {which} image does not fit the type of the item"));
        Ok(Self {
            kind: event_name,
            old: image(dynamodb.old_image).map_err(refused("old"))?,
            new: image(dynamodb.new_image).map_err(refused("new"))?,
        })
    }
}
