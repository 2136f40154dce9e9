use lambda_http::{Error, Request, RequestExt, Response, run, service_fn};

use crate::http_order::{Order, Page};

async fn function_handler(request: Request) -> Result<Response<String>, Error> {
    let query = request.query_string_parameters();
    let page = Page { page: query.first("page").unwrap_or("0").parse()? };
    let order: Order = serde_json::from_slice(request.body())?;
    let receipt = serde_json::to_string(&order.receipt(&page))?;
    Ok(Response::builder().header("content-type", "application/json").body(receipt)?)
}

pub(crate) async fn serve() -> Result<(), Error> {
    run(service_fn(function_handler)).await
}
