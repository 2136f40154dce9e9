use lambda_http::{Error, Request, RequestExt, Response, run, service_fn};

#[path = "../../shared/http_order.rs"]
mod http_order;
#[path = "../../tuned/src/logs.rs"]
mod logs;
use http_order::{Order, Page};

async fn function_handler(request: Request) -> Result<Response<String>, Error> {
    let query = request.query_string_parameters();
    let page = Page { page: query.first("page").unwrap_or("0").parse()? };
    let order: Order = serde_json::from_slice(request.body())?;
    let receipt = serde_json::to_string(&order.receipt(&page))?;
    Ok(Response::builder().header("content-type", "application/json").body(receipt)?)
}

fn main() -> Result<(), Error> {
    logs::init();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(service_fn(function_handler)))
}
