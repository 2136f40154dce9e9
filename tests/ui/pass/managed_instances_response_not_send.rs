//! A response that is not `Send` is written before the handler's next await.

use std::rc::Rc;

use lambda_fn::{Result, lambda_fn};
use serde::{Serialize, Serializer};

struct Response(Rc<str>);

impl Serialize for Response {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        str::serialize(&self.0, serializer)
    }
}

#[lambda_fn(managed_instances = true)]
async fn hello(name: String) -> Result<Response> {
    Ok(Response(name.into()))
}
