//! Functions whose init goes wrong; the variable `HANDLER` chooses how.

use std::process::ExitCode;

use lambda_fn::http::{Router, routing::get};
use lambda_fn::{Diagnostic, LambdaError, lambda_fn};

fn main() -> ExitCode {
    match std::env::var("HANDLER").as_deref() {
        Ok("fails") => fails(),
        Ok("panics") => panics(),
        Ok("fails-unlogged") => fails_unlogged(),
        Ok("leaves-a-thread") => leaves_a_thread(),
        Ok("text") => text(),
        Ok("diagnostic") => diagnostic(),
        Ok("router-of-a-bad-route") => router_of_a_bad_route(),
        Ok("router-panics") => router_panics(),
        Ok("router-panics-unlogged") => router_panics_unlogged(),
        Ok("router-panics-on-several-threads") => router_panics_on_several_threads(),
        Ok("router-fails") => router_fails(),
        Ok("router-fails-with-text") => router_fails_with_text(),
        Ok("router-made") => router_made(),
        Ok("layers-panic") => layers_panic(),
        other => panic!("there is no such handler: {other:?}"),
    }
}

struct Table;

#[derive(Debug, thiserror::Error, LambdaError)]
#[error("the table cannot be opened")]
#[lambda(error_type = "Table.Closed")]
struct Closed(#[source] std::num::ParseIntError);

async fn open() -> Result<Table, Closed> {
    tokio::task::yield_now().await;
    "many".parse::<u8>().map(|_| Table).map_err(Closed)
}

async fn explode() -> Result<Table, Closed> {
    tokio::task::yield_now().await;
    panic!("no table at all")
}

fn fails() -> ExitCode {
    #[lambda_fn(init = open)]
    async fn function(_table: &Table) -> lambda_fn::Result<()> {
        Ok(())
    }
    main()
}

fn panics() -> ExitCode {
    #[lambda_fn(init = explode)]
    async fn function(_table: &Table) -> lambda_fn::Result<()> {
        Ok(())
    }
    main()
}

fn fails_unlogged() -> ExitCode {
    #[lambda_fn(init = open, tracing = false)]
    async fn function(_table: &Table) -> lambda_fn::Result<()> {
        Ok(())
    }
    main()
}

fn leaves_a_thread() -> ExitCode {
    /// Leaves a thread of tokio's with more to do than the test has time for.
    async fn open_beside_a_thread() -> Result<Table, Closed> {
        tokio::task::spawn_blocking(|| std::thread::sleep(std::time::Duration::from_secs(600)));
        open().await
    }

    #[lambda_fn(init = open_beside_a_thread)]
    async fn function(_table: &Table) -> lambda_fn::Result<()> {
        Ok(())
    }
    main()
}

fn text() -> ExitCode {
    async fn open() -> lambda_fn::Result<Table> {
        Err("no table at all".into())
    }

    #[lambda_fn(init = open)]
    async fn function(_table: &Table) -> lambda_fn::Result<()> {
        Ok(())
    }
    main()
}

fn diagnostic() -> ExitCode {
    async fn open() -> Result<Table, Diagnostic> {
        Err(Diagnostic { error_type: "Table.Missing".to_owned(), error_message: "no table at all".to_owned() })
    }

    #[lambda_fn(init = open)]
    async fn function(_table: &Table) -> lambda_fn::Result<()> {
        Ok(())
    }
    main()
}

fn router_of_a_bad_route() -> ExitCode {
    #[lambda_fn(http)]
    fn function() -> Router {
        // as it was written for axum 0.7
        Router::new().route("/foo/:name", get(|| async { "foo" }))
    }
    main()
}

async fn name() -> lambda_fn::Result<String> {
    Ok("foo".to_owned())
}

fn router_panics() -> ExitCode {
    #[lambda_fn(http, init = name)]
    fn function(name: &'static String) -> Router {
        Router::new().route(&format!("/{name}/{}", table()), get(|| async { "foo" }))
    }
    main()
}

fn router_panics_unlogged() -> ExitCode {
    #[lambda_fn(http(stream), tracing = false)]
    fn function() -> Router {
        Router::new().route(&table(), get(|| async { "foo" }))
    }
    main()
}

fn router_panics_on_several_threads() -> ExitCode {
    #[lambda_fn(http, runtime = "multi_thread")]
    fn function() -> Router {
        Router::new().route(&table(), get(|| async { "foo" }))
    }
    main()
}

fn table() -> String {
    std::env::var("NO_SUCH_TABLE").expect("no table at all")
}

fn router_fails() -> ExitCode {
    #[lambda_fn(http)]
    fn function() -> Result<Router, Closed> {
        "many".parse::<u8>().map(|_| Router::new()).map_err(Closed)
    }
    main()
}

fn router_fails_with_text() -> ExitCode {
    #[lambda_fn(http, init = name)]
    fn function(name: &'static String) -> lambda_fn::Result<Router> {
        Err(format!("no table for {name}"))?
    }
    main()
}

fn router_made() -> ExitCode {
    #[lambda_fn(http, init = name)]
    fn function(name: String) -> lambda_fn::Result<Router> {
        let name = String::from_utf8(name.into_bytes())?;
        Ok(Router::new().route(&format!("/{name}"), get(|| async { "made" })))
    }
    main()
}

fn layers_panic() -> ExitCode {
    fn layers(router: Router) -> Router {
        router.layer(lambda_fn::http::Extension(table()))
    }

    #[lambda_fn(http(route = "GET /foo", layers = layers))]
    async fn function() -> &'static str {
        "foo"
    }
    main()
}
