//! The names of queues, streams, tables and so on, and their ARNs.

use syn::LitStr;

use crate::errors::Errors;

/// What is named: how its names are made, and where they stand in an ARN.
pub(crate) struct Resource {
    /// `queue`
    what: &'static str,
    /// The service in the ARN.
    service: &'static str,
    /// What stands before the name in the last part of the ARN.
    prefix: &'static str,
    /// What may follow the name in the last part of the ARN.
    tail: Tail,
    min: usize,
    max: usize,
    /// Letters and digits aside.
    signs: &'static [char],
}

enum Tail {
    Nothing,
    /// `/` and whatever: the stream of a table, the consumer of a stream.
    Path,
    /// `:*`
    Star,
}

/// SQS's API reference, `CreateQueue`: up to 80 characters, letters, digits, `-` and `_`; `.fifo` ends a FIFO queue.
const QUEUE: Resource =
    Resource { what: "queue", service: "sqs", prefix: "", tail: Tail::Nothing, min: 1, max: 80, signs: &['-', '_'] };
/// Kinesis' API reference, `CreateStream`: `[a-zA-Z0-9_.-]+`, up to 128 characters.
pub(crate) const STREAM: Resource = Resource {
    what: "stream",
    service: "kinesis",
    prefix: "stream/",
    tail: Tail::Path,
    min: 1,
    max: 128,
    signs: &['-', '_', '.'],
};
/// DynamoDB's API reference, `CreateTable`: `[a-zA-Z0-9_.-]+`, 3 to 255 characters.
pub(crate) const TABLE: Resource = Resource {
    what: "table",
    service: "dynamodb",
    prefix: "table/",
    tail: Tail::Path,
    min: 3,
    max: 255,
    signs: &['-', '_', '.'],
};
/// SNS's API reference, `CreateTopic`: 1 to 256 letters, digits, `-` and `_`.
pub(crate) const TOPIC: Resource =
    Resource { what: "topic", service: "sns", prefix: "", tail: Tail::Nothing, min: 1, max: 256, signs: &['-', '_'] };
/// S3's User Guide, "General purpose bucket naming rules": 3 to 63 characters. [`bucket`] has the rest.
const BUCKET: Resource =
    Resource { what: "bucket", service: "s3", prefix: "", tail: Tail::Nothing, min: 3, max: 63, signs: &['-', '.'] };
/// CloudWatch Logs' API reference, `CreateLogGroup`: `[\.\-_/#A-Za-z0-9]+`, up to 512 characters.
pub(crate) const LOG_GROUP: Resource = Resource {
    what: "log group",
    service: "logs",
    prefix: "log-group:",
    tail: Tail::Star,
    min: 1,
    max: 512,
    signs: &['-', '_', '/', '#', '.'],
};
/// Firehose's API reference, `CreateDeliveryStream`: `[a-zA-Z0-9_.-]+`, up to 64 characters.
pub(crate) const DELIVERY_STREAM: Resource = Resource {
    what: "stream",
    service: "firehose",
    prefix: "deliverystream/",
    tail: Tail::Nothing,
    min: 1,
    max: 64,
    signs: &['-', '_', '.'],
};
/// EventBridge's API reference, `CreateEventBus`: `[/\.\-_A-Za-z0-9]+`, up to 256 characters.
pub(crate) const EVENT_BUS: Resource = Resource {
    what: "event bus",
    service: "events",
    prefix: "event-bus/",
    tail: Tail::Nothing,
    min: 1,
    max: 256,
    signs: &['-', '_', '/', '.'],
};
/// Lambda's API reference, `CreateEventSourceMapping`: `Topic` has up to 249 letters, digits, `-`, `_` and `.`.
const KAFKA_TOPIC: Resource = Resource {
    what: "topic",
    service: "kafka",
    prefix: "topic/",
    tail: Tail::Nothing,
    min: 1,
    max: 249,
    signs: &['-', '_', '.'],
};

/// The rules of a key that takes a name or an ARN.
pub(crate) fn name_or_arn(resource: &Resource, value: &LitStr, errors: &Errors) {
    report(bare_name(resource, &value.value()).and_then(|name| name_rules(resource, &name)), value, errors);
}

const FIFO: &str = ".fifo";

/// Whether a queue or a topic, by its name or its ARN, is a FIFO one.
pub(crate) fn is_fifo(name: &str) -> bool {
    name.ends_with(FIFO)
}

pub(crate) fn queue(value: &LitStr, errors: &Errors) {
    let text = value.value();
    if text.starts_with("https://") {
        let name = text.rsplit('/').next().unwrap_or_default();
        errors.at(value, format!("a queue goes by its name or its ARN, not by its URL; write `\"{name}\"`"));
        return;
    }
    let checked = bare_name(&QUEUE, &text).and_then(|name| {
        // the dot of `.fifo` is the only one that a queue may have, and counts among the 80 characters
        characters(&QUEUE, name.strip_suffix(FIFO).unwrap_or(&name))?;
        length(&QUEUE, &name)
    });
    report(checked, value, errors);
}

