#[derive(serde::Deserialize)]
struct Search<'a> {
    word: &'a str,
}

#[lambda_fn::lambda_fn(http(route = "GET /search"))]
async fn search(lambda_fn::http::Query(search): lambda_fn::http::Query<Search<'_>>) -> String {
    search.word.to_owned()
}
