//! What others make of the files that deploy a function, and of the function that is deployed.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tests::{EXAMPLES, Program, TemporaryFile, example, target, workspace};

use crate::aws::{Aws, expected, is_arm64};
use crate::{here, peer, succeeds};

/// Every example, and the function that every kind of source calls.
fn functions() -> Vec<(&'static str, Program)> {
    let triggers = Program::at(env!("CARGO_BIN_EXE_fixture-triggers"));
    EXAMPLES.iter().map(|name| (*name, example(name))).chain([("triggers", triggers)]).collect()
}

fn printed(function: &Program, args: &[&str]) -> String {
    let ended = function.output(args);
    assert_eq!(ended.status.code(), Some(0), "{ended:#?}");
    ended.stdout
}

/// The files of `tests/templates/` that end so.
fn golden(extension: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(workspace().join("tests/templates")).unwrap();
    let files: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|file| file.extension().is_some_and(|other| other == extension))
        .collect();
    assert!(files.len() > 20, "{files:?}");
    files
}

/// cfn-lint says nothing, not even a warning.
#[test]
fn templates_are_without_fault() {
    let Some(lint) = peer("cfn-lint") else { return };
    let templates: Vec<_> = functions()
        .iter()
        .map(|(name, function)| {
            let file = Path::new(&std::env::temp_dir()).join(format!("lambda-fn-{name}-{}.yaml", std::process::id()));
            std::fs::write(&file, printed(function, &["template"])).unwrap();
            file
        })
        .collect();
    let output = Command::new(lint).arg("--").args(&templates).args(golden("yaml")).output().unwrap();
    for file in &templates {
        std::fs::remove_file(file).unwrap();
    }
    succeeds(&output);
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "");
}

/// What aws-sam-translator makes of a template: `CloudFormation`.
fn translated(python: &Path, template: &str) -> Value {
    let template = TemporaryFile::with(template);
    let [translated] = &translate(python, &[template.path().into()])[..] else { panic!("one of one") };
    translated.clone()
}

fn translate(python: &Path, templates: &[PathBuf]) -> Vec<Value> {
    let output = Command::new(python).arg(here().join("translate.py")).args(templates).output().unwrap();
    succeeds(&output);
    serde_json::from_slice(&output.stdout).unwrap()
}

fn of_type<'a>(template: &'a Value, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let resources = template["Resources"].as_object().unwrap().iter();
    resources
        .filter(move |(_, resource)| resource["Type"] == kind)
        .map(|(id, resource)| (id.as_str(), &resource["Properties"]))
}

#[test]
fn templates_become_cloudformation() {
    let Some(python) = peer("python") else { return };
    for (name, function) in functions() {
        let template = translated(&python, &printed(&function, &["template"]));
        let description: Value = serde_json::from_str(&printed(&function, &["describe"])).unwrap();
        let (_, lambda) = of_type(&template, "AWS::Lambda::Function").next().unwrap_or_else(|| panic!("{name}"));
        for (property, said) in [
            ("FunctionName", &description["name"]),
            ("Description", &description["description"]),
            ("MemorySize", &description["memory"]),
            ("Timeout", &description["timeout"]),
        ] {
            assert_eq!(&lambda[property], said, "{name}");
        }
        assert_eq!((&lambda["Runtime"], &lambda["Handler"]), (&json!("provided.al2023"), &json!("bootstrap")));
        assert_eq!(lambda["LoggingConfig"], json!({ "LogFormat": "JSON" }));
        let polled = ["sqs", "kinesis", "dynamodb", "kafka"];
        let triggers = description["triggers"].as_array().cloned().unwrap_or_default();
        let mappings = triggers.iter().filter(|trigger| polled.iter().any(|kind| trigger.get(kind).is_some())).count();
        assert_eq!(of_type(&template, "AWS::Lambda::EventSourceMapping").count(), mappings, "{name}");
    }
}

/// Of every trigger, with the least that can be said of it and with the most.
#[test]
fn golden_templates_become_cloudformation() {
    let Some(python) = peer("python") else { return };
    let golden = golden("yaml");
    let translated = translate(&python, &golden);
    assert_eq!(translated.len(), golden.len());
    let of = |name: &str| {
        let number = golden.iter().position(|file| file.file_stem().is_some_and(|stem| stem == name));
        &translated[number.unwrap_or_else(|| panic!("{name}"))]
    };
    for (file, template) in golden.iter().zip(&translated) {
        let (_, lambda) = of_type(template, "AWS::Lambda::Function").next().unwrap_or_else(|| panic!("{file:?}"));
        assert_eq!(lambda["FunctionName"], "orders", "{file:?}");
    }
    let counts = [
        ("sqs_eventbridge", "AWS::Lambda::EventSourceMapping", 2),
        ("kafka_all", "AWS::Lambda::EventSourceMapping", 1),
        ("dynamodb_all", "AWS::Lambda::EventSourceMapping", 1),
        ("sns", "AWS::SNS::Subscription", 1),
        ("eventbridge", "AWS::Events::Rule", 2),
        ("schedule", "AWS::Scheduler::Schedule", 1),
        ("cloudwatch_logs", "AWS::Logs::SubscriptionFilter", 2),
        ("cognito", "AWS::Cognito::UserPool", 1),
        ("http_any", "AWS::ApiGatewayV2::Api", 1),
        ("rest_api", "AWS::ApiGateway::RestApi", 1),
        ("function_url", "AWS::Lambda::Url", 1),
    ];
    for (name, kind, count) in counts {
        assert_eq!(of_type(of(name), kind).count(), count, "{name}: {kind}");
    }
}

