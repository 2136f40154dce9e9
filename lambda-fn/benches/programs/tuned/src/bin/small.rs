use lambda_runtime::{Error, LambdaEvent, run, service_fn};

#[cfg(feature = "logs")]
#[path = "../logs.rs"]
mod logs;
#[path = "../../../shared/greeting.rs"]
mod greeting;
#[path = "../../../shared/on_this_thread.rs"]
mod on_this_thread;
use greeting::{Request, Response};
use on_this_thread::on_this_thread;

async fn function_handler(event: LambdaEvent<Request>) -> Result<Response, Error> {
    Ok(event.payload.greeting())
}

fn main() -> Result<(), Error> {
    #[cfg(feature = "logs")]
    logs::init();
    on_this_thread(run(service_fn(function_handler)))
}
