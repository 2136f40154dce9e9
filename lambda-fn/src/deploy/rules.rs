//! Rules that hold across the parts of a deployment, as far as the attribute alone does not show them.

use super::document::{Kind, Tree};
use super::template::{Template, timeout};
use crate::exit::Exit;
use crate::function::Function;
use crate::trigger::Trigger;

/// AWS Lambda quotas: environment variables "4 KB, for all environment variables associated with the function".
const MAX_ENVIRONMENT: usize = 4096;
/// API Gateway's Developer Guide, "Quotas for configuring and running an HTTP API": "Maximum integration timeout",
/// 30 seconds, cannot be increased.
const MAX_HTTP_API: u64 = 30;

/// What the code says of itself.
pub(crate) fn check(function: &Function) -> Result<(), Exit> {
    let waits_for_an_api = function.triggers.iter().any(|trigger| match trigger {
        Trigger::Http(http) => http.kind.is_none() && !http.stream,
        _ => false,
    });
    let timeout = timeout(function);
    if waits_for_an_api && timeout > MAX_HTTP_API {
        let name = function.name;
        return Err(Exit::new(format!(
            "`{name}` may take {timeout} s, and the HTTP API in front of it waits {MAX_HTTP_API} s; shorten the timeout, or write `kind = \"function-url\"`"
        )));
    }
    let size: usize = function.env.iter().map(|(name, value)| name.len() + value.len()).sum();
    within_environment(function.name, size).map_err(Exit::new)
}

/// What is in a file beside what the code says.
pub(crate) fn check_file(template: &Template, root: &Tree) -> Result<(), String> {
    let variables = root.at(&["Resources", &template.resource, "Properties", "Environment", "Variables"]);
    let sizes = variables.into_iter().flat_map(Tree::pairs).map(|(name, value)| {
        let value = match &value.kind {
            // what a function of CloudFormation becomes is not known here
            Kind::Scalar { value: text, .. } if value.tag.is_none() => text.len(),
            _ => 0,
        };
        name.text().map_or(0, str::len) + value
    });
    within_environment(template.function, sizes.sum())
}

fn within_environment(function: &str, size: usize) -> Result<(), String> {
    match size > MAX_ENVIRONMENT {
        true => Err(format!(
            "the environment of `{function}` has {size} bytes, Lambda takes {MAX_ENVIRONMENT} in all; shorten the values"
        )),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::trigger::{Http, HttpKind};

    #[test]
    fn an_api_waits_for_half_a_minute() {
        const LONG: Function = Function {
            timeout: Some(Duration::from_secs(31)),
            triggers: &[Trigger::Http(Http::any())],
            ..Function::named("orders")
        };
        const URL: Function =
            Function { triggers: &[Trigger::Http(Http { kind: Some(HttpKind::FunctionUrl), ..Http::any() })], ..LONG };
        let refused = check(&LONG).expect_err("too long").to_string();
        assert!(
            refused.starts_with("`orders` may take 31 s, and the HTTP API in front of it waits 30 s; "),
            "{refused}"
        );
        assert!(check(&URL).is_ok());
    }
}
