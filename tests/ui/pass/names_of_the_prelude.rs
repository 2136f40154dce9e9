//! Items of the user's that are called like those of the expansion.

#![allow(dead_code)]

mod core {}
mod std {}
mod serde {}

struct Context;
struct Err;
struct Function;
struct LambdaEvent;
struct None;
struct Ok;
struct Option;
struct Report;
struct Some;
trait Fn {}
trait Result {}

#[lambda_fn::lambda_fn(memory = 256, timeout = 30, runtime = "multi_thread", worker_threads = 2)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    lambda_fn::Result::Ok(name)
}
