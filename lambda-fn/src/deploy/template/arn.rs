//! Names and ARNs: the attribute takes either.

use crate::deploy::node::Node;

/// Whether it is an ARN rather than a name.
pub(crate) fn is_arn(name: &str) -> bool {
    name.starts_with("arn:")
}

/// What a name stands for in the account and the region of the stack, or the ARN itself.
pub(crate) fn arn(service: &str, kind: &str, name: &str) -> Node {
    match is_arn(name) {
        true => Node::text(name),
        false => Node::substituted(format!(
            "arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{kind}{name}"
        )),
    }
}

/// The part of an ARN behind the account, or the name itself.
pub(crate) fn resource(name: &str) -> &str {
    match is_arn(name) {
        true => name.splitn(6, ':').last().unwrap_or(name),
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_that_of_the_stack_s_own_account() {
        let arn = |name| arn("kinesis", "stream/", name);
        let expected = "arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:stream/clicks";
        assert_eq!(arn("clicks"), Node::substituted(expected));
        let elsewhere = "arn:aws:kinesis:eu-central-1:123456789012:stream/clicks";
        assert_eq!(arn(elsewhere), Node::text(elsewhere));
        assert_eq!((resource(elsewhere), resource("clicks")), ("stream/clicks", "clicks"));
    }
}
