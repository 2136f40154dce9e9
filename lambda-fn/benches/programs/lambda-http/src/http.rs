use lambda_http::{Error, Request, RequestExt, Response, run, service_fn};

#[path = "../../shared/http_order.rs"]
mod http_order;
#[path = "../../tuned/src/logs.rs"]
mod logs;
#[path = "../../shared/on_this_thread.rs"]
mod on_this_thread;
use http_order::{Order, Page};
use on_this_thread::on_this_thread;

async fn function_handler(request: Request) -> Result<Response<String>, Error> {
    let query = request.query_string_parameters();
    let page = Page { page: query.first("page").unwrap_or("0").parse()? };
    let order: Order = serde_json::from_slice(request.body())?;
    let receipt = serde_json::to_string(&order.receipt(&page))?;
    Ok(Response::builder().header("content-type", "application/json").body(receipt)?)
}

fn main() -> Result<(), Error> {
    logs::init();
    on_this_thread(run(service_fn(function_handler)))
}
