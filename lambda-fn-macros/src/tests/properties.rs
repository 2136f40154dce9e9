//! Whatever stands in the attribute or below it: the macros do not panic, and what the user wrote is still there.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use quote::quote;

use crate::trigger::Kind;
use crate::{args, lambda_error, lambda_fn};

/// Words and signs that the macros look at beside their keys, and some that they do not expect.
const WORDS: [&str; 43] = [
    "lambda", "memroy", "r#type", "größe", "_", "self", "super", "async", "unsafe", "extern", "const", "fn", "struct",
    "enum", "union", "impl", "pub", "where", "main", "Context", "Self", "'a", "'static", "=", "==", ",", ";", ":",
    "::", "->", "&", "mut", "!", "#", "...", "<", ">", "|", "-", "+", "*", "dyn", "for",
];

const LITERALS: [&str; 22] = [
    "0",
    "1",
    "256",
    "10_241",
    "18446744073709551616",
    "0x_10",
    "256MB",
    "1u8",
    "1.5",
    "1e9",
    "true",
    "\"\"",
    "\"arm64\"",
    "\"multi_thread\"",
    "\"15m\"",
    "\"99999999999999999999m\"",
    "\"crate\"suffix",
    "b\"bytes\"",
    "c\"text\"",
    "r#\"raw\"#",
    "'c'",
    "b'c'",
];

const VALID_ARGS: [&str; 12] = [
    "init = start::setup",
    "runtime = \"multi_thread\"",
    "memory = 256",
    "timeout = \"15m\"",
    "arch = \"arm64\"",
    "name = \"orders\"",
    "description = \"takes orders\"",
    "env(TABLE = \"orders\", STAGE = \"prod\")",
    "managed_instances = true",
    "tracing = false",
    "crate = my_name",
    "crate = crate::platform::functions",
];

/// Sources and what can stand in their parentheses.
const VALID_TRIGGERS: [(&str, &str); 18] = [
    ("sqs", "queue = \"orders\", batch_size = 100, batching_window = \"5s\", maximum_concurrency = 20"),
    ("sqs", "queue = \"orders.fifo\", batch_size = 10"),
    ("sqs", "queue = \"arn:aws:sqs:eu-central-1:123456789012:orders\", envelope = \"eventbridge\""),
    (
        "kinesis",
        "stream = \"clicks\", starting_position = \"LATEST\", bisect_on_error = true, maximum_retry_attempts = -1",
    ),
    ("dynamodb", "table = \"customers\", parallelization_factor = 4, maximum_record_age = 3600"),
    (
        "kafka",
        "topic = \"orders\", minimum_pollers = 1, maximum_pollers = 9, bisect_on_error = true, maximum_retry_attempts = 3",
    ),
    ("kafka", "topic = \"orders\", cluster = \"arn:aws:kafka:eu-central-1:123456789012:cluster/orders/a-1\""),
    ("sns", "topic = \"orders\""),
    (
        "s3",
        "bucket = \"reports\", events = [\"s3:ObjectCreated:Put\", \"s3:ObjectRemoved:*\"], prefix = \"in/\", suffix = \".csv\"",
    ),
    ("eventbridge", "pattern = r#\"{\"source\": [{\"prefix\": \"aws.\"}]}\"#, bus = \"orders\""),
    ("schedule", "\"cron(0 3 ? * MON-FRI *)\", timezone = \"Europe/Berlin\""),
    ("schedule", "\"rate(5 minutes)\""),
    ("cloudwatch_logs", "group = \"/aws/lambda/orders\", filter = \"ERROR\""),
    ("firehose", "stream = \"clicks\""),
    ("cognito", "\"PreSignUp\""),
    ("http", "route = \"GET /users/{id}/files/{proxy+}\", kind = \"rest-api\", stream"),
    ("http", "routes = [\"ANY /\", \"$default\"], layers = tower::layers"),
    ("http", "kind = \"websocket\", routes = [\"$connect\", \"$default\", \"sendMessage\"]"),
];

