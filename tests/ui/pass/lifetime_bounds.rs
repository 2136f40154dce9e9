//! Lifetimes with bounds, as a function may have them.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

/// An order that borrows from its event.
#[derive(Deserialize)]
pub struct Order<'a> {
    item: &'a str,
}

/// What the orders go to.
pub struct Shop {
    name: String,
}

async fn setup() -> Result<Shop> {
    Ok(Shop { name: "shop".to_owned() })
}

#[lambda_fn(init = setup)]
async fn order<'event, 'state: 'event>(order: Order<'event>, shop: &'state Shop) -> Result<&'event str>
where
    'event: 'event,
    Order<'event>: Send,
{
    let known: &'event str = &shop.name;
    std::future::ready(Ok(if order.item.is_empty() { known } else { order.item })).await
}
