//! Sums over a Kinesis stream: the readings of each electricity meter, one after the other, each counted once.
//!
//! A batch goes as far as its first failure, which is where Lambda reads on; so nothing is skipped, and what was counted
//! before and comes again is known by its sequence number. A reading that can never be counted is passed over.
//!
//! `cargo run -p stream-aggregator` serves it; the `curl` line that this prints sends `event.json`.

mod sequence_number;
mod totals;

use lambda_fn::{LambdaError, Record, Result, lambda_fn};
use serde::Deserialize;
use tracing::info;

use crate::sequence_number::SequenceNumber;
use crate::totals::{Totals, TotalsError};

#[derive(Deserialize)]
struct Reading {
    /// The partition key too: all readings of a meter are in one shard, in their order.
    meter: String,
    watt_hours: u64,
}

#[derive(Debug, thiserror::Error, LambdaError)]
enum ReadingError {
    /// Nobody uses so much: the meter is broken, and to try again is of no use.
    #[error("a reading of more than 1 MWh")]
    #[lambda(retry = false)]
    Implausible,

    #[error(transparent)]
    #[lambda(transparent)]
    Totals(#[from] TotalsError),
}

const MOST_PLAUSIBLE: u64 = 1_000_000;

async fn start_totals() -> Result<Totals> {
    Ok(Totals::default())
}

#[lambda_fn(
    kinesis(stream = "readings", batch_size = 100, bisect_on_error = true, maximum_retry_attempts = 5),
    init = start_totals
)]
async fn add_reading(reading: Record<Reading>, totals: &Totals) -> Result<(), ReadingError> {
    if reading.watt_hours > MOST_PLAUSIBLE {
        return Err(ReadingError::Implausible);
    }
    // the id of a record of a stream is its sequence number
    let number = SequenceNumber::new(reading.id());
    let total = totals.add(&reading.meter, reading.watt_hours, number)?;
    info!(meter = reading.meter, total, "reading counted");
    Ok(())
}

#[cfg(test)]
mod tests {
    use lambda_fn::testing;

    use super::*;

    fn reading(number: &str, meter: &str, watt_hours: u64) -> Record<Reading> {
        testing::record(Reading { meter: meter.to_owned(), watt_hours }).id(number).build()
    }

    #[tokio::test]
    async fn each_meter_has_its_sum() {
        let totals = start_totals().await.unwrap();
        for (number, meter, watt_hours) in [("1", "kitchen", 20), ("2", "garage", 5), ("3", "kitchen", 30)] {
            add_reading(reading(number, meter, watt_hours), &totals).await.unwrap();
        }
        assert_eq!((totals.of("kitchen"), totals.of("garage")), (Some(50), Some(5)));
    }

    #[tokio::test]
    async fn a_reading_that_comes_again_is_counted_once() {
        let totals = start_totals().await.unwrap();
        for number in ["9", "10", "9", "10", "11"] {
            add_reading(reading(number, "kitchen", 10), &totals).await.unwrap();
        }
        assert_eq!(totals.of("kitchen"), Some(30));
    }

    #[tokio::test]
    async fn an_implausible_reading_is_not_tried_again_and_not_counted() {
        let totals = start_totals().await.unwrap();
        add_reading(reading("1", "kitchen", MOST_PLAUSIBLE), &totals).await.unwrap();
        let error = add_reading(reading("2", "kitchen", MOST_PLAUSIBLE + 1), &totals).await.unwrap_err();
        assert_eq!((error.error_type(), error.retry()), ("Implausible", false));
        assert_eq!(totals.of("kitchen"), Some(MOST_PLAUSIBLE));
    }
}
