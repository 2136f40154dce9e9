//! Whatever people do to a file, it keeps what they did, and says what the code says.

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::Index;

use super::functions::GOLDEN;
use super::{template, update, written};
use crate::deploy::change::Path;
use crate::deploy::document::{Document, Kind, Tree};
use crate::deploy::tests::package;
use crate::deploy::value::{Call, Value};
use crate::function::Function;
use crate::trigger::Trigger;

#[derive(Clone, Copy, Debug)]
enum Hand {
    /// Behind a value.
    Comment,
    /// On a line of its own, at any depth.
    CommentLine,
    Resource,
    /// Of a resource that is the code's.
    Property,
}

/// What a person adds, each with a comment that is looked for afterwards.
fn by_hand() -> impl Strategy<Value = (Index, Hand, u32)> {
    let hand = prop_oneof![Just(Hand::Comment), Just(Hand::CommentLine), Just(Hand::Resource), Just(Hand::Property)];
    (any::<Index>(), hand, any::<u32>())
}

/// The resources in another order.
fn rotated(text: &str, by: Index) -> String {
    let (before, rest) = text.split_once("\nResources:\n").unwrap();
    let (resources, after) = rest.split_once("\n\nOutputs:\n").unwrap();
    let mut resources: Vec<_> = resources.split("\n\n").collect();
    let by = by.index(resources.len());
    resources.rotate_left(by);
    format!("{before}\nResources:\n{}\n\nOutputs:\n{after}", resources.join("\n\n"))
}

fn edited(text: &str, edits: &[(Index, Hand, u32)]) -> (String, Vec<String>) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut marks = Vec::new();
    for (index, hand, number) in edits {
        let mark = format!("by hand {number}");
        let line = match hand {
            Hand::Comment | Hand::CommentLine => index.index(lines.len()),
            Hand::Resource => *index.get(&resource_lines(&lines)),
            Hand::Property => *index.get(&property_lines(&lines)),
        };
        let there = &lines[line];
        lines[line] = match hand {
            Hand::Comment => format!("{there} # {mark}"),
            Hand::CommentLine => format!("{there}\n{}# {mark}", " ".repeat((number % 9) as usize)),
            Hand::Resource => format!(
                "  Hand{number}: # {mark}\n    Type: AWS::SNS::Topic\n    Properties: {{TopicName: !Sub \"${{AWS::StackName}}-{number}\"}}\n{there}"
            ),
            Hand::Property => format!("{there}\n      Hand{number}: {{A: [b, !Ref C]}} # {mark}"),
        };
        marks.push(mark);
    }
    (lines.join("\n") + "\n", marks)
}

/// Where a resource begins.
fn resource_lines(lines: &[String]) -> Vec<usize> {
    let start = lines.iter().position(|line| line.starts_with("Resources:")).unwrap();
    let end = lines.iter().position(|line| line.starts_with("Outputs:")).unwrap();
    (start..end).filter(|line| lines[*line].starts_with("  ") && !lines[*line].starts_with("   ")).collect()
}

fn property_lines(lines: &[String]) -> Vec<usize> {
    (0..lines.len()).filter(|line| lines[*line].starts_with("    Properties:")).collect()
}

