//! Functions that log; the variable `HANDLER` chooses.

use std::process::ExitCode;

use lambda_fn::{Result, lambda_fn};
use tracing::{debug, error, info, trace, warn};

fn main() -> ExitCode {
    match std::env::var("HANDLER").as_deref() {
        Ok("levels") => levels(),
        Ok("fields") => fields(),
        Ok("spans") => spans(),
        Ok("own-subscriber") => own_subscriber(),
        Ok("no-subscriber") => no_subscriber(),
        Ok("unlogged") => unlogged(),
        other => panic!("there is no such handler: {other:?}"),
    }
}

fn levels() -> ExitCode {
    #[lambda_fn]
    async fn function() -> Result<()> {
        error!("at error");
        warn!("at warn");
        info!("at info");
        debug!("at debug");
        trace!("at trace");
        debug!(target: "chatty", "chatty at debug");
        Ok(())
    }
    main()
}

fn fields() -> ExitCode {
    #[lambda_fn]
    async fn function() -> Result<()> {
        info!(level = "mine", requestId = "mine", timestamp = 1, spans = true, "own keys");
        info!(quoted = "a \"word\" and a \\", lines = "one\ntwo\r\u{1b}[31m", "quotes \" and\nlines");
        info!(nan = f64::NAN, infinite = f64::NEG_INFINITY, whole = 2.0, huge = f64::MAX, "floats");
        info!(max = u64::MAX, min = i64::MIN, wide = u128::MAX, yes = true, "integers");
        info!(debug = ?Some("x\n"), display = %"y\u{7f}\u{2028}", error = &std::fmt::Error as &dyn std::error::Error);
        info!({ "a \"quoted\"\nname" } = 1, "names");
        Ok(())
    }
    main()
}

fn spans() -> ExitCode {
    #[tracing::instrument]
    fn greet(name: &str, level: u8) {
        info!("inside");
    }

    #[lambda_fn]
    async fn function() -> Result<()> {
        greet("a \"name\"\n", 1);
        Ok(())
    }
    main()
}

fn own_subscriber() -> ExitCode {
    #[lambda_fn]
    async fn function(fail: bool) -> Result<()> {
        warn!("logged");
        fail_if(fail)
    }
    install("mine, before main");
    main()
}

fn no_subscriber() -> ExitCode {
    async fn subscribe() -> Result<()> {
        install("mine, in init");
        Ok(())
    }

    #[lambda_fn(init = subscribe, tracing = false)]
    async fn function(fail: bool) -> Result<()> {
        warn!("logged");
        fail_if(fail)
    }
    main()
}

fn unlogged() -> ExitCode {
    #[lambda_fn(tracing = false)]
    async fn function(message: String) -> Result<()> {
        Err(lambda_fn::Error::new("Asked", message))
    }
    main()
}

fn fail_if(fail: bool) -> Result<()> {
    match fail {
        true => Err(lambda_fn::Error::new("Asked", "as asked")),
        false => Ok(()),
    }
}

/// A subscriber whose lines cannot be taken for those of `lambda_fn`.
fn install(mark: &'static str) {
    use tracing_subscriber::fmt::format::{Writer, debug_fn};
    let fields = debug_fn(move |writer: &mut Writer<'_>, field, value| write!(writer, "[{mark}] {field}={value:?} "));
    tracing_subscriber::fmt().fmt_fields(fields).with_writer(std::io::stderr).init();
}
