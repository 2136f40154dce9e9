//! What the tests of the whole product are written with: programs, and the processes that they become.

#![expect(clippy::missing_panics_doc, clippy::must_use_candidate, reason = "a helper of tests fails as a test does")]

mod cases;
mod examples;
mod lines;
mod process;
mod program;
mod samples;
mod temporary_file;

use std::time::Duration;

pub use cases::{all_cases, cases};
pub use examples::{EXAMPLES, build, example, example_of, target, workspace};
pub use process::{Ended, Process};
pub use program::Program;
pub use samples::{fixtures, samples};
pub use temporary_file::TemporaryFile;

/// Far more than anything takes: a test that hangs is to fail, on a busy machine too.
pub const DEADLINE: Duration = Duration::from_secs(60);
