//! A handler of a `Router` that is looked at, under the other name.

use my_name::http::routing::get;
use my_name::http::{FromRef, Router, State, debug_handler};

#[derive(Clone)]
struct App {
    name: Name,
}

#[derive(Clone)]
struct Name(&'static str);

impl FromRef<App> for Name {
    fn from_ref(app: &App) -> Self {
        app.name.clone()
    }
}

#[debug_handler(crate = my_name)]
async fn whole(State(app): State<App>) -> &'static str {
    app.name.0
}

#[debug_handler(state = App, crate = ::my_name)]
async fn part(State(name): State<Name>) -> &'static str {
    name.0
}

#[my_name::lambda_fn(http, crate = my_name)]
fn api() -> Router {
    Router::new().route("/", get(whole).post(part)).with_state(App { name: Name("orders") })
}
