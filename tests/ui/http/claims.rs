//! HTTP: claims.

use lambda_fn::http::{Claims, SourceIp, Stage};
use lambda_fn::lambda_fn;
use serde::Deserialize;

#[derive(Deserialize)]
struct User {
    sub: String,
}

#[lambda_fn(http(route = "GET /"))]
async fn me(claims: Option<Claims<User>>, Stage(stage): Stage, SourceIp(address): SourceIp) -> String {
    let name = claims.map_or_else(|| "nobody".to_owned(), |Claims(user)| user.sub);
    format!("{name} at {address} on {stage}")
}
