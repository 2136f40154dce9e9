//! Functions whose init goes wrong; the variable `HANDLER` chooses how.

use std::process::ExitCode;

use lambda_fn::{LambdaError, lambda_fn};

fn main() -> ExitCode {
    match std::env::var("HANDLER").as_deref() {
        Ok("fails") => fails(),
        Ok("panics") => panics(),
        Ok("fails-unlogged") => fails_unlogged(),
        Ok("leaves-a-thread") => leaves_a_thread(),
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
