#[cfg_attr(not(feature = "axum"), path = "alone.rs")]
mod axum;
#[path = "../../shared/http_order.rs"]
mod http_order;
#[path = "../../tuned/src/logs.rs"]
mod logs;
#[path = "../../shared/on_this_thread.rs"]
mod on_this_thread;

fn main() -> Result<(), lambda_http::Error> {
    logs::init();
    on_this_thread::on_this_thread(axum::serve())
}
