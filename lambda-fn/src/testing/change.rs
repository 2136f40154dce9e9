//! Changes of items for tests in process.

use serde::Serialize;
use serde_dynamo::Item;

use crate::batch::{Change, ChangeKind};

/// Makes the change that a handler of a DynamoDB stream takes: [`Change`] has no other constructor.
///
/// ```
/// use lambda_fn::{Change, ChangeKind, Result, testing};
/// use serde::{Deserialize, Serialize};
///
/// struct Customer {
///     name: String,
/// }
///
/// #[derive(Deserialize, Serialize)]
/// struct Key {
///     id: u32,
/// }
///
/// async fn renamed(change: Change<Customer>) -> Result<Option<String>> {
///     let Key { id } = change.keys()?;
///     Ok(match (change.old, change.new) {
///         (Some(old), Some(new)) if old.name != new.name => Some(format!("{id}: {} is {}", old.name, new.name)),
///         _ => None,
///     })
/// }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let customer = |name: &str| Customer { name: name.to_owned() };
/// let change = testing::change(ChangeKind::Modify).keys(&Key { id: 7 }).old(customer("Ann")).new(customer("Eve")).build();
/// assert_eq!(renamed(change).await?.as_deref(), Some("7: Ann is Eve"));
/// # Ok::<_, lambda_fn::Error>(()) })?;
/// # Ok::<_, lambda_fn::Error>(())
/// ```
///
/// A handler of `Record<Change<T>>` takes [`testing::record`](super::record()) of it.
pub fn change<T>(kind: ChangeKind) -> ChangeBuilder<T> {
    ChangeBuilder { kind, old: None, new: None, keys: Item::default() }
}

/// Builds a [`Change`]; see [`change`].
#[derive(Debug)]
#[must_use = "a handler takes what `build` makes"]
pub struct ChangeBuilder<T> {
    kind: ChangeKind,
    old: Option<T>,
    new: Option<T>,
    keys: Item,
}

impl<T> ChangeBuilder<T> {
    /// The item before. Default: `None`, as of one that is new, or of a view type without it.
    pub fn old(mut self, item: T) -> Self {
        self.old = Some(item);
        self
    }

    /// The item after. Default: `None`, as of one that is gone, or of a view type without it.
    pub fn new(mut self, item: T) -> Self {
        self.new = Some(item);
        self
    }

    /// The primary key of the item, for [`Change::keys`]: a struct or a map of its one or two attributes. Default: empty.
    ///
    /// # Panics
    ///
    /// Where it does not serialise as an item.
    #[track_caller]
    pub fn keys(mut self, keys: &impl Serialize) -> Self {
        self.keys = match serde_dynamo::to_item(keys) {
            Ok(keys) => keys,
            Err(error) => panic!("the keys do not serialise as an item: {error}"),
        };
        self
    }

    /// The change.
    #[must_use]
    pub fn build(self) -> Change<T> {
        let Self { kind, old, new, keys } = self;
        Change { kind, old, new, keys }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{ChangeKind, change};

    #[test]
    fn all_that_is_said_is_in_the_change() {
        let change = change(ChangeKind::Modify).old(1).new(2).keys(&BTreeMap::from([("id", u64::MAX)])).build();
        assert_eq!((change.kind, change.old, change.new), (ChangeKind::Modify, Some(1), Some(2)));
        assert_eq!(change.keys::<BTreeMap<String, u64>>().unwrap(), BTreeMap::from([("id".to_owned(), u64::MAX)]));
    }

    #[test]
    fn what_is_not_said_is_not_there() {
        let change = change::<()>(ChangeKind::Remove).build();
        assert_eq!((change.kind, change.old, change.new), (ChangeKind::Remove, None, None));
        assert!(change.keys::<BTreeMap<String, u64>>().unwrap().is_empty());
    }

    #[test]
    #[should_panic(expected = "the keys do not serialise as an item")]
    fn a_key_is_no_plain_value() {
        let _ = change::<()>(ChangeKind::Insert).keys(&7);
    }
}
