//! The two events.

use std::fmt::Write;

pub(crate) fn greeting() -> String {
    r#"{"name":"Lambda"}"#.to_owned()
}

/// A typed batch of 114 KB: see `programs/shared/order_batch.rs`.
pub(crate) fn orders() -> String {
    let mut batch =
        r#"{"batchId":"2f1c0b52-6f4e-4d9b-9a57-0c8f3f7ad2aa","source":"web-shop/eu-central-1","orders":["#.to_owned();
    for order in 0..127 {
        if order > 0 {
            batch.push(',');
        }
        push_order(&mut batch, order).expect("a string takes what is written to it");
    }
    batch.push_str("]}");
    batch
}

fn push_order(batch: &mut String, n: u32) -> std::fmt::Result {
    let status = ["PLACED", "SHIPPED", "RETURNED"][n as usize % 3];
    let phone = if n.is_multiple_of(2) { "null".to_owned() } else { format!("\"+49 30 90{n:04}\"") };
    write!(
        batch,
        r#"{{"orderId":"ord-{n:08}","placedAt":17040{n:05}000,"status":"{status}","customer":{{"id":{id},"name":"Ada Lovelace the {n}th","email":"ada.lovelace.{n}@example.org","phone":{phone}}},"lines":["#,
        id = 7_000_000 + n,
    )?;
    for line in 0..4 {
        let comma = if line > 0 { "," } else { "" };
        let note = if line == 2 { r#""wrap in \"blue\" paper, leave at the door""# } else { "null" };
        write!(
            batch,
            r#"{comma}{{"sku":"SKU-{n}-{line}","title":"Hexagon bolt M{line}, stainless steel, pack of 50","quantity":{},"unitPrice":{}.{:02},"note":{note}}}"#,
            line + 1,
            10 + line,
            n % 100,
        )?;
    }
    let discount = if n.is_multiple_of(4) { "0.05" } else { "null" };
    write!(
        batch,
        r#"],"discount":{discount},"tags":{{"channel":"newsletter","campaign":"spring-{n}","warehouse":"BER-2"}},"gift":{}}}"#,
        n.is_multiple_of(5),
    )
}