/// What goes with each source with records, beside the function `order` that takes one.
const VALID_RECORD_ARGS: [&str; 4] =
    ["concurrency = 8", "reserve = \"500ms\"", "on_discard = dead::letter", "undecodable = \"retry\""];

const VALID_FUNCTIONS: [&str; 9] = [
    "async fn hello() -> Result<()> { Ok(()) }",
    "async fn hello(name: String) -> Result<String> { Ok(name) }",
    "pub(crate) async fn r#match<'a>(Request { name }: Request<'a>) -> Result<&'a str> where 'a: 'a { Ok(name) }",
    "async fn event(_: LambdaEvent<Vec<u8>>, context: &Context) -> Answer { take(context).await }",
    "#[cfg(unix)] /** Says hello. */ pub async fn main(context: Context) -> lambda_fn::Result<impl Serialize> { Ok(7) }",
    "async fn stateful(event: &str, state: &State, context: Context) -> Result<()> { state.take(event).await }",
    "async fn half_typed(name: &str) -> Result<String> { name. }",
    "const unsafe extern \"C\" fn wrong<T, const N: usize>(self, _: impl Into<T>, ...) {}",
    "fn no_body(context: Context, event: (), another: &mut [u8; 2]);",
];

const VALID_ERRORS: [&str; 5] = [
    "enum E { A, B(u8, u8), C { a: u8 } }",
    "#[lambda(crate = my_name)] enum E<'a, T: Debug> where T: Copy { #[lambda(status = 404, retry = false)] A(&'a T) }",
    "enum Never {}",
    "#[lambda(error_type = \"Order.Refused\")] pub struct Refused;",
    "#[lambda(transparent)] struct Wrapped { source: std::io::Error }",
];

fn tokens(source: &str) -> TokenStream {
    source.parse().expect("the tests' own tokens are well-formed")
}

fn any_tokens() -> impl Strategy<Value = TokenStream> {
    let within: Vec<_> = Kind::ALL.into_iter().flat_map(Kind::keys).copied().collect();
    let token = prop_oneof![
        1 => select(&args::KEYS[..]),
        1 => select(within),
        1 => select(&lambda_error::parse::KEYS[..]),
        4 => select(&WORDS[..]),
        2 => select(&LITERALS[..]),
    ]
    .prop_map(tokens);
    let groups = [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None];
    token.prop_recursive(3, 24, 8, move |tokens| {
        (select(groups.to_vec()), prop::collection::vec(tokens, 0..8), any::<bool>()).prop_map(
            |(delimiter, tokens, group)| {
                let tokens: TokenStream = tokens.into_iter().collect();
                match group {
                    true => TokenTree::from(Group::new(delimiter, tokens)).into(),
                    false => tokens,
                }
            },
        )
    })
}

/// `valid` with a few tokens left out, said twice, put elsewhere or replaced.
fn mutated(valid: impl Strategy<Value = TokenStream>) -> impl Strategy<Value = TokenStream> {
    let mutation = (0..4, any::<Index>(), any::<Index>(), any_tokens());
    (valid, prop::collection::vec(mutation, 0..4)).prop_map(|(valid, mutations)| {
        let mut tokens: Vec<_> = valid.into_iter().collect();
        for (kind, here, there, replacement) in mutations {
            if tokens.is_empty() {
                break;
            }
            let (here, there) = (here.index(tokens.len()), there.index(tokens.len()));
            match kind {
                0 => drop(tokens.remove(here)),
                1 => tokens.insert(here, tokens[there].clone()),
                2 => tokens.swap(here, there),
                _ => drop(tokens.splice(here..=here, replacement)),
            }
        }
        tokens.into_iter().collect()
    })
}

fn valid_args() -> impl Strategy<Value = TokenStream> {
    prop::sample::subsequence(&VALID_ARGS[..11], 0..=11).prop_map(|args| tokens(&args.join(",")))
}

