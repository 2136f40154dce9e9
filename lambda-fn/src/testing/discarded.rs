//! Discarded records for tests in process.

use crate::batch::Discarded;

/// Makes what an `on_discard` handler takes, out of the payload of a record: [`Discarded`] has no other constructor.
///
/// ```
/// use std::cell::RefCell;
///
/// use lambda_fn::{Discarded, Result, testing};
///
/// async fn keep(discarded: Discarded, shelf: &RefCell<Vec<String>>) -> Result<()> {
///     shelf.borrow_mut().push(discarded.error_type().to_owned());
///     Ok(())
/// }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let shelf = RefCell::default();
/// keep(testing::discarded(r#"{"id":7}"#).error_type("Order.Unknown").build(), &shelf).await?;
/// assert_eq!(*shelf.borrow(), ["Order.Unknown"]);
/// # Ok::<_, lambda_fn::Error>(()) })?;
/// # Ok::<_, lambda_fn::Error>(())
/// ```
pub fn discarded(payload: impl Into<Vec<u8>>) -> DiscardedBuilder {
    DiscardedBuilder(Discarded {
        id: "1".to_owned(),
        payload: payload.into().into(),
        error_type: "Error".to_owned(),
        error_message: String::new(),
        receive_count: None,
    })
}

/// Builds a [`Discarded`]; see [`discarded`].
#[derive(Debug)]
#[must_use = "a handler takes what `build` makes"]
pub struct DiscardedBuilder(Discarded);

impl DiscardedBuilder {
    /// The id under which the source knows the record. Default: `1`.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.0.id = id.into();
        self
    }

    /// The type of the error. Default: `Error`.
    pub fn error_type(mut self, error_type: impl Into<String>) -> Self {
        self.0.error_type = error_type.into();
        self
    }

    /// The message of the error. Default: empty.
    pub fn error_message(mut self, message: impl Into<String>) -> Self {
        self.0.error_message = message.into();
        self
    }

    /// SQS: how often the message has been received. Default: `None`, as of a source that does not count.
    pub fn receive_count(mut self, count: u32) -> Self {
        self.0.receive_count = Some(count);
        self
    }

    /// The discarded record.
    #[must_use]
    pub fn build(self) -> Discarded {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::discarded;

    #[test]
    fn all_that_is_said_is_in_the_record() {
        let discarded = discarded("{}").id("a").error_type("Asked").error_message("as asked").receive_count(2).build();
        assert_eq!((discarded.id(), discarded.payload()), ("a", b"{}".as_slice()));
        assert_eq!((discarded.error_type(), discarded.error_message()), ("Asked", "as asked"));
        assert_eq!(discarded.receive_count(), Some(2));
    }
}
