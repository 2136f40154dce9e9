//! A handler for each kind of error; the variable `HANDLER` chooses. Each fails where its event is `true`.

use std::error::Error;
use std::num::ParseIntError;
use std::process::ExitCode;

use eyre::WrapErr;
use lambda_fn::{Diagnostic, LambdaError, Record, lambda_fn};

fn main() -> ExitCode {
    match std::env::var("HANDLER").as_deref() {
        Ok("own") => own(),
        Ok("lambda-fn") => lambda_fn_error(),
        Ok("lambda-fn-typed") => lambda_fn_typed(),
        Ok("anyhow") => anyhow(),
        Ok("eyre") => eyre(),
        Ok("boxed") => boxed(),
        Ok("boxed-send-sync") => boxed_send_sync(),
        Ok("string") => string(),
        Ok("str") => str(),
        Ok("text") => text(),
        Ok("question-mark-of-text") => question_mark_of_text(),
        Ok("question-mark-of-a-box") => question_mark_of_a_box(),
        Ok("question-mark-of-anyhow") => question_mark_of_anyhow(),
        Ok("question-mark-of-eyre") => question_mark_of_eyre(),
        Ok("diagnosed") => diagnosed(),
        Ok("diagnostic") => diagnostic(),
        Ok("record-diagnosed") => record_diagnosed(),
        Ok("record-text") => record_text(),
        Ok("http-diagnosed") => http_diagnosed(),
        Ok("http-text") => http_text(),
        Ok("struct") => derived_struct(),
        Ok("enum") => derived_enum(),
        other => panic!("there is no such handler: {other:?}"),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the order is broken")]
struct Broken(#[source] BadQuantity);

#[derive(Debug, thiserror::Error)]
#[error("the quantity is bad")]
struct BadQuantity(#[source] ParseIntError);

fn order(fail: bool) -> Result<(), Broken> {
    let quantity = if fail { "many" } else { "1" };
    quantity.parse::<u8>().map(drop).map_err(|error| Broken(BadQuantity(error)))
}

fn own() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> Result<(), Broken> {
        order(fail)
    }
    main()
}

fn lambda_fn_error() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> lambda_fn::Result<()> {
        Ok(order(fail)?)
    }
    main()
}

fn lambda_fn_typed() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> lambda_fn::Result<()> {
        order(fail).map_err(|error| lambda_fn::Error::typed(Refused(error)))
    }
    main()
}

fn anyhow() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> anyhow::Result<()> {
        anyhow::Context::context(order(fail), "no receipt")
    }
    main()
}

fn eyre() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> eyre::Result<()> {
        order(fail).wrap_err("no receipt")
    }
    main()
}

fn boxed() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> Result<(), Box<dyn Error>> {
        Ok(order(fail)?)
    }
    main()
}

fn boxed_send_sync() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(order(fail)?)
    }
    main()
}

fn string() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> Result<(), String> {
        order(fail).map_err(|error| error.to_string())
    }
    main()
}

fn str() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> Result<(), &'static str> {
        order(fail).map_err(|_| "the order is broken")
    }
    main()
}

#[derive(Debug, thiserror::Error, LambdaError)]
#[error("the order is refused")]
struct Refused(#[source] Broken);

fn derived_struct() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> Result<(), Refused> {
        order(fail).map_err(Refused)
    }
    main()
}

#[derive(Debug, thiserror::Error, LambdaError)]
enum OrderError {
    #[error("out of stock")]
    OutOfStock,
    #[error("the warehouse does not answer")]
    #[lambda(error_type = "Warehouse.Unreachable")]
    Warehouse,
    #[error(transparent)]
    #[lambda(transparent)]
    Refused(#[from] Refused),
}

fn derived_enum() -> ExitCode {
    #[lambda_fn]
    async fn function(variant: String) -> Result<(), OrderError> {
        match variant.as_str() {
            "out of stock" => Err(OrderError::OutOfStock),
            "warehouse" => Err(OrderError::Warehouse),
            "refused" => Ok(order(true).map_err(Refused)?),
            _ => Ok(()),
        }
    }
    main()
}

fn text() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> lambda_fn::Result<()> {
        match fail {
            true => Err("the order is broken".into()),
            false => Ok(()),
        }
    }
    main()
}

fn question_mark_of_text() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> lambda_fn::Result<()> {
        Ok((!fail).then_some(()).ok_or_else(|| format!("the order is {}", "broken"))?)
    }
    main()
}

fn question_mark_of_a_box() -> ExitCode {
    fn boxed(fail: bool) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(order(fail)?)
    }

    #[lambda_fn]
    async fn function(fail: bool) -> lambda_fn::Result<()> {
        Ok(boxed(fail)?)
    }
    main()
}

fn question_mark_of_anyhow() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> lambda_fn::Result<()> {
        Ok(anyhow::Context::context(order(fail), "no receipt")?)
    }
    main()
}

fn question_mark_of_eyre() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> lambda_fn::Result<()> {
        Ok(order(fail).wrap_err("no receipt")?)
    }
    main()
}

/// As a handler of `lambda_runtime` names its errors' types.
#[derive(Debug, thiserror::Error)]
enum ExecutionError {
    #[error("the order is broken")]
    Transient(#[source] BadQuantity),
    #[error("the card is declined: {0}")]
    Permanent(&'static str),
}

impl From<ExecutionError> for Diagnostic {
    fn from(error: ExecutionError) -> Self {
        let (error_type, error_message) = match &error {
            ExecutionError::Transient(_) => ("Retryable", error.to_string()),
            ExecutionError::Permanent(reason) => ("NonRetryable", (*reason).to_owned()),
        };
        Self { error_type: error_type.to_owned(), error_message }
    }
}

fn execute(fail: bool) -> Result<(), ExecutionError> {
    order(fail).map_err(|Broken(error)| ExecutionError::Transient(error))
}

fn diagnosed() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> Result<(), ExecutionError> {
        execute(fail)
    }
    main()
}

fn diagnostic() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> Result<(), Diagnostic> {
        match fail {
            true => Err(ExecutionError::Permanent("expired").into()),
            false => Ok(()),
        }
    }
    main()
}

fn record_diagnosed() -> ExitCode {
    #[lambda_fn(sqs(queue = "orders"))]
    async fn function(fail: Record<bool>) -> Result<(), ExecutionError> {
        execute(*fail)
    }
    main()
}

fn record_text() -> ExitCode {
    #[lambda_fn(sqs(queue = "orders"))]
    async fn function(fail: Record<bool>) -> lambda_fn::Result<()> {
        Ok((!*fail).then_some(()).ok_or("the order is broken")?)
    }
    main()
}

fn http_diagnosed() -> ExitCode {
    #[lambda_fn(http(route = "GET /order"))]
    async fn function() -> Result<&'static str, ExecutionError> {
        Err(ExecutionError::Permanent("expired"))
    }
    main()
}

fn http_text() -> ExitCode {
    #[lambda_fn(http(route = "GET /order"))]
    async fn function() -> lambda_fn::Result<&'static str> {
        Err("the order is broken".into())
    }
    main()
}