pub(crate) fn topic(value: &LitStr, errors: &Errors) {
    let name = value.value();
    if is_fifo(&name) {
        // Lambda's Developer Guide, "Invoking Lambda functions with Amazon SNS notifications"
        let message = "a FIFO topic calls no function; subscribe a queue to it, and name that with \
                       `sqs(queue = …, envelope = \"sns\")`";
        errors.at(value, message);
        return;
    }
    name_or_arn(&TOPIC, value, errors);
}

pub(crate) fn kafka_topic(value: &LitStr, errors: &Errors) {
    let text = value.value();
    let checked = match text.as_str() {
        arn if arn.starts_with("arn:") => {
            Err("a topic goes by its name; the ARN of its cluster is `cluster = \"arn:…\"`".to_owned())
        }
        name if name.starts_with('.') => {
            Err(format!("`{name}` starts with a dot, which a topic's name cannot; remove it"))
        }
        name => name_rules(&KAFKA_TOPIC, name),
    };
    report(checked, value, errors);
}

/// Lambda's API reference, `CreateEventSourceMapping`: "the ARN of the cluster or the ARN of the VPC connection".
pub(crate) fn cluster(value: &LitStr, errors: &Errors) {
    let text = value.value();
    let form = "arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/ID";
    let checked = match text.starts_with("arn:") {
        true => Arn::parse(&text, "kafka", form).and_then(|arn| match arn.resource.split_once('/') {
            Some(("cluster" | "vpc-connection", name)) if !name.is_empty() => Ok(()),
            _ => Err(format!("`{}` is no cluster; its ARN is `{form}`", arn.resource)),
        }),
        false => Err(format!("a cluster goes by its ARN, `{form}`")),
    };
    report(checked, value, errors);
}

/// S3's User Guide, "General purpose bucket naming rules".
pub(crate) fn bucket(value: &LitStr, errors: &Errors) {
    const PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
    const SUFFIXES: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];
    let text = value.value();
    let checked = bare_name(&BUCKET, &text).and_then(|name| {
        let edge = |c: Option<char>| c.is_some_and(|c| !c.is_ascii_alphanumeric());
        name_rules(&BUCKET, &name)?;
        if name.contains(|c: char| c.is_ascii_uppercase()) {
            Err(format!("a bucket's name has no capitals; write `{}`", name.to_lowercase()))
        } else if edge(name.chars().next()) || edge(name.chars().last()) {
            Err(format!("`{name}` has a sign at its edge; a bucket's name starts and ends with a letter or a digit"))
        } else if name.contains("..") {
            Err(format!("`{name}` has two dots in a row, which a bucket's name cannot have; write one"))
        } else if name.parse::<std::net::Ipv4Addr>().is_ok() {
            Err(format!("`{name}` is an IP address, which a bucket's name cannot be; choose another"))
        } else if let Some(prefix) = PREFIXES.iter().find(|prefix| name.starts_with(**prefix)) {
            Err(format!("S3 keeps names that start with `{prefix}` to itself; choose another"))
        } else if let Some(suffix) = SUFFIXES.iter().find(|suffix| name.ends_with(**suffix)) {
            Err(format!("S3 keeps names that end with `{suffix}` to itself; choose another"))
        } else {
            Ok(())
        }
    });
    report(checked, value, errors);
}

fn report(checked: Result<(), String>, value: &LitStr, errors: &Errors) {
    if let Err(message) = checked {
        errors.at(value, message);
    }
}

/// The name in an ARN, or the name itself.
fn bare_name(resource: &Resource, text: &str) -> Result<String, String> {
    if !text.starts_with("arn:") {
        return Ok(text.to_owned());
    }
    let form = resource.arn();
    let arn = Arn::parse(text, resource.service, &form)?;
    let name = arn.resource.strip_prefix(resource.prefix);
    let Some(name) = name else {
        return Err(format!("`{}` is no {}; its ARN is `{form}`", arn.resource, resource.what));
    };
    let name = match resource.tail {
        Tail::Nothing => name,
        Tail::Path => name.split_once('/').map_or(name, |(name, _)| name),
        Tail::Star => name.strip_suffix(":*").unwrap_or(name),
    };
    Ok(name.to_owned())
}

fn name_rules(resource: &Resource, name: &str) -> Result<(), String> {
    characters(resource, name)?;
    length(resource, name)
}

fn characters(resource: &Resource, name: &str) -> Result<(), String> {
    let Resource { what, min, max, .. } = resource;
    if name.is_empty() {
        return Err(format!("the name of the {what} is empty; it has {min} to {max} characters"));
    }
    match name.chars().find(|c| !resource.takes(*c)) {
        Some(refused) => {
            let takes = resource.characters();
            Err(format!("`{refused}` cannot stand in the name of the {what}; use {takes}"))
        }
        None => Ok(()),
    }
}

fn length(resource: &Resource, name: &str) -> Result<(), String> {
    let Resource { what, min, max, .. } = resource;
    match name.chars().count() {
        length if (*min..=*max).contains(&length) => Ok(()),
        length => Err(format!("the name of the {what} has {min} to {max} characters, this one has {length}")),
    }
}

