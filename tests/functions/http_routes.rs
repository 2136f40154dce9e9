//! Routes that are served twice: by `axum::serve`, and as a function.

use lambda_fn::http::routing::{any, get, post};
use lambda_fn::http::{
    Bytes, Form, HeaderMap, HeaderName, HeaderValue, IntoResponse, Json, Method, Path, Query, Response, Router,
    StatusCode, Uri, header,
};
use serde_json::{Value, json};

pub(crate) fn routes() -> Router {
    Router::new()
        .route("/echo", any(echo))
        .route("/segments/{one}/{two}", get(|Path(segments): Path<(String, String)>| async { Json(segments) }))
        .route("/number/{number}", get(|Path(number): Path<u32>| async move { number.to_string() }))
        .route("/rest/{*rest}", get(|Path(rest): Path<String>| async { rest }))
        .route("/query", get(|Query(query): Query<Vec<(String, String)>>| async { Json(query) }))
        .route("/json", post(|Json(json): Json<Value>| async { Json(json) }))
        .route("/form", post(|Form(form): Form<Vec<(String, String)>>| async { Json(form) }))
        .route("/text", post(|text: String| async { text }))
        .route("/bytes/{kind}/{subtype}", post(bytes))
        .route("/status/{status}", get(status))
        .route("/headers", get(headers))
        .fallback(|uri: Uri| async move { (StatusCode::NOT_FOUND, format!("nothing at {}", uri.path())) })
}

/// All that a gateway leaves as it is: the values of one header with commas between them, and cookies with semicolons, as it
/// joins them.
async fn echo(method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Json<Value> {
    let value = |name: &HeaderName| {
        let values = headers.get_all(name).iter();
        let between = if name == header::COOKIE { "; " } else { "," };
        values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect::<Vec<_>>().join(between)
    };
    let mut names: Vec<_> = headers.keys().filter(|name| name.as_str().starts_with("x-test")).collect();
    names.extend([&header::CONTENT_TYPE, &header::ACCEPT, &header::COOKIE, &header::AUTHORIZATION]);
    names.sort_by_key(|name| name.as_str());
    let headers: Vec<_> = names.into_iter().map(|name| json!([name.as_str(), value(name)])).collect();
    Json(json!({
        "method": method.as_str(),
        "path": uri.path(),
        "query": uri.query().unwrap_or_default(),
        "headers": headers,
        "body": body.to_vec(),
    }))
}

/// The body as it came, under any content type.
async fn bytes(Path((kind, subtype)): Path<(String, String)>, body: Bytes) -> Response {
    match HeaderValue::try_from(format!("{kind}/{subtype}")) {
        Ok(content_type) => ([(header::CONTENT_TYPE, content_type)], body).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

async fn status(Path(status): Path<u16>) -> Response {
    match StatusCode::from_u16(status) {
        Ok(status) if status.as_u16() >= 200 => (status, "as you say").into_response(),
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}

async fn headers() -> Response {
    let mut response = "headers".into_response();
    let headers = response.headers_mut();
    for cookie in ["a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2; HttpOnly"] {
        headers.append(header::SET_COOKIE, HeaderValue::from_static(cookie));
    }
    for vary in ["accept", "accept-language, cookie"] {
        headers.append(header::VARY, HeaderValue::from_static(vary));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-quote"), HeaderValue::from_static("\"a\\b\", ~"));
    response
}
