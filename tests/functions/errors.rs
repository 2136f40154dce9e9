//! A handler for each kind of error; the variable `HANDLER` chooses. Each fails where its event is `true`.

use std::error::Error;
use std::num::ParseIntError;
use std::process::ExitCode;

use eyre::WrapErr;
use lambda_fn::{LambdaError, lambda_fn};

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
