#[lambda_fn::lambda_fn(http(layers = LAYERS))]
async fn user() -> &'static str {
    "Ada"
}

const LAYERS: bool = true;
