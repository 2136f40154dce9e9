//! A handler that a macro writes.

use lambda_fn::{Context, Result, lambda_fn};

macro_rules! handler {
    ($name:ident($event:ty) -> $response:ty, $memory:literal, $init:path, $state:ty) => {
        #[lambda_fn(memory = $memory, init = $init)]
        async fn $name(event: $event, context: &Context, state: &$state) -> $response {
            Ok(event + &context.request_id + state.0)
        }
    };
}

struct Greeting(&'static str);

async fn setup() -> Result<Greeting> {
    std::future::ready(Ok(Greeting("Hello"))).await
}

handler!(hello(String) -> Result<String>, 256, setup, Greeting);
