//! The large event of the benchmark, a batch of orders, and what the programs work out of it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderBatch {
    pub batch_id: String,
    pub source: String,
    pub orders: Vec<Order>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub order_id: String,
    pub placed_at: u64,
    pub status: Status,
    pub customer: Customer,
    pub lines: Vec<Line>,
    pub discount: Option<f64>,
    pub tags: HashMap<String, String>,
    pub gift: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    Placed,
    Shipped,
    Returned,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    pub id: u64,
    pub name: String,
    pub email: String,
    pub phone: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    pub sku: String,
    pub title: String,
    pub quantity: u32,
    pub unit_price: f64,
    pub note: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub batch_id: String,
    pub orders: usize,
    pub returned: usize,
    pub total: f64,
    /// Characters of all texts, so that no field is left unread.
    pub text: usize,
}

impl OrderBatch {
    pub fn summary(self) -> Summary {
        let total = self.orders.iter().map(Order::total).sum();
        let text = self.source.len() + self.orders.iter().map(Order::text).sum::<usize>();
        let returned = self.orders.iter().filter(|order| matches!(order.status, Status::Returned)).count();
        Summary { batch_id: self.batch_id, orders: self.orders.len(), returned, total, text }
    }
}

impl Order {
    fn total(&self) -> f64 {
        let lines: f64 = self.lines.iter().map(|line| f64::from(line.quantity) * line.unit_price).sum();
        let gift = if self.gift { 0.0 } else { (self.placed_at % 2) as f64 };
        lines * (1.0 - self.discount.unwrap_or_default()) + gift
    }

    fn text(&self) -> usize {
        let Customer { id, name, email, phone } = &self.customer;
        let open = if matches!(self.status, Status::Placed | Status::Shipped) { self.order_id.len() } else { 0 };
        let customer = name.len() + email.len() + phone.as_ref().map_or(0, String::len) + (*id % 2) as usize;
        let lines = self.lines.iter().map(|Line { sku, title, note, .. }| {
            sku.len() + title.len() + note.as_ref().map_or(0, String::len)
        });
        let tags = self.tags.iter().map(|(key, value)| key.len() + value.len());
        open + customer + lines.sum::<usize>() + tags.sum::<usize>()
    }
}
