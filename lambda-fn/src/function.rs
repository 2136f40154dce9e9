//! The description of a function.

use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::trigger::Trigger;

/// The description of a function: what its attribute says of the deployment.
///
/// `#[lambda_fn]` writes one as a `const` beside every handler; a debug build prints it as JSON with
/// `cargo run -- describe`.
///
/// ```
/// use lambda_fn::{Architecture, Function};
///
/// const ORDERS: Function = Function {
///     memory: Some(256),
///     arch: Some(Architecture::Arm64),
///     ..Function::named("orders")
/// };
/// assert_eq!(ORDERS.name, "orders");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Function {
    /// The name under which Lambda knows the function.
    pub name: &'static str,
    /// What the function is for, in at most 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'static str>,
    /// Memory in MB, 128 to 10,240; Lambda's default is 128.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<u32>,
    /// How long an invocation may take, 1 s to 15 min; Lambda's default is 3 s. Whole seconds in the JSON.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "seconds")]
    pub timeout: Option<Duration>,
    /// The processor that the binary is built for; Lambda's default is `x86_64`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arch: Option<Architecture>,
    /// The environment variables of the deployed function, as names and values. An object in the JSON.
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "object")]
    pub env: &'static [(&'static str, &'static str)],
    /// What calls the function.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub triggers: &'static [Trigger],
}

/// A processor architecture that Lambda has, under Lambda's name.
///
/// ```
/// use lambda_fn::{Architecture, Function};
///
/// const ORDERS: Function = Function { arch: Some(Architecture::Arm64), ..Function::named("orders") };
/// assert_eq!(ORDERS.arch, Some(Architecture::Arm64));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Architecture {
    /// `arm64`: AWS Graviton; the target `aarch64-unknown-linux-gnu`.
    #[serde(rename = "arm64")]
    Arm64,
    /// `x86_64`: the target `x86_64-unknown-linux-gnu`.
    #[serde(rename = "x86_64")]
    X86_64,
}

impl Function {
    /// A function with Lambda's defaults for everything but its name.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        Self { name, description: None, memory: None, timeout: None, arch: None, env: &[], triggers: &[] }
    }
}

#[expect(clippy::ref_option, reason = "serde's signature")]
pub(crate) fn seconds<S: Serializer>(duration: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    duration.map(|duration| duration.as_secs()).serialize(serializer)
}

fn object<S: Serializer>(env: &[(&str, &str)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(env.iter().copied())
}
