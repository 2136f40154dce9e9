use lambda_fn::http::{Json, Query};
use lambda_fn::lambda_fn;

#[path = "../../shared/http_order.rs"]
mod http_order;
use http_order::{Order, Page, Receipt};

#[lambda_fn(http(route = "POST /orders"))]
async fn order(Query(page): Query<Page>, Json(order): Json<Order>) -> Json<Receipt> {
    Json(order.receipt(&page))
}
