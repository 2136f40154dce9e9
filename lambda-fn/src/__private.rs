//! What the expansion of `#[lambda_fn]` calls. Not public: it changes with the macro.

pub use crate::batch::private::*;
pub use crate::early_timeout::early_timeout;
pub use crate::encode::{response, stream_response};
pub use crate::event::{argument, context, event, event_by_reference, event_or_state, shared};
pub use crate::executor::{current_thread, multi_thread};
#[cfg(feature = "http")]
pub use crate::http::private::*;
pub use crate::init::{init, init_by_value};
pub use crate::limits::{Limits, set_limits};
pub use crate::logging::{init_tracing, init_tracing_with_last_span};
#[cfg(not(feature = "http"))]
pub use crate::no_http::needs_http;
pub use crate::report::Report;
pub use crate::returned::{made, returned};
pub use crate::runtime::{run, run_concurrent};
pub use crate::shutdown::{on_shutdown, until_shutdown};
pub use crate::start::start;
pub use lambda_runtime::service_fn;

/// The traits that the expansion imports to tell a whole event from the content of a record, without their names.
pub mod content {
    pub use crate::batch::content_traits::{
        IsOfARecord as _, IsSeveralOfCloudWatchLogs as _, IsSeveralOfDynamoDb as _, IsSeveralOfEventBridge as _,
        IsSeveralOfFirehose as _, IsSeveralOfKafka as _, IsSeveralOfKinesis as _, IsSeveralOfS3 as _,
        IsSeveralOfSns as _, IsSeveralOfSqs as _, IsWhole as _,
    };
}

/// The traits that the expansion imports to report an error, without their names.
pub mod report {
    pub use crate::report::{
        ReportBoxed as _, ReportDiagnosed as _, ReportDiagnosedBoxed as _, ReportDiagnosedStd as _, ReportShown as _,
        ReportStd as _, ReportTyped as _,
    };
}
