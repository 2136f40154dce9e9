//! How many cases the long tests try.

/// All of them with `LAMBDA_FN_TESTS=all`, as `.ci/run` sets it; else a tenth.
pub(crate) fn cases(all: u32) -> u32 {
    match std::env::var_os("LAMBDA_FN_TESTS").is_some_and(|tests| tests == "all") {
        true => all,
        false => all / 10,
    }
}
