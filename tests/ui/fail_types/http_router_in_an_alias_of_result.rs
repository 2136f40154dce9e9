use lambda_fn::http::Router;

type Made = lambda_fn::Result<Router>;

#[lambda_fn::lambda_fn(http)]
fn api() -> Made {
    Ok(Router::new())
}
