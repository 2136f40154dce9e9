use axum::extract::Query;
use axum::routing::post;
use axum::{Json, Router};
use lambda_http::{Error, run};

use crate::http_order::{Order, Page, Receipt};

async fn order(Query(page): Query<Page>, Json(order): Json<Order>) -> Json<Receipt> {
    Json(order.receipt(&page))
}

pub(crate) async fn serve() -> Result<(), Error> {
    run(Router::new().route("/orders", post(order))).await
}
