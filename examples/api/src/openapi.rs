//! `GET /openapi.json`, with the feature `openapi`: what the API takes and answers, from the handlers themselves.

use lambda_fn::http::Json;
use utoipa::{OpenApi, ToResponse, ToSchema};

#[derive(OpenApi)]
#[openapi(
    paths(crate::list, crate::create, crate::read, crate::replace, crate::delete),
    components(responses(Problem)),
    info(
        title = "Notes",
        description = "Notes that are written, read page by page, changed and deleted.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    )
)]
struct Document;

/// Why a request is refused, as RFC 9457 has it.
#[derive(ToSchema, ToResponse)]
#[response(content_type = "application/problem+json")]
#[expect(dead_code, reason = "the document names the fields; `lambda_fn` writes them")]
pub(crate) struct Problem {
    /// What is wrong, as a name that programs can compare.
    #[schema(example = "NoteNotFound")]
    r#type: String,
    title: String,
    status: u16,
    /// What is wrong, for people.
    detail: Option<String>,
    /// The id of the request, under which the log has it.
    instance: Option<String>,
}

pub(crate) async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}
