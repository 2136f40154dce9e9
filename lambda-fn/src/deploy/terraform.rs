//! A function as a Terraform module.
//!
//! The function, its role, its log settings and what calls it, where that is named. Sources of other stacks are
//! variables, as in a template's parameters.

mod block;
mod events;
mod http;

use crate::deploy::template::timeout;
use crate::function::{Architecture, Function};
use crate::trigger::Trigger;
use block::{Block, quoted, reference};

/// What the triggers add.
#[derive(Default)]
struct Module {
    blocks: Vec<Block>,
    variables: Vec<Block>,
    /// What the role may do: actions, and the resources for which.
    statements: Vec<(Vec<&'static str>, Vec<String>)>,
    notifications: Vec<Notifications>,
    asynchronous: bool,
    gives_up: bool,
}

/// The name of a trigger beside which there is no other.
const ONLY: &str = "trigger";

/// A value for whoever applies the module, named after its trigger where there are several.
fn output(trigger: &str, label: &str, value: impl Into<String>) -> Block {
    let label = match trigger {
        ONLY => label.to_owned(),
        trigger => format!("{trigger}_{label}"),
    };
    Block::new("output", &[&label]).set("value", value)
}

/// All notifications of a bucket, which are one resource.
#[derive(Clone)]
struct Notifications {
    bucket: &'static str,
    /// That of the bucket's first trigger.
    name: String,
    /// Among the module's blocks.
    place: usize,
}

/// The file `main.tf` of a module.
pub(crate) fn module(function: &Function) -> String {
    let mut module = Module::default();
    for (number, trigger) in function.triggers.iter().enumerate() {
        let name = match function.triggers.len() {
            1 => ONLY.to_owned(),
            _ => format!("{ONLY}_{}", number + 1),
        };
        of_trigger(trigger, &name, function, &mut module);
    }
    if module.asynchronous || module.gives_up {
        failures(&mut module);
    }
    let mut blocks = vec![settings(), package()];
    blocks.append(&mut module.variables);
    blocks.extend(role(&module.statements));
    blocks.push(self::function(function));
    blocks.append(&mut module.blocks);
    blocks.push(Block::new("output", &["arn"]).set("value", reference("aws_lambda_function.function.arn")));
    let blocks: Vec<_> = blocks.iter().map(Block::to_string).collect();
    format!(
        "# {}, as its code says: `cargo run -- describe --format terraform`\n\n{}",
        function.name,
        blocks.join("\n")
    )
}

fn of_trigger(trigger: &Trigger, name: &str, function: &Function, module: &mut Module) {
    match trigger {
        Trigger::Sqs(sqs) => events::sqs(sqs, name, timeout(function), module),
        Trigger::Kinesis(kinesis) => events::kinesis(kinesis, name, module),
        Trigger::DynamoDb(dynamodb) => events::dynamodb(dynamodb, name, module),
        Trigger::Kafka(kafka) => events::kafka(kafka, name, module),
        Trigger::Sns(sns) => events::sns(sns, name, module),
        Trigger::S3(s3) => events::s3(s3, name, module),
        Trigger::EventBridge(rule) => events::eventbridge(rule, name, module),
        Trigger::Schedule(schedule) => events::schedule(schedule, name, module),
        Trigger::CloudWatchLogs(logs) => events::cloudwatch_logs(logs, name, module),
        Trigger::Firehose(firehose) => events::firehose(firehose, name, module),
        Trigger::Cognito(cognito) => events::cognito(*cognito, name, module),
        Trigger::Http(http) => http::http(http, name, module),
    }
}

fn settings() -> Block {
    let aws = Block::new("required_providers", &[]).set("aws", "{ source = \"hashicorp/aws\" }");
    Block::new("terraform", &[]).block(aws)
}

fn package() -> Block {
    Block::new("variable", &["package"])
        .set("type", "string")
        .set("description", quoted("The zip file with `bootstrap`: `cargo lambda build --release --output-format zip`"))
}

fn role(statements: &[(Vec<&'static str>, Vec<String>)]) -> Vec<Block> {
    let assume = "jsonencode({\n    Version = \"2012-10-17\"\n    Statement = [{\n      Effect    = \"Allow\"\n      Action    = \"sts:AssumeRole\"\n      Principal = { Service = \"lambda.amazonaws.com\" }\n    }]\n  })";
    let role = Block::new("resource", &["aws_iam_role", "function"]).set("assume_role_policy", assume);
    let logs = Block::new("resource", &["aws_iam_role_policy_attachment", "logs"])
        .set("role", reference("aws_iam_role.function.name"))
        .set("policy_arn", quoted("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"));
    let mut blocks = vec![role, logs];
    if !statements.is_empty() {
        let statements: Vec<_> = statements.iter().map(|(actions, resources)| statement(actions, resources)).collect();
        let policy = format!(
            "jsonencode({{\n    Version = \"2012-10-17\"\n    Statement = [\n{}\n    ]\n  }})",
            statements.join("\n")
        );
        let triggers = Block::new("resource", &["aws_iam_role_policy", "triggers"])
            .set("role", reference("aws_iam_role.function.id"))
            .set("policy", policy);
        blocks.push(triggers);
    }
    blocks
}

fn statement(actions: &[&str], resources: &[String]) -> String {
    let actions: Vec<_> = actions.iter().map(|action| quoted(action)).collect();
    format!(
        "      {{\n        Effect   = \"Allow\"\n        Action   = [{}]\n        Resource = [{}]\n      }},",
        actions.join(", "),
        resources.join(", ")
    )
}

fn function(function: &Function) -> Block {
    let mut block =
        Block::new("resource", &["aws_lambda_function", "function"]).set("function_name", quoted(function.name));
    if let Some(description) = function.description {
        block = block.set("description", quoted(description));
    }
    block = block
        .set("filename", reference("var.package"))
        .set("source_code_hash", "filebase64sha256(var.package)")
        .set("handler", quoted("bootstrap"))
        .set("runtime", quoted("provided.al2023"))
        .set("role", reference("aws_iam_role.function.arn"));
    if let Some(arch) = function.arch {
        let name = match arch {
            Architecture::Arm64 => "arm64",
            Architecture::X86_64 => "x86_64",
        };
        block = block.set("architectures", format!("[{}]", quoted(name)));
    }
    if let Some(memory) = function.memory {
        block = block.set("memory_size", memory.to_string());
    }
    if let Some(timeout) = function.timeout {
        block = block.set("timeout", timeout.as_secs().to_string());
    }
    if !function.env.is_empty() {
        let variables = function.env.iter().fold(Block::map(), |map, (name, value)| map.set(name, quoted(value)));
        block = block.block(Block::new("environment", &[]).set("variables", variables.inner(2)));
    }
    block.block(Block::new("logging_config", &[]).set("log_format", quoted("JSON")))
}

/// The queue for what Lambda tries no more.
fn failures(module: &mut Module) {
    let queue = Block::new("resource", &["aws_sqs_queue", "failures"])
        .set("message_retention_seconds", "1209600 # 14 days, the longest that SQS has");
    module.statements.push((vec!["sqs:SendMessage"], vec![reference("aws_sqs_queue.failures.arn")]));
    module.blocks.push(queue);
    if module.asynchronous {
        let destination = Block::new("on_failure", &[]).set("destination", reference("aws_sqs_queue.failures.arn"));
        let config = Block::new("resource", &["aws_lambda_function_event_invoke_config", "function"])
            .set("function_name", reference("aws_lambda_function.function.function_name"))
            .block(Block::new("destination_config", &[]).block(destination));
        module.blocks.push(config);
    }
}
