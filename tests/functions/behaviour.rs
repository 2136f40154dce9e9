//! Does what its event asks for, good or bad.

use std::collections::HashMap;

use lambda_fn::{Context, LambdaError, lambda_fn};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Event {
    Echo(Value),
    Order { items: Vec<Item> },
    Prices(HashMap<String, u32>),
    Panic(String),
    CatchAPanic(String),
    ResumeAPanic(String),
    PanicInDeserialize(Bomb),
    PanicInSerialize,
    KeysThatAreNoStrings,
    Bytes(usize),
    Fail(String),
    Exit(i32),
    Hang,
    PanicOnATask,
    LeaveATask,
    Leak(usize),
    Variable(String),
    Print(String),
    Process,
}

#[derive(Deserialize)]
struct Item {
    price: u32,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Response {
    Value(Value),
    Text(String),
    Number(u32),
    Keys(HashMap<(u8, u8), u8>),
    Bomb(Bomb),
}

struct Bomb;

impl<'de> Deserialize<'de> for Bomb {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        panic!("not to be read")
    }
}

impl Serialize for Bomb {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("not to be written")
    }
}

#[derive(Debug, LambdaError)]
struct Failed(String);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

#[lambda_fn(
    name = "does-as-told",
    description = "Does what its event asks for",
    memory = 256,
    timeout = "30s",
    arch = "arm64",
    env(GREETING = "hello", STAGE = "test")
)]
async fn behave(event: Event, context: Context) -> Result<Response, Failed> {
    tracing::info!(memory = context.env_config.memory, "an event is served");
    Ok(match event {
        Event::Echo(value) => Response::Value(value),
        Event::Order { items } => Response::Number(items.iter().map(|item| item.price).sum()),
        Event::Prices(prices) => Response::Number(prices.values().sum()),
        Event::Panic(message) => panic!("{message}"),
        Event::CatchAPanic(message) => {
            let caught = std::panic::catch_unwind(|| panic!("{message}"));
            Response::Text(if caught.is_err() { "caught" } else { "no" }.to_owned())
        }
        Event::ResumeAPanic(message) => std::panic::resume_unwind(Box::new(message)),
        Event::PanicInDeserialize(Bomb) => unreachable!("it cannot be read"),
        Event::PanicInSerialize => Response::Bomb(Bomb),
        Event::KeysThatAreNoStrings => Response::Keys([((1, 2), 3)].into()),
        Event::Bytes(bytes) => Response::Text("x".repeat(bytes - "\"\"".len())),
        Event::Fail(message) => return Err(Failed(message)),
        Event::Exit(status) => std::process::exit(status),
        Event::Hang => std::future::pending().await,
        Event::PanicOnATask => {
            let ended = tokio::spawn(async { panic!("on a task") }).await;
            Response::Text(
                if ended.is_err_and(|error| error.is_panic()) { "the task panicked" } else { "no" }.to_owned(),
            )
        }
        Event::LeaveATask => {
            tokio::spawn(async {
                loop {
                    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                }
            });
            Response::Value(Value::Null)
        }
        Event::Leak(bytes) => {
            std::mem::forget(vec![1_u8; bytes]);
            Response::Value(Value::Null)
        }
        Event::Variable(name) => Response::Text(std::env::var(name).unwrap_or_default()),
        Event::Print(text) => {
            println!("{text}");
            Response::Value(Value::Null)
        }
        Event::Process => Response::Number(std::process::id()),
    })
}
