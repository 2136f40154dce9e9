//! `early_timeout`: a handler that takes too long is cancelled, and its environment lives on.

use lambda_fn::testing::LocalLambda;

#[test]
fn a_handler_is_cancelled_before_its_deadline_and_the_environment_lives_on() {
    let function = LocalLambda::spawn(env!("CARGO_BIN_EXE_fixture-early-timeout"));
    assert_eq!(function.invoke(&0).json(), 1);

    let late = function.invoke(&59);
    let error = late.error();
    assert_eq!(error.error_type, "Function.DeadlineExceeded");
    assert_eq!(error.error_message, "the handler was cancelled 58s before its deadline");
    let lines = late.logs();
    let [line] = &lines[..] else { panic!("one line: {lines:#?}") };
    assert_eq!(line.level.as_deref(), Some("ERROR"));
    assert_eq!(line.fields["errorType"], "Function.DeadlineExceeded");
    assert_eq!(line.fields["lastSpan"], "query", "where the handler was waiting");

    let next = function.invoke(&0);
    assert_eq!(next.json(), 3, "the same process");
    assert!(!next.is_cold_start());
}