#[test]
fn event_source_mappings_have_what_the_attribute_names() {
    let Some(python) = peer("python") else { return };
    let orders = translated(&python, &printed(&example("order-pipeline"), &["template"]));
    let (_, mapping) = of_type(&orders, "AWS::Lambda::EventSourceMapping").next().unwrap();
    let expected = json!({
        "BatchSize": 10,
        "EventSourceArn": { "Fn::GetAtt": ["OrdersFifoQueue", "Arn"] },
        "FunctionName": { "Ref": "TakeOrderFunction" },
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
    });
    assert_eq!(mapping, &expected);

    let readings = translated(&python, &printed(&example("stream-aggregator"), &["template"]));
    let (_, mapping) = of_type(&readings, "AWS::Lambda::EventSourceMapping").next().unwrap();
    assert_eq!(mapping["FunctionResponseTypes"], json!(["ReportBatchItemFailures"]));
    assert_eq!((&mapping["BisectBatchOnFunctionError"], &mapping["MaximumRetryAttempts"]), (&json!(true), &json!(5)));
    let (_, role) = of_type(&readings, "AWS::IAM::Role").next().unwrap();
    let policies = role["Policies"].to_string();
    assert!(policies.contains("kinesis:GetRecords") && policies.contains("sqs:SendMessage"), "{policies}");

    let report = translated(&python, &printed(&example("nightly-report"), &["template"]));
    let (_, schedule) = of_type(&report, "AWS::Scheduler::Schedule").next().unwrap();
    assert_eq!(schedule["ScheduleExpressionTimezone"], "Europe/Berlin");
}

#[test]
fn others_may_call_the_function() {
    let Some(python) = peer("python") else { return };
    let triggers = translated(&python, &printed(&Program::at(env!("CARGO_BIN_EXE_fixture-triggers")), &["template"]));
    let mut principals: Vec<_> = of_type(&triggers, "AWS::Lambda::Permission")
        .map(|(_, permission)| permission["Principal"].as_str().unwrap().to_owned())
        .collect();
    principals.sort_unstable();
    // that of Cognito's sender is made by hand: SAM cannot
    let expected = ["events.amazonaws.com", "logs.amazonaws.com", "s3.amazonaws.com", "sns.amazonaws.com"];
    assert_eq!(principals, expected);
}

#[test]
fn descriptions_fit_their_schema_and_mutations_do_not() {
    let Some(python) = peer("python") else { return };
    let descriptions: Vec<Value> = functions()
        .iter()
        .map(|(_, function)| serde_json::from_str(&printed(function, &["describe"])).unwrap())
        .collect();
    let descriptions = TemporaryFile::with(&json!(descriptions).to_string());
    let schema = workspace().join("docs/function.schema.json");
    succeeds(
        &Command::new(python).arg(here().join("schema.py")).arg(schema).arg(descriptions.path()).output().unwrap(),
    );
}

#[test]
fn modules_are_hcl() {
    let Some(python) = peer("python") else { return };
    let modules: Vec<_> = functions()
        .iter()
        .map(|(_, function)| TemporaryFile::with(&printed(function, &["describe", "--format", "terraform"])))
        .collect();
    let mut command = Command::new(python);
    command.args([
        "-c",
        "import sys, hcl2\nfor name in sys.argv[1:]:\n    assert hcl2.load(open(name))['resource'], name",
    ]);
    succeeds(&command.args(modules.iter().map(TemporaryFile::path)).args(golden("tf")).output().unwrap());
    match Command::new("terraform").args(["fmt", "-check", "-list=true", "-write=false"]).args(golden("tf")).output() {
        Ok(output) => succeeds(&output),
        Err(error) => eprintln!("`terraform` is absent ({error}), only the parser is asked"),
    }
}

/// Where the registry of Terraform can be reached: what a module may say is known to the provider alone.
#[test]
fn modules_are_valid() {
    let Some(folder) = terraform_folder() else { return };
    let main = folder.join("main.tf");
    for module in golden("tf") {
        std::fs::copy(&module, &main).unwrap();
        let output = Command::new("terraform").args(["validate", "-no-color"]).current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{}: {output:#?}", module.display());
    }
}

/// A folder with AWS's provider, for all modules one after the other.
fn terraform_folder() -> Option<PathBuf> {
    let folder = target().join("terraform");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(workspace().join("tests/templates/nothing.tf"), folder.join("main.tf")).unwrap();
    let init = Command::new("terraform").args(["init", "-backend=false", "-no-color"]).current_dir(&folder).output();
    match init {
        Ok(output) if output.status.success() => return Some(folder),
        Ok(output) => eprintln!("no module is validated: {}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => eprintln!("no module is validated, as `terraform` is absent: {error}"),
    }
    None
}

/// Builds every example with cargo-lambda, which links with zig.
#[test]
fn deploy_makes_the_functions_that_the_attributes_say() {
    let Some(aws) = Aws::start() else { return };
    for package in EXAMPLES {
        let folder = target().join("deploy");
        let mut command = Command::new(example(package).binary());
        command.env("CARGO", env!("CARGO")).env("CARGO_PKG_NAME", package).env("CARGO_TARGET_DIR", &folder);
        let [build, deploy] = aws.deploy(command.current_dir(workspace()), &[]);
        assert_eq!(build, format!("cargo lambda build --release --package {package} --bin {package}"));
        assert!(
            deploy.starts_with("cargo lambda deploy ") && deploy.contains(" --runtime provided.al2023 "),
            "{deploy}"
        );
        assert!(!is_arm64(&folder.join("lambda").join(package).join("bootstrap")), "{package}");

        let description: Value = serde_json::from_str(&printed(&example(package), &["describe"])).unwrap();
        let mut expected = expected(&description);
        if package == "stream" {
            expected["Url"] = json!("NONE");
        }
        assert_eq!(aws.configuration(description["name"].as_str().unwrap()), expected, "{package}");
    }
}
