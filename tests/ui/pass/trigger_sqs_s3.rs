//! The objects of a bucket that notifies a queue.

use lambda_fn::{Record, Result, S3Object, lambda_fn};

#[lambda_fn(sqs(queue = "uploads", envelope = "s3"))]
async fn index(object: Record<S3Object>) -> Result<()> {
    drop(object);
    Ok(())
}
