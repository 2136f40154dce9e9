//! The guide: from `lambda_runtime` by hand to `#[lambda_fn]`, what the attribute writes, and what to do where the compiler
//! or Lambda says no.
//!
//! | chapter | |
//! |---|---|
//! | [`from_lambda_runtime`] | moving a function over, step by step |
//! | [`from_lambda_http`] | moving a function over that answers HTTP requests |
//! | [`expansion`] | what the attribute writes for `hello`, line by line |
//! | [the keys](macro@crate::lambda_fn#keys) | each key of the attribute with the code that it stands for |
//! | [`mistakes`] | what the compiler says, and why |
//! | [`after_compiling`] | what goes wrong once the function runs |
//! | [`features`] | the features of the crate, and what they cost |
//! | [`batches`] | handlers of records |
//! | [`http`] | handlers of HTTP requests |
//! | [`local_lambda`] | what `cargo run` serves, and tests of the real binary |
//! | [`deployment`] | templates, Terraform, cargo-lambda |
//! | [`reliability`] | each fault, and what becomes of it |
//! | [`release_profile`] | what each setting buys |
//! | [`benchmarks`] | what a function costs, beside `lambda_runtime` by hand |

#[doc = include_str!("../docs/guide/from_lambda_runtime.md")]
pub mod from_lambda_runtime {}

#[cfg_attr(
    any(not(doctest), feature = "http"),
    doc = concat!(
        include_str!("../docs/guide/from_lambda_http.md"),
        include_str!("../docs/guide/mistakes/http/http_request_of_lambda_http.stderr"),
        include_str!("../docs/guide/from_lambda_http_after.md"),
    )
)]
pub mod from_lambda_http {}

/// What the attribute writes. Of
///
/// ```
/// # use lambda_fn::{Result, lambda_fn};
/// # #[derive(serde::Deserialize)]
/// # struct Request { name: String }
/// # #[derive(serde::Serialize)]
/// # struct Response { message: String }
#[doc = include_str!("../docs/guide/hello.rs")]
/// ```
///
/// it makes
///
/// ```no_run
/// # use lambda_fn::Result;
/// # #[derive(serde::Deserialize)]
/// # struct Request { name: String }
/// # #[derive(serde::Serialize)]
/// # struct Response { message: String }
#[doc = include_str!("../docs/guide/hello.expanded.rs")]
/// ```
#[doc = include_str!("../docs/guide/expansion_after.md")]
pub mod expansion {}

#[doc = include_str!("../docs/guide/after_compiling.md")]
pub mod after_compiling {}

/// Pages of the repository's `docs/`, whose links lead to the pages here.
macro_rules! pages {
    ($($page:ident: $file:literal;)+) => {$(
        #[cfg_attr(not(doctest), doc = include_str!("../docs/guide/links.md"))]
        // its code is tested where all of it compiles
        #[cfg_attr(any(not(doctest), feature = "http"), doc = include_str!(concat!("../docs/", $file)))]
        pub mod $page {}
    )+};
}

pages! {
    batches: "batches.md";
    benchmarks: "benchmarks.md";
    deployment: "deployment.md";
    features: "features.md";
    http: "http.md";
    local_lambda: "local-lambda.md";
    release_profile: "release-profile.md";
    reliability: "reliability.md";
}

pub mod mistakes {
    //! What the compiler says of mistakes, in its own words: each is told at the word that is wrong, with the remedy
    //! behind the semicolon or in a `note`.

    /// A module whose documentation is what the compiler says of some mistakes.
    macro_rules! mistakes {
        ($($about:literal $group:ident: $($mistake:literal)+;)+) => {$(
            #[doc = $about]
            $(#[doc = concat!(
                "\n#### `", $mistake, "`\n\n```text\n",
                include_str!(concat!("../docs/guide/mistakes/", stringify!($group), "/", $mistake, ".stderr")),
                "```\n",
            )])+
            pub mod $group {}
        )+};
    }

    mistakes! {
        "Of the handler itself."
        signature: "not_async" "no_return_type" "event_second" "state_by_value" "state_without_init" "type_parameter"
            "tokio_main_above";
        "Of the types of a handler: its event, its response, its error, its state."
        types: "event_without_deserialize" "response_without_serialize" "return_not_a_result" "error_without_display"
            "state_is_another_type" "init_not_async" "init_not_a_result" "not_send_managed";
        "Of the keys of the attribute."
        keys: "unknown_key_near" "missing_comma" "memory_too_small" "timeout_fraction" "arch_amd64" "init_called"
            "env_reserved_name" "worker_threads_without_multi_thread"
            "early_timeout_as_long_as_the_default_timeout";
        "Of triggers and of handlers of records."
        triggers: "queue_by_its_url" "batch_size_without_window" "cron_of_unix" "rate_plural_for_one"
            "pattern_field_misspelt" "record_of_a_schedule" "reserve_over_the_timeout";
        "Of handlers of HTTP requests."
        http: "method_in_small_letters" "path_without_slash" "variable_of_axum_0_7" "variable_that_nothing_takes"
            "timeout_of_an_http_api" "http_body_before_the_last" "http_no_extractor" "http_state_of_another_type"
            "http_state_not_clone" "http_request_of_lambda_http" "http_debug_handler_no_extractor";
        "Of `#[derive(LambdaError)]`."
        derive: "key_on_the_enum" "status_too_low" "attribute_on_a_field";
    }
}
