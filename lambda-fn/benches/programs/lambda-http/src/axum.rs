use axum::extract::Query;
use axum::routing::post;
use axum::{Json, Router};
use lambda_http::{Error, run};

#[path = "../../shared/http_order.rs"]
mod http_order;
#[path = "../../tuned/src/logs.rs"]
mod logs;
#[path = "../../shared/on_this_thread.rs"]
mod on_this_thread;
use http_order::{Order, Page, Receipt};
use on_this_thread::on_this_thread;

async fn order(Query(page): Query<Page>, Json(order): Json<Order>) -> Json<Receipt> {
    Json(order.receipt(&page))
}

fn main() -> Result<(), Error> {
    logs::init();
    on_this_thread(run(Router::new().route("/orders", post(order))))
}
