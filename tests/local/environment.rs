//! The environment that the function's process gets.

use serde_json::Value;
use tests::Program;

use crate::CHAOS;

/// The value of a variable in the function, where the parent has only these.
fn variable(name: &str, parent: &[(&str, &str)]) -> Value {
    let program = Program::at(CHAOS).env("HOME", "/nonexistent");
    let program = parent.iter().fold(program, |program, (name, value)| program.env(name, value));
    let ended = program.output(&["invoke", &format!(r#"{{"variable":"{name}"}}"#)]);
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {ended:#?}"))
}

#[test]
fn lambda_s_own_variables() {
    assert_eq!(variable("AWS_LAMBDA_FUNCTION_NAME", &[]), "chaos");
    assert_eq!(variable("AWS_LAMBDA_FUNCTION_VERSION", &[]), "$LATEST");
    assert_eq!(variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", &[]), "512");
    assert_eq!(variable("AWS_LAMBDA_LOG_GROUP_NAME", &[]), "/aws/lambda/chaos");
    assert!(variable("AWS_LAMBDA_LOG_STREAM_NAME", &[]).is_string());
    assert_eq!(variable("_HANDLER", &[]), "bootstrap");
    let root = variable("LAMBDA_TASK_ROOT", &[]);
    assert!(CHAOS.starts_with(root.as_str().unwrap()), "{root}");
}

#[test]
fn the_attribute_s_variables_and_those_of_the_parent_over_them() {
    assert_eq!(variable("STAGE", &[]), "attribute");
    assert_eq!(variable("STAGE", &[("STAGE", "parent")]), "parent");
}

#[test]
fn a_region_and_credentials_where_there_are_none() {
    assert_eq!(variable("AWS_REGION", &[]), "us-east-1");
    assert_eq!(variable("AWS_DEFAULT_REGION", &[]), "us-east-1");
    assert!(variable("AWS_ACCESS_KEY_ID", &[]).is_string());
    assert!(variable("AWS_SECRET_ACCESS_KEY", &[]).is_string());
}

#[test]
fn no_aws_setting_is_changed() {
    let own = [("AWS_REGION", "eu-central-1"), ("AWS_ACCESS_KEY_ID", "own"), ("AWS_SECRET_ACCESS_KEY", "own")];
    assert_eq!(variable("AWS_REGION", &own), "eu-central-1");
    assert_eq!(variable("AWS_ACCESS_KEY_ID", &own), "own");
    assert_eq!(variable("AWS_DEFAULT_REGION", &own), Value::Null);
    // a profile gives both: variables would hide it
    let profile = [("AWS_PROFILE", "work")];
    assert_eq!(variable("AWS_ACCESS_KEY_ID", &profile), Value::Null);
    assert_eq!(variable("AWS_REGION", &profile), Value::Null);
    assert_eq!(variable("AWS_PROFILE", &profile), "work");
}
