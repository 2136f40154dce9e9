//! The objects of a bucket that notifies a topic.

use lambda_fn::{Result, S3Object, lambda_fn};

#[lambda_fn(sns(topic = "uploads", envelope = "s3"))]
async fn index(object: S3Object) -> Result<()> {
    drop(object);
    Ok(())
}