impl Resource {
    fn takes(&self, c: char) -> bool {
        c.is_ascii_alphanumeric() || self.signs.contains(&c)
    }

    /// The characters that it takes, in words.
    fn characters(&self) -> String {
        let signs: Vec<_> = self.signs.iter().map(|sign| format!("`{sign}`")).collect();
        match signs.split_last() {
            Some((last, signs)) => format!("letters, digits, {} and {last}", signs.join(", ")),
            None => "letters and digits".to_owned(),
        }
    }

    fn arn(&self) -> String {
        match self.service {
            "s3" => "arn:aws:s3:::NAME".to_owned(),
            service => format!("arn:aws:{service}:REGION:ACCOUNT:{}NAME", self.prefix),
        }
    }
}

/// Lambda's API reference, `CreateEventSourceMapping`: the pattern of `EventSourceArn`.
struct Arn<'a> {
    resource: &'a str,
}

impl<'a> Arn<'a> {
    fn parse(text: &'a str, service: &str, form: &str) -> Result<Self, String> {
        let parts: Vec<_> = text.splitn(6, ':').collect();
        let [_, partition, found, region, account, resource] = parts[..] else {
            return Err(format!("`{text}` is not a whole ARN; write `{form}`"));
        };
        let global = service == "s3";
        if partition != "aws" && !partition.starts_with("aws-") {
            Err(format!("`{partition}` is no partition of AWS; write `{form}`"))
        } else if found != service {
            Err(format!("this is an ARN of `{found}`, where one of `{service}` belongs; write `{form}`"))
        } else if global && !(region.is_empty() && account.is_empty()) {
            Err(format!("the ARN of a bucket has neither a region nor an account; write `{form}`"))
        } else if !global && (region.is_empty() || account.is_empty()) {
            Err(format!("the ARN is without its region or its account; write `{form}`"))
        } else if !global && !is_region(region) {
            Err(format!("`{region}` is no region; write one as in `eu-central-1`"))
        } else if !global && !is_account(account) {
            Err(format!("`{account}` is no account; write its 12 digits"))
        } else {
            Ok(Self { resource })
        }
    }
}

/// `eu-central-1`, `us-gov-west-1`
fn is_region(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let (Some((number, words)), true) = (parts.split_last(), parts.len() >= 3) else {
        return false;
    };
    let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()) && words.iter().all(is_word)
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(resource: &Resource, text: &str) -> Option<String> {
        bare_name(resource, text).and_then(|name| name_rules(resource, &name)).err()
    }

    #[test]
    fn names_and_arns_that_are_right() {
        let right = [
            (&STREAM, "clicks"),
            (&STREAM, "arn:aws:kinesis:eu-central-1:123456789012:stream/clicks"),
            (&STREAM, "arn:aws-us-gov:kinesis:us-gov-west-1:123456789012:stream/clicks/consumer/a:1"),
            (&TABLE, "arn:aws:dynamodb:us-west-2:111122223333:table/test/stream/2015-05-11T21:21:33.291"),
            (&TABLE, "a.b_c-d"),
            (&LOG_GROUP, "/aws/lambda/orders"),
            (&LOG_GROUP, "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/orders:*"),
            (&LOG_GROUP, "arn:aws-cn:logs:cn-north-1:123456789012:log-group:orders#1"),
            (&DELIVERY_STREAM, "arn:aws:firehose:us-east-1:123456789012:deliverystream/clicks"),
            (&EVENT_BUS, "arn:aws:events:us-east-1:123456789012:event-bus/orders"),
            (&EVENT_BUS, "aws.partner/example.com/orders"),
            (&TOPIC, "arn:aws:sns:us-east-1:123456789012:orders"),
        ];
        for (resource, text) in right {
            assert_eq!(refused(resource, text), None, "{text}");
        }
    }

    #[test]
    fn names_at_the_edge_of_their_length() {
        for resource in [&QUEUE, &STREAM, &TABLE, &TOPIC, &BUCKET, &LOG_GROUP, &DELIVERY_STREAM, &EVENT_BUS] {
            assert_eq!(refused(resource, &"x".repeat(resource.min)), None);
            assert_eq!(refused(resource, &"x".repeat(resource.max)), None);
            assert!(refused(resource, &"x".repeat(resource.max + 1)).is_some());
            assert!(refused(resource, &"x".repeat(resource.min - 1)).is_some());
            assert!(refused(resource, "größe").is_some());
        }
    }

    #[test]
    fn regions() {
        for region in ["eu-central-1", "us-gov-west-1", "us-iso-east-1", "eusc-de-east-1", "ap-southeast-5"] {
            assert!(is_region(region), "{region}");
        }
        for text in ["", "eu", "eu-central", "eu-central-", "EU-CENTRAL-1", "eu-central-10", "${AWS::Region}", "-a-1"] {
            assert!(!is_region(text), "{text}");
        }
    }
}