/// Sources with whatever in their parentheses, and keys for their records.
fn any_triggers() -> impl Strategy<Value = TokenStream> {
    let within = |within: &'static str| prop_oneof![mutated(Just(tokens(within))), any_tokens()];
    let trigger = select(&VALID_TRIGGERS[..]).prop_flat_map(move |(word, keys)| {
        within(keys).prop_map(move |within| {
            let word = tokens(word);
            quote!(#word(#within))
        })
    });
    let keys = prop_oneof![3 => trigger, 1 => select(&VALID_RECORD_ARGS[..]).prop_map(tokens)];
    prop::collection::vec(keys, 1..4).prop_map(|keys| quote!(#(#keys),*))
}

fn any_args() -> impl Strategy<Value = TokenStream> {
    prop_oneof![any_tokens(), mutated(valid_args()), any_triggers()]
}

fn valid_function() -> impl Strategy<Value = TokenStream> {
    select(&VALID_FUNCTIONS[..]).prop_map(tokens)
}

fn valid_error() -> impl Strategy<Value = TokenStream> {
    select(&VALID_ERRORS[..]).prop_map(tokens)
}

/// Whether one stream stands in the other, groups that hold it included.
fn contains(output: &TokenStream, item: &TokenStream) -> bool {
    output.to_string().contains(item.to_string().as_str())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn any_item_is_still_there(args in any_args(), item in prop_oneof![any_tokens(), mutated(valid_function())]) {
        let output = lambda_fn::expand(args, &item);
        prop_assert!(contains(&output, &item), "{item}\n---\n{output}");
    }

    #[test]
    fn any_arguments_leave_the_function_and_a_main(args in any_args(), function in valid_function()) {
        let output = lambda_fn::expand(args, &function);
        prop_assert!(contains(&output, &function), "{output}");
        prop_assert!(contains(&output, &tokens("fn main ()")), "{output}");
    }

    #[test]
    fn valid_arguments_give_valid_code(args in valid_args(), function in select(&VALID_FUNCTIONS[..5])) {
        let output = lambda_fn::expand(args, &tokens(function));
        prop_assert!(!output.to_string().contains("compile_error"), "{output}");
        prop_assert!(syn::parse2::<syn::File>(output.clone()).is_ok(), "{output}");
    }

    #[test]
    fn valid_triggers_give_valid_code(
        (word, keys) in select(&VALID_TRIGGERS[..]),
        others in prop::sample::subsequence(&VALID_RECORD_ARGS[..], 0..=4),
    ) {
        let source = Kind::of(word).expect("it is a source");
        let others = others.into_iter().filter(|other| match source {
            Kind::Kinesis | Kind::DynamoDb => !other.starts_with("concurrency"),
            source => source.has_records(),
        });
        let args = others.fold(format!("{word}({keys})"), |args, other| format!("{args}, {other}"));
        let output = lambda_fn::expand(tokens(&args), &tokens("async fn order(order: Order) -> Result<()> {}"));
        prop_assert!(!output.to_string().contains("compile_error"), "{output}");
        prop_assert!(syn::parse2::<syn::File>(output.clone()).is_ok(), "{output}");
    }

    #[test]
    fn any_input_is_an_error_or_an_implementation(input in prop_oneof![any_tokens(), mutated(valid_error())]) {
        let output = lambda_error::derive(input);
        let implements = output.to_string().contains("LambdaError for");
        prop_assert!(implements || output.to_string().contains("compile_error"), "{output}");
    }

    #[test]
    fn any_key_leaves_an_implementation(args in any_args(), error in select(&["enum E { A }", "struct E;"][..]).prop_map(tokens)) {
        let output = lambda_error::derive(quote!(#[lambda(#args)] #error));
        prop_assert!(contains(&output, &tokens("LambdaError for E")), "{output}");
    }

    #[test]
    fn a_valid_error_gives_valid_code(error in valid_error()) {
        let output = lambda_error::derive(error);
        prop_assert!(!output.to_string().contains("compile_error"), "{output}");
        prop_assert!(syn::parse2::<syn::File>(output.clone()).is_ok(), "{output}");
    }
}
