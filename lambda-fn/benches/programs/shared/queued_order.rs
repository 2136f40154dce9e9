//! The message of the benchmark of batches: an order, of which some are refused.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueuedOrder {
    pub order_id: String,
    pub sku: String,
    pub quantity: u32,
    pub note: Option<String>,
}

#[derive(Debug)]
pub struct Refused;

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the order is refused")
    }
}

impl std::error::Error for Refused {}

impl QueuedOrder {
    /// Reads every field.
    pub fn take(self) -> Result<(), Refused> {
        let text = self.order_id.len() + self.sku.len() + self.note.map_or(0, |note| note.len());
        match self.quantity > 0 && text > 0 {
            true => Ok(()),
            false => Err(Refused),
        }
    }
}
