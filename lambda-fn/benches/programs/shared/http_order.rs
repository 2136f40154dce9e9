use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct Page {
    pub page: u32,
}

#[derive(Deserialize)]
pub struct Order {
    item: String,
    quantity: u32,
}

#[derive(Serialize)]
pub struct Receipt {
    message: String,
    page: u32,
}

impl Order {
    pub fn receipt(self, page: &Page) -> Receipt {
        Receipt { message: format!("{} of \"{}\" ordered", self.quantity, self.item), page: page.page }
    }
}
