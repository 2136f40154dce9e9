//! A schedule in a time zone, and one in UTC.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(schedule("cron(0 3 ? * MON-FRI *)", timezone = "Europe/Berlin"), schedule("rate(1 day)"))]
async fn report() -> Result<()> {
    Ok(())
}
