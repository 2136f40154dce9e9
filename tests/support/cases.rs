/// Whether all cases of the long tests are tried: with `LAMBDA_FN_TESTS=all`, as `.ci/run` sets it.
pub fn all_cases() -> bool {
    std::env::var_os("LAMBDA_FN_TESTS").is_some_and(|tests| tests == "all")
}

/// How many cases a long test tries: all of them, or a tenth.
pub fn cases(all: usize) -> usize {
    if all_cases() { all } else { all / 10 }
}
