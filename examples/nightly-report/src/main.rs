//! A report each night, on a schedule in local time: the sales of the day before.
//!
//! The day comes from the event and not from the clock, so that an invocation that comes late, or again, reports the
//! same. The report is the response, which Lambda sends to the function's destination, where it has one.
//!
//! `cargo run -p nightly-report` serves it; the `curl` line that this prints sends `event.json`.

mod ledger;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::{Europe::Berlin, Tz};
use lambda_fn::events::eventbridge::EventBridgeEvent;
use lambda_fn::{LambdaError, Result, lambda_fn};
use serde::Serialize;
use tracing::info;

use crate::ledger::{Ledger, open_ledger};

/// The shop's, and that of the schedule.
const ZONE: Tz = Berlin;

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Report {
    day: NaiveDate,
    sales: usize,
    cents: u64,
    cents_by_item: BTreeMap<String, u64>,
}

#[derive(Debug, thiserror::Error, LambdaError)]
enum ReportError {
    #[error("the event does not say its time")]
    NoTime,

    /// Lambda tries again, twice: the last sales may have come by then.
    #[error("the ledger of {day} is not closed yet")]
    LedgerOpen { day: NaiveDate },
}

// every day has one 03:30; EventBridge Scheduler's User Guide, "Schedule types": a time that clocks leave out is skipped
#[lambda_fn(schedule("cron(30 3 * * ? *)", timezone = "Europe/Berlin"), init = open_ledger, timeout = "1m")]
async fn nightly_report(event: EventBridgeEvent, ledger: &Ledger) -> Result<Report, ReportError> {
    let day = event.time.and_then(day_before).ok_or(ReportError::NoTime)?;
    if !ledger.is_closed(day) {
        return Err(ReportError::LedgerOpen { day });
    }
    let report = report(day, ledger);
    info!(%day, sales = report.sales, "report made");
    Ok(report)
}

fn day_before(time: DateTime<Utc>) -> Option<NaiveDate> {
    time.with_timezone(&ZONE).date_naive().pred_opt()
}

fn report(day: NaiveDate, ledger: &Ledger) -> Report {
    let mut report = Report { day, sales: 0, cents: 0, cents_by_item: BTreeMap::new() };
    for sale in ledger.sales_of(day) {
        report.sales += 1;
        report.cents += u64::from(sale.cents);
        *report.cents_by_item.entry(sale.item.clone()).or_default() += u64::from(sale.cents);
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn report_at(time: &str) -> Result<Report, ReportError> {
        let mut event = EventBridgeEvent::default();
        event.time = Some(time.parse().unwrap());
        nightly_report(event, &open_ledger().await.unwrap()).await
    }

    /// On 29 March 2026 clocks go from 02:00 to 03:00 in Berlin.
    #[tokio::test]
    async fn a_sale_belongs_to_its_local_day() {
        let before = report_at("2026-03-29T01:30:00Z").await.unwrap();
        assert_eq!((before.day.to_string().as_str(), before.sales, before.cents), ("2026-03-28", 2, 350));
        let short = report_at("2026-03-30T01:30:00Z").await.unwrap();
        assert_eq!((short.day.to_string().as_str(), short.sales, short.cents), ("2026-03-29", 3, 9_420));
        let sums = [("anvil".to_owned(), 9_000), ("bolt".to_owned(), 420)];
        assert_eq!(short.cents_by_item, BTreeMap::from(sums));
    }

    #[tokio::test]
    async fn a_day_without_sales_has_a_report() {
        let report = report_at("2026-03-28T02:30:00Z").await.unwrap();
        assert_eq!((report.sales, report.cents, report.cents_by_item.len()), (0, 0, 0));
    }

    #[tokio::test]
    async fn a_day_that_is_not_over_has_none() {
        let error = report_at("2026-03-31T01:30:00Z").await.unwrap_err();
        assert_eq!((error.error_type(), error.retry()), ("LedgerOpen", true));
    }

    #[tokio::test]
    async fn an_event_without_a_time_has_none() {
        let error = nightly_report(EventBridgeEvent::default(), &open_ledger().await.unwrap()).await.unwrap_err();
        assert_eq!(error.error_type(), "NoTime");
    }
}
