//! What the expansion of `#[lambda_fn]` calls. Not public: it changes with the macro.

pub use crate::encode::{made, response, returned};
pub use crate::event::{argument, event, event_by_reference, event_or_state, shared};
pub use crate::logging::init_tracing;
pub use crate::report::Report;
pub use crate::runtime::{current_thread, init, multi_thread, run, run_concurrent, start};
pub use lambda_runtime::service_fn;

/// The traits that the expansion imports to report an error, without their names.
pub mod report {
    pub use crate::report::{ReportBoxed as _, ReportShown as _, ReportStd as _, ReportTyped as _};
}
