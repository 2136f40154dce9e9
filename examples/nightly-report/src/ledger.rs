//! Where sales are written down.

use chrono::{DateTime, NaiveDate, Utc};
use lambda_fn::Result;

use crate::ZONE;

/// In a real function a client of a database.
pub(crate) struct Ledger {
    sales: Vec<Sale>,
    /// The last day of which all sales are known.
    closed: NaiveDate,
}

pub(crate) struct Sale {
    pub(crate) at: DateTime<Utc>,
    pub(crate) item: String,
    pub(crate) cents: u32,
}

pub(crate) async fn open_ledger() -> Result<Ledger> {
    let sales = [
        ("2026-03-28T09:12:00Z", "bolt", 250),
        ("2026-03-28T22:59:59Z", "nut", 100),
        ("2026-03-28T23:00:00Z", "bolt", 300),
        ("2026-03-29T11:40:00Z", "anvil", 9_000),
        ("2026-03-29T21:59:59Z", "bolt", 120),
        ("2026-03-29T22:00:00Z", "nut", 80),
    ];
    let sale = |(at, item, cents): (&str, &str, u32)| Ok(Sale { at: at.parse()?, item: item.to_owned(), cents });
    Ok(Ledger { sales: sales.into_iter().map(sale).collect::<Result<_>>()?, closed: "2026-03-29".parse()? })
}

impl Ledger {
    pub(crate) fn is_closed(&self, day: NaiveDate) -> bool {
        day <= self.closed
    }

    /// The sales of a day as the shop has it: from one midnight to the next, 23 to 25 hours.
    pub(crate) fn sales_of(&self, day: NaiveDate) -> impl Iterator<Item = &Sale> {
        self.sales.iter().filter(move |sale| sale.at.with_timezone(&ZONE).date_naive() == day)
    }
}
