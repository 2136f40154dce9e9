//! Ends in every way there is, as its event says.

use std::time::Duration;

use lambda_fn::{Context, Error, Result, lambda_fn};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Event {
    Echo(Value),
    Fail,
    Panic,
    Exit(i32),
    Abort,
    Overflow,
    Hang,
    Large(usize),
    Log(usize),
    Variable(String),
    ClientContext,
    TimeLeft,
}

#[lambda_fn(name = "chaos", timeout = 50, memory = 512, env(STAGE = "attribute", GREETING = "attribute"))]
async fn chaos(event: Event, context: Context) -> Result<Value> {
    Ok(match event {
        Event::Echo(value) => value,
        Event::Fail => return Err(Error::new("Asked", "as told")),
        Event::Panic => panic!("as told"),
        Event::Exit(status) => std::process::exit(status),
        Event::Abort => std::process::abort(),
        Event::Overflow => json!(overflow(&mut [1; 4096])),
        Event::Hang => loop {
            std::thread::sleep(Duration::from_secs(60));
        },
        Event::Large(bytes) => Value::String("x".repeat(bytes - 2)),
        Event::Log(bytes) => {
            println!("{}", "y".repeat(bytes));
            Value::Null
        }
        Event::Variable(name) => json!(std::env::var(name).ok()),
        Event::ClientContext => json!(context.client_context.map(|client| client.custom)),
        Event::TimeLeft => {
            let left = context.deadline().duration_since(std::time::SystemTime::now()).unwrap_or_default();
            json!(left.as_millis())
        }
    })
}

#[expect(unconditional_recursion, reason = "that is the point")]
fn overflow(frame: &mut [u8; 4096]) -> u8 {
    let mut next = *frame;
    next[0] = next[0].wrapping_add(1);
    overflow(&mut next).wrapping_add(frame[1])
}
