use axum::extract::Query;
use axum::routing::post;
use axum::{Json, Router};
use lambda_http::{Error, run};

#[path = "../../shared/http_order.rs"]
mod http_order;
#[path = "../../tuned/src/logs.rs"]
mod logs;
use http_order::{Order, Page, Receipt};

async fn order(Query(page): Query<Page>, Json(order): Json<Order>) -> Json<Receipt> {
    Json(order.receipt(&page))
}

fn main() -> Result<(), Error> {
    logs::init();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(Router::new().route("/orders", post(order))))
}
