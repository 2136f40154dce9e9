//! What the local Lambda costs, with `examples/hello` in a debug build, as `cargo run` has it.
//!
//! `cargo bench -p lambda-fn --features testing --bench local` prints the table of `docs/local-lambda.md`.

mod bare;
mod hello;
mod server;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use lambda_fn::testing::LocalLambda;
use server::{Caller, Server};
use support::{Result, median};

const EVENT: &str = r#"{"name":"Lambda"}"#;
const RESPONSE: &str = r#"{"message":"Hello, Lambda!"}"#;

/// What is measured, and the figure with its unit.
type Row = (String, String);

fn main() -> Result<()> {
    let hello = hello::build()?;
    let mut rows = vec![first_answer(&hello)?];
    rows.extend(in_a_row(&hello)?);
    rows.push(test_client(&hello)?);
    rows.push(large(&hello)?);
    rows.push(callers_at_once(&hello)?);

    println!("| measure | figure |\n|---|--:|");
    for (measure, figure) in rows {
        println!("| {measure} | {figure} |");
    }
    Ok(())
}

fn first_answer(hello: &Path) -> Result<Row> {
    const ROUNDS: usize = 40;

    let times = (0..ROUNDS).map(|_| hello::first_answer(hello)).collect::<Result<_>>()?;
    Ok((format!("from exec to the first answer (`invoke`), median of {ROUNDS}"), in_words(median(times))))
}

/// Time and memory of many invocations on one connection.
fn in_a_row(hello: &Path) -> Result<Vec<Row>> {
    const INVOCATIONS: usize = 10_000;

    let server = Server::start(hello, &[])?;
    let mut caller = server.caller()?;
    caller.invoke(EVENT, RESPONSE)?;
    let mut memory = vec![server.memory()?];
    let mut times = Vec::with_capacity(2 * INVOCATIONS);
    for _ in 0..2 {
        for _ in 0..INVOCATIONS {
            times.push(time(|| caller.invoke(EVENT, RESPONSE))?);
        }
        memory.push(server.memory()?);
    }

    let (bare, invocation) = (bare::call()?, median(times));
    let memory_of = |of: fn(&(f64, f64)) -> f64| {
        let figures: Vec<_> = memory.iter().map(|memory| format!("{:.1}", of(memory))).collect();
        format!("{} MB", figures.join(" / "))
    };
    let after = format!("after 1 / {INVOCATIONS} / {} invocations", 2 * INVOCATIONS);
    Ok(vec![
        ("the bare function in process: decode, call, encode".to_owned(), in_words(bare)),
        (format!("one invocation over HTTP, median of {}", 2 * INVOCATIONS), in_words(invocation)),
        ("added by the local Lambda".to_owned(), in_words(invocation.saturating_sub(bare))),
        (format!("resident memory of the emulator {after}"), memory_of(|(emulator, _)| *emulator)),
        (format!("resident memory of the function {after}"), memory_of(|(_, function)| *function)),
    ])
}

/// The test client's emulator is a part of this program, which is optimised.
fn test_client(hello: &Path) -> Result<Row> {
    const INVOCATIONS: usize = 2_000;

    let function = LocalLambda::spawn(hello);
    let event: serde_json::Value = serde_json::from_str(EVENT)?;
    let times = (0..INVOCATIONS).map(|_| time(|| is_expected(&function, &event))).collect::<Result<_>>()?;
    let measure = format!("one invocation, as the optimised test client waits for it, median of {INVOCATIONS}");
    Ok((measure, in_words(median(times))))
}

fn is_expected(function: &LocalLambda, event: &serde_json::Value) -> Result<()> {
    match function.invoke(event).result() {
        Ok(response) if response == RESPONSE.as_bytes() => Ok(()),
        Ok(_) => Err("the function answers with something else".into()),
        Err(error) => Err(format!("the function fails: {error:?}").into()),
    }
}

/// An event of the greatest size, and a response of about the same.
fn large(hello: &Path) -> Result<Row> {
    const ROUNDS: usize = 11;
    const LIMIT: usize = 6_291_456;

    let name = "x".repeat(LIMIT - r#"{"name":""}"#.len());
    let (event, response) = (format!(r#"{{"name":"{name}"}}"#), format!(r#"{{"message":"Hello, {name}!"}}"#));
    let server = Server::start(hello, &["--no-timeout"])?;
    let mut caller = server.caller()?;
    let times = (0..ROUNDS).map(|_| time(|| caller.invoke(&event, &response))).collect::<Result<_>>()?;
    Ok((format!("an event and a response of 6 MB, median of {ROUNDS}"), in_words(median(times))))
}

/// Each caller has a connection, and soon an execution environment, of its own.
fn callers_at_once(hello: &Path) -> Result<Row> {
    const CALLERS: usize = 64;
    const INVOCATIONS: u32 = 100;

    let server = Server::start(hello, &["--concurrency", "64", "--no-timeout"])?;
    let mut callers = (0..CALLERS).map(|_| server.caller()).collect::<Result<Vec<_>>>()?;
    // starts the environments
    all_invoke(&mut callers, INVOCATIONS / 10)?;
    let wall = time(|| all_invoke(&mut callers, INVOCATIONS))?;
    let each = wall / (INVOCATIONS * u32::try_from(CALLERS)?);
    Ok((format!("{CALLERS} callers at once over HTTP, {INVOCATIONS} invocations each, per invocation"), in_words(each)))
}

fn all_invoke(callers: &mut [Caller], invocations: u32) -> Result<()> {
    let invoke = |caller: &mut Caller| {
        let mut each = (0..invocations).map(|_| caller.invoke(EVENT, RESPONSE));
        // what goes to another thread has to be `Send`
        each.try_for_each(|invoked| invoked.map_err(|error| error.to_string()))
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = callers.iter_mut().map(|caller| scope.spawn(move || invoke(caller))).collect();
        let ended =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err("a caller panics".to_owned())));
        ended.collect::<Result<(), String>>().map_err(Into::into)
    })
}

fn time(run: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let before = Instant::now();
    run()?;
    Ok(before.elapsed())
}

fn in_words(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    match milliseconds {
        10.0.. => format!("{milliseconds:.0} ms"),
        1.0.. => format!("{milliseconds:.1} ms"),
        0.01.. => format!("{milliseconds:.2} ms"),
        _ => format!("{:.2} µs", milliseconds * 1e3),
    }
}
