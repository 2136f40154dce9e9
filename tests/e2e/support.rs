//! What the tests are written with.

mod function;
mod invoker;
mod lines;
mod process;
mod programs;
mod runtime_api;

use std::time::Duration;

pub(crate) use function::{Function, Running, behaviour, concurrent, errors, example, forms, init, logs, triggers};
pub(crate) use invoker::{Answer, post, send};
pub(crate) use lines::{errors_among, json_lines};
pub(crate) use process::{Ended, Process};
pub(crate) use programs::{build, workspace};
pub(crate) use runtime_api::Event;

/// Far more than anything takes: a test that hangs is to fail, on a busy machine too.
const DEADLINE: Duration = Duration::from_secs(60);
