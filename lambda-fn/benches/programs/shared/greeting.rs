//! The small event of the benchmark.

use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct Request {
    pub name: String,
}

#[derive(Serialize)]
pub struct Response {
    pub message: String,
}

impl Request {
    pub fn greeting(self) -> Response {
        Response { message: format!("Hello, {}!", self.name) }
    }
}