fn others(text: &str) -> Vec<(String, Value)> {
    let document = Document::parse(text).unwrap();
    let resources = document.root.as_ref().and_then(|root| root.get("Resources")).unwrap();
    let hand = resources.pairs().iter().filter(|(key, _)| key.text().unwrap().starts_with("Hand"));
    hand.map(|(key, value)| (key.text().unwrap().to_owned(), Value::of_tree(value))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn hand_edits_survive_and_owned_values_are_right(
        before in 0..GOLDEN.len(),
        after in 0..GOLDEN.len(),
        edits in proptest::collection::vec(by_hand(), 0..6),
        order in any::<Index>(),
        is_dos in any::<bool>(),
    ) {
        let (before, after) = (&GOLDEN[before].1, &GOLDEN[after].1);
        let (text, marks) = edited(&rotated(&template(before).to_yaml(), order), &edits);
        let text = if is_dos { text.replace('\n', "\r\n") } else { text };
        let updated = written(&text, after).map_err(TestCaseError::fail)?;
        for mark in &marks {
            // a setting of an event that is of another type now goes with what is behind it
            let line = text.lines().find(|line| line.contains(mark)).unwrap_or_default();
            let gone = format!(".{}", line.trim().split(':').next().unwrap_or_default());
            let is_gone = updated.difference.iter().any(|line| line.starts_with("- ") && line.ends_with(&gone));
            prop_assert!(is_gone || updated.text.contains(mark), "{mark} is lost:\n{text}\n{}", updated.text);
        }
        prop_assert_eq!(others(&text), others(&updated.text));
        let lone = updated.text.replace("\r\n", "").contains('\n');
        prop_assert!(!is_dos || !lone, "line ends are mixed:\n{:?}", updated.text);
        let again = written(&updated.text, after).map_err(TestCaseError::fail)?;
        prop_assert_eq!(&again.text, &updated.text);

        let pruned = update(&updated.text, after, &package(), true).map_err(TestCaseError::fail)?;
        prop_assert_eq!(others(&text), others(&pruned.text));
        prop_assert!(!pruned.text.replace('\r', "").contains("\n\n\n"), "empty lines are left:\n{}", pruned.text);
        let check = written(&pruned.text, after).map_err(TestCaseError::fail)?;
        prop_assert!(check.difference.is_empty(), "{:#?}\n{}", check.difference, pruned.text);
    }

    /// Whatever the code adds, it adds behind them.
    #[test]
    fn comments_at_the_end_of_a_resource_stay_there(
        before in proptest::option::of(0..GOLDEN.len()),
        after in 0..GOLDEN.len(),
        depths in proptest::collection::vec(2..9usize, 1..5),
        has_outputs in any::<bool>(),
        is_dos in any::<bool>(),
    ) {
        let above = before.map_or("Resources:\n".to_owned(), |before| {
            let text = template(&GOLDEN[before].1).to_yaml();
            text.split_once("\nOutputs:\n").unwrap().0.to_owned() + "\n"
        });
        let comments: Vec<_> = depths.iter().map(|depth| " ".repeat(*depth) + "# by hand\n").collect();
        let block = format!("  Hand:\n    Type: AWS::SNS::Topic\n{}", comments.concat());
        let outputs = if has_outputs { "Outputs:\n  Hand: {Value: a}\n" } else { "" };
        let ends = |text: String| if is_dos { text.replace('\n', "\r\n") } else { text };
        let updated = written(&ends(format!("{above}{block}{outputs}")), &GOLDEN[after].1).map_err(TestCaseError::fail)?;
        prop_assert!(updated.text.contains(&ends(block)), "the comments are elsewhere:\n{}", updated.text);
    }

    /// Bits of YAML thrown into a template: refused, or right.
    #[test]
    fn hostile_text_is_refused_or_right(
        function in 0..GOLDEN.len(),
        after in 0..GOLDEN.len(),
        throws in proptest::collection::vec((any::<Index>(), 0..HOSTILE.len(), 0..6usize), 1..5),
    ) {
        let mut text = template(&GOLDEN[function].1).to_yaml();
        for (index, what, gone) in throws {
            let between = |place: usize| (place..=text.len()).find(|place| text.is_char_boundary(*place)).unwrap();
            let at = between(index.index(text.len()));
            let end = between((at + gone).min(text.len()));
            text.replace_range(at..end, HOSTILE[what]);
        }
        never_harmed(&text, &GOLDEN[after].1)?;
    }

    #[test]
    fn any_text_is_refused_or_right(text in "([ \t\n:\\-\\[\\]{},#&*!|>'\"%@a-c<]|Resources|OrdersFunction|Properties|\n  |: ){0,60}") {
        never_harmed(&text, &GOLDEN[1].1)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What the attribute does not name, and every reference: whatever a person writes there stays, nothing is said to
    /// differ, and what the attribute names is brought up to date beside it.
    #[test]
    fn what_the_attribute_does_not_name_is_a_person_s(
        function in 0..GOLDEN.len(),
        edits in proptest::collection::vec((any::<Index>(), 0..REFERENCES.len(), any::<bool>()), 1..5),
        is_dos in any::<bool>(),
    ) {
        let function = &GOLDEN[function].1;
        let text = template(function).to_yaml();
        let text = if is_dos { text.replace('\n', "\r\n") } else { text };
        let root = Document::parse(&text).unwrap().root.unwrap();
        let mut places = Vec::new();
        leaves(&root, &Path::default(), &mut places);
        places.retain(|path| !is_bookkeeping(&path.to_string()));
        let mut by_hand = BTreeMap::new();
        for (place, reference, is_reference) in edits {
            let path = place.get(&places).clone();
            let tree = path.find(&root).unwrap();
            let hand = match tree.text().filter(|text| !is_reference && !is_named(&path.to_string(), text, function)) {
                Some(text) => other_scalar(text),
                None => REFERENCES[reference].to_owned(),
            };
            by_hand.insert(std::cmp::Reverse(tree.place.start), (tree.place.clone(), path, hand));
        }
        let mut edited = text.clone();
        for (place, _, hand) in by_hand.values() {
            edited.replace_range(place.clone(), hand);
        }
        let update = written(&edited, function).map_err(|error| TestCaseError::fail(format!("{error}:\n{edited}")))?;
        prop_assert_eq!(&update.difference, &[""; 0], "{}", edited);
        prop_assert_eq!(&update.text, &edited);

        // what nothing refers to any more may go, the rest stays
        let pruned = pruned(&edited, function).map_err(TestCaseError::fail)?;
        let again = written(&pruned, function).map_err(TestCaseError::fail)?;
        prop_assert!(again.difference.is_empty() && again.left_over.is_empty(), "{}", pruned);

        let outdated = OUTDATED.iter().fold(edited.clone(), |text, (ours, other)| text.replace(ours, other));
        let updated = written(&outdated, function).map_err(TestCaseError::fail)?;
        prop_assert_eq!(&updated.text, &edited);
    }
}

fn pruned(text: &str, function: &'static Function) -> Result<String, String> {
    update(text, function, &package(), true).map(|update| update.text)
}

/// What a person may write in the place of a value.
const REFERENCES: [&str; 8] = [
    "!Ref Other",
    "!GetAtt Other.Arn",
    "!GetAtt [Other, Arn]",
    "!Sub \"${AWS::StackName}-other\"",
    "!Sub \"arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:other\"",
    "{Ref: SharedTableStreamArn}",
    "{\"Fn::GetAtt\": [Other, Arn]}",
    "{\"Fn::If\": [Live, !Ref A, !Ref B]}",
];

/// Values that the attribute names, as they are and as they may have been before.
const OUTDATED: [(&str, &str); 4] = [
    ("MemorySize: 256", "MemorySize: 128"),
    ("  STAGE: test", "  STAGE: live"),
    ("BatchSize: 100", "BatchSize: 7"),
    ("Description: \"Takes orders: all of them\"", "Description: Takes some"),
];

fn other_scalar(text: &str) -> String {
    match text.parse::<u64>() {
        Ok(number) => (number + 1).to_string(),
        Err(_) => "by-hand".to_owned(),
    }
}

/// The scalars, and the calls of `CloudFormation`'s functions.
fn leaves(tree: &Tree, path: &Path, found: &mut Vec<Path>) {
    if matches!(tree.kind, Kind::Scalar { .. }) || Call::name_in(tree).is_some() {
        found.push(path.clone());
        return;
    }
    for (number, item) in tree.items().iter().enumerate() {
        leaves(item, &path.item(number), found);
    }
    for (key, value) in tree.pairs() {
        leaves(value, &path.key(key.text().unwrap()), found);
    }
}

/// The marker is the code's, and a type says what a thing is.
fn is_bookkeeping(path: &str) -> bool {
    path.contains(".Metadata.LambdaFn.")
        || path.ends_with(".Type") && !path.contains("OnFailure")
        || path == "Transform"
}

/// Whether the page says of a text or a number that it is the attribute's.
fn is_named(path: &str, value: &str, function: &Function) -> bool {
    let steps: Vec<_> = path.split('.').collect();
    let has_routes =
        function.triggers.iter().any(|trigger| matches!(trigger, Trigger::Http(http) if !http.routes.is_empty()));
    match &steps[..] {
        ["Resources", "OrdersFunction", "Properties", "Events", _, "Properties", rest @ ..] => match rest[0] {
            "DestinationConfig" => false,
            "StartingPosition" => value != "TRIM_HORIZON",
            "FilterPattern" => !value.is_empty(),
            "Events[0]" => value != "s3:ObjectCreated:*",
            "Path" | "Method" => has_routes,
            _ => true,
        },
        ["Resources", "OrdersFunction", "Properties", policy, template, parameter]
            if policy.starts_with("Policies[") =>
        {
            *template != "DynamoDBStreamReadPolicy" || *parameter != "StreamName"
        }
        ["Resources", "OrdersFunction", "Properties", rest @ ..] => match rest[0] {
            "FunctionName" | "Description" | "Architectures[0]" | "MemorySize" | "Timeout" | "Environment" => true,
            "FunctionUrlConfig" => rest[1] == "InvokeMode",
            _ => false,
        },
        ["Resources", queue, "Properties", "QueueName"] => !queue.ends_with("DeadLetterQueue"),
        ["Resources", _, "Properties", key] => match *key {
            "BucketName" | "SourceArn" | "VisibilityTimeout" => true,
            "RouteKey" => has_routes,
            _ => false,
        },
        _ => false,
    }
}

const HOSTILE: [&str; 29] = [
    "&a ",
    "*a",
    "!x ",
    "\t",
    "\r\n",
    "\n",
    ":",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "#",
    " # x",
    "'",
    "\"",
    "|\n",
    ">-\n",
    "? ",
    "<<: ",
    "---\n",
    "\u{FEFF}",
    "!Sub \"",
    "!Sub '",
    "\n      Timeout: 1\n",
    "\nResources:\n",
    "!Ref X",
];

fn never_harmed(text: &str, function: &'static Function) -> Result<(), TestCaseError> {
    let Ok(updated) = written(text, function) else { return Ok(()) };
    let again = written(&updated.text, function).map_err(TestCaseError::fail)?;
    prop_assert_eq!(&again.text, &updated.text, "from:\n{}", text);
    // comments are in their order
    let comments = |text: &str| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| line.starts_with('#')).map(str::to_owned).collect()
    };
    let mut after = comments(&updated.text).into_iter();
    for comment in comments(text) {
        prop_assert!(after.any(|other| other == comment), "{} is lost:\n{}\n{}", comment, text, updated.text);
    }
    for comment in behind_values(text) {
        prop_assert!(updated.text.contains(comment), "{} is lost:\n{}\n{}", comment, text, updated.text);
    }
    Ok(())
}

/// Comments behind something: what may go without a change of what the text means.
fn behind_values(text: &str) -> Vec<&str> {
    let meaning = |text: &str| Document::parse(text).ok().and_then(|read| read.root.as_ref().map(Value::of_tree));
    let means = meaning(text);
    let mut comments = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((before, comment)) = line.split_once(" #").filter(|(before, _)| !before.trim().is_empty()) {
            let without = format!("{}{before}\n{}", &text[..start], &text[start + line.len()..]);
            if meaning(&without) == means {
                comments.push(comment.trim_end());
            }
        }
        start += line.len();
    }
    comments
}

#[test]
fn a_time_is_whole_seconds() {
    const ODD: Function = Function { timeout: Some(Duration::from_millis(1500)), ..Function::named("orders") };
    assert!(template(&ODD).to_yaml().contains("Timeout: 1\n"));
}
