//! Records of Firehose with the keys of their partitions.

use lambda_fn::{Partitioned, Result, lambda_fn};

#[lambda_fn(firehose(stream = "clicks"))]
async fn clean(click: String) -> Result<Option<Partitioned<String>>> {
    Ok(Some(Partitioned::new(click).key("day", "1")))
}
