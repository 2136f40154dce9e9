//! HTTP: state alone.

use lambda_fn::lambda_fn;

struct Names(Vec<String>);

async fn connect() -> lambda_fn::Result<Names> {
    Ok(Names(vec!["Ada".to_owned()]))
}

#[lambda_fn(http(route = "GET /"), init = connect)]
async fn name(names: &Names) -> String {
    names.0.join(", ")
}
