//! The environment of the function's process: Lambda Developer Guide, "Defined runtime environment variables".

use std::net::SocketAddr;
use std::path::Path;

use super::config::Config;
use crate::environment::{FUNCTION_NAME, FUNCTION_VERSION, MEMORY_SIZE, RUNTIME_API};

pub(crate) const REGION: &str = "us-east-1";

/// Where credentials and a region can come from, besides the variables themselves.
const SOURCES: [&str; 8] = [
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

/// What the child gets beside what it inherits, later ones over earlier ones.
pub(crate) fn of(config: &Config, api: SocketAddr, log_stream: &str) -> Vec<(String, String)> {
    let mut variables: Vec<_> = config.env.iter().filter(|(key, _)| config.inherited(key).is_none()).cloned().collect();
    let mut set = |key: &str, value: &str| variables.push((key.to_owned(), value.to_owned()));

    set(RUNTIME_API, &api.to_string());
    set(FUNCTION_NAME, &config.name);
    set(FUNCTION_VERSION, "$LATEST");
    set(MEMORY_SIZE, &config.memory.to_string());
    set("AWS_LAMBDA_LOG_GROUP_NAME", &format!("/aws/lambda/{}", config.name));
    set("AWS_LAMBDA_LOG_STREAM_NAME", log_stream);
    set("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    if config.variable("_HANDLER").is_none() {
        set("_HANDLER", "bootstrap");
    }
    if let Some(folder) = config.program.parent().and_then(Path::to_str) {
        set("LAMBDA_TASK_ROOT", folder);
    }
    if config.events_at_once > 1 {
        set(crate::environment::MAX_CONCURRENCY, &config.events_at_once.to_string());
    }
    if !has_own_aws_settings(config) {
        for (key, value) in [("AWS_REGION", REGION), ("AWS_DEFAULT_REGION", REGION)] {
            if config.variable("AWS_REGION").is_none() && config.variable("AWS_DEFAULT_REGION").is_none() {
                set(key, value);
            }
        }
        if config.variable("AWS_ACCESS_KEY_ID").is_none() {
            set("AWS_ACCESS_KEY_ID", "local");
            set("AWS_SECRET_ACCESS_KEY", "local");
        }
    }
    variables.extend(config.overrides.iter().cloned());
    variables
}

/// Whether a profile or a role gives credentials and a region: variables would hide those.
fn has_own_aws_settings(config: &Config) -> bool {
    let home = config.variable("HOME").or_else(|| config.variable("USERPROFILE")).map(std::path::PathBuf::from);
    let files =
        home.is_some_and(|home| ["credentials", "config"].iter().any(|file| home.join(".aws").join(file).is_file()));
    files || SOURCES.iter().any(|source| config.variable(source).is_some())
}
