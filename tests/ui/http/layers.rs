//! HTTP: layers.

use lambda_fn::http::middleware::map_response;
use lambda_fn::http::{Response, Router, StatusCode};
use lambda_fn::lambda_fn;

mod tower {
    use super::{Response, Router, StatusCode, map_response};

    async fn teapot(mut response: Response) -> Response {
        *response.status_mut() = StatusCode::IM_A_TEAPOT;
        response
    }

    pub(super) fn layers(router: Router) -> Router {
        router.layer(map_response(teapot))
    }
}

#[lambda_fn(http(route = "ANY /files/{path+}", layers = tower::layers))]
async fn files(lambda_fn::http::Path(path): lambda_fn::http::Path<String>) -> String {
    path
}
