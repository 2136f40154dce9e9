//! A bucket with one event.

use lambda_fn::{Result, S3Object, lambda_fn};

#[lambda_fn(s3(bucket = "arn:aws:s3:::reports", events = "s3:ObjectRestore:Completed"))]
async fn order(order: S3Object) -> Result<()> {
    drop(order.key);
    Ok(())
}
