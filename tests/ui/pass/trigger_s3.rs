//! A bucket with all its keys.

use lambda_fn::{Result, S3Object, lambda_fn};

#[lambda_fn(s3(bucket = "my.reports-2026", events = ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"], prefix = "in/", suffix = ".csv"))]
async fn order(order: S3Object) -> Result<()> {
    drop(order.key);
    Ok(())
}
