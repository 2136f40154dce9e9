//! Patterns from AWS's documents, what is said of the others, and the grammar as a generator.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// Of EventBridge's User Guide and of the README of `aws/event-ruler`.
#[test]
fn patterns_that_are_right() {
    let right = [
        r#"{"source": ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"], "detail": {"state": ["terminated"]}}"#,
        r#"{"detail": {"a": [""], "b": [null], "c": [true, false, 1, -2.5e+3, "x"]}}"#,
        r#"{"time": [{"prefix": "2017-10-02"}], "source": [{"prefix": {"equals-ignore-case": "EC2"}}]}"#,
        r#"{"detail": {"f": [{"suffix": ".png"}, {"suffix": {"equals-ignore-case": ".PNG"}}]}}"#,
        r#"{"detail": {"a": [{"equals-ignore-case": "alice"}], "b": [{"exists": true}], "c": [{"exists": false}]}}"#,
        r#"{"detail": {"a": [{"anything-but": "x"}], "b": [{"anything-but": 123}], "c": [{"anything-but": ["x", "y"]}]}}"#,
        r#"{"detail": {"a": [{"anything-but": [1, 2]}], "b": [{"anything-but": {"prefix": "x"}}]}}"#,
        r#"{"detail": {"a": [{"anything-but": {"suffix": ["x", "y"]}}], "b": [{"anything-but": {"equals-ignore-case": ["X"]}}]}}"#,
        r#"{"detail": {"a": [{"anything-but": {"wildcard": "*/lib/*"}}], "b": [{"anything-but": {"wildcard": ["*a", "b*"]}}]}}"#,
        r#"{"detail": {"a": [{"numeric": [">", 0, "<=", 5]}], "b": [{"numeric": ["<", 10]}], "c": [{"numeric": ["=", 3.018e2]}]}}"#,
        r#"{"detail": {"ip": [{"cidr": "10.0.0.0/24"}, {"cidr": "2001:db8::/32"}, {"cidr": "0.0.0.0/0"}]}}"#,
        r#"{"source": [{"wildcard": "Simple*Service"}, {"wildcard": "\\*\\\\"}]}"#,
        r#"{"detail": {"$or": [{"a": [{"numeric": [">", 0]}]}, {"b": {"c": ["x"]}}, {"$or": [{"d": [1]}, {"e": [1]}]}]}}"#,
        r#"{"$or": [{"source": ["a"]}, {"region": ["b"]}], "Mine": ["a field of my own"]}"#,
        "\n{\n\t\"source\" : [ \"\\u00e9\\ud83d\\ude00\\/\" ]\r\n}\n",
    ];
    for text in right {
        assert_eq!(pattern(text), [""; 0], "{text}");
    }
}

fn says(wrong: &[(&str, &str)]) {
    for (text, said) in wrong {
        assert_eq!(pattern(text), [*said], "{text}");
    }
}

#[test]
fn what_is_said_of_other_text() {
    says(&[
        ("", "the pattern is not JSON: expected a value at its end"),
        ("{'source': []}", "the pattern is not JSON: expected a key in double quotes at column 2, found `'`"),
        (r#"{"source": ["a",]}"#, "the pattern is not JSON: expected a value at column 17, found `]`"),
        (r#"{"source": ["a"],}"#, "the pattern is not JSON: expected a key in double quotes at column 18, found `}`"),
        (r#"{"source": ["a"]"#, "the pattern is not JSON: expected `,` or `}` at its end"),
        (r#"{"source": ["a"]} x"#, "the pattern is not JSON: expected the end at column 19, found `x`"),
        (r#"{"source" ["a"]}"#, "the pattern is not JSON: expected `:` at column 11, found `[`"),
        (r#"{"account": [01]}"#, "the pattern is not JSON: expected `,` or `]` at column 15, found `1`"),
        (r#"{"account": [1.]}"#, "the pattern is not JSON: expected a digit at column 16, found `]`"),
        (r#"{"source": [nul]}"#, "the pattern is not JSON: expected `null` at column 16, found `]`"),
        (
            r#"{"source": ["\x"]}"#,
            "the pattern is not JSON: expected one of `\"\\/bfnrtu` behind `\\` at column 15, found `x`",
        ),
        ("{\"a\": [\"\n\"]}", "the pattern is not JSON: expected `\"` at line 1, column 9, found `\\n`"),
        ("{\n  \"source\": aws\n}", "the pattern is not JSON: expected a value at line 2, column 13, found `a`"),
        ("[1]", "a pattern is a JSON object, not a list; write `{\"source\": [\"aws.ec2\"]}`"),
    ]);
}

#[test]
fn what_is_said_of_other_objects() {
    says(&[
        ("{}", "the pattern has no field, which matches nothing; add one, as in `\"source\": [\"aws.ec2\"]`"),
        (
            r#"{"detail": {}}"#,
            "`detail` has no field, which matches nothing; add one, as in `\"source\": [\"aws.ec2\"]`",
        ),
        (r#"{"source": "aws.ec2"}"#, "the values of `source` stand in a list; write `[\"aws.ec2\"]`"),
        (r#"{"detail": {"state": 1}}"#, "the values of `detail.state` stand in a list; write `[1]`"),
        (r#"{"source": []}"#, "`source` has an empty list, which matches nothing; add a value"),
        (r#"{"source": [["a"]]}"#, "`source` has a list within its list; write its values side by side"),
        (r#"{"source": ["a"], "source": ["b"]}"#, "`source` is given twice; keep one, with all values in its list"),
        (r#"{"detail_type": ["a"]}"#, "no event has a field `detail_type`; did you mean `detail-type`?"),
        (r#"{"Source": ["a"]}"#, "no event has a field `Source`; did you mean `source`?"),
        (r#"{"$or": {"source": ["a"]}}"#, "`$or` takes a list of patterns; write `[{…}, {…}]`"),
        (r#"{"$or": [{"source": ["a"]}]}"#, "`$or` needs two patterns or more to choose from"),
        (
            r#"{"detail": {"$or": [{"a": ["a"]}, "b"]}}"#,
            "`detail.$or` takes patterns, and a string is none; write `{…}`",
        ),
        (
            r#"{"detail": {"$or": [{"a": ["a"]}, {"prefix": "a"}]}}"#,
            "`detail.prefix` is the name of a matcher, and cannot be that of a field within `$or`",
        ),
    ]);
}

#[test]
fn what_is_said_of_other_matchers() {
    says(&[
        (
            r#"{"source": [{}]}"#,
            "`source`: `{}` is no matcher; the matchers are `prefix`, `suffix`, `anything-but`, `numeric`, `exists`, `cidr`, `equals-ignore-case` and `wildcard`",
        ),
        (r#"{"source": [{"prefx": "a"}]}"#, "`source`: unknown matcher `prefx`; did you mean `prefix`?"),
        (
            r#"{"source": [{"prefix": "a", "suffix": "b"}]}"#,
            "`source`: `prefix` and `suffix` stand in one matcher, which has one key; write `{…}, {…}`",
        ),
        (
            r#"{"source": [{"prefix": 1}]}"#,
            "`source`: `prefix` takes a string, not a number; write `\"prefix\": \"aws.\"`",
        ),
        (
            r#"{"source": [{"suffix": {"wildcard": "a"}}]}"#,
            "`source`: `suffix` takes a string, or `{\"equals-ignore-case\": \"…\"}`",
        ),
        (r#"{"source": [{"exists": "true"}]}"#, "`source`: `exists` takes `true` or `false`, not a string"),
        (r#"{"source": [{"cidr": "10.0.0.0"}]}"#, "`source`: `10.0.0.0` is no range of addresses; write `10.0.0.0/24`"),
        (
            r#"{"source": [{"cidr": "10.0.0.0/32"}]}"#,
            "`source`: `10.0.0.0/32` has `32` bits in its mask; it is 0 to 31",
        ),
        (r#"{"source": [{"cidr": "10.0.0/24"}]}"#, "`source`: `10.0.0` is no IP address; write `10.0.0.0/24`"),
        (r#"{"source": [{"cidr": "::/+1"}]}"#, "`source`: `::/+1` has `+1` bits in its mask; it is 0 to 127"),
        (r#"{"source": [{"wildcard": "a**b"}]}"#, "`source`: `a**b` has two `*` in a row; write one"),
        (
            r#"{"source": [{"wildcard": "a\\b"}]}"#,
            "`source`: `a\\b` has a `\\` before a sign that needs none; it goes before `*` and `\\` alone",
        ),
        (
            r#"{"source": [{"anything-but": [1, "a"]}]}"#,
            "`source`: `anything-but` takes strings or numbers, not both in one list",
        ),
        (
            r#"{"source": [{"anything-but": [true]}]}"#,
            "`source`: `anything-but` takes a list of strings or of numbers alone",
        ),
        (r#"{"source": [{"anything-but": []}]}"#, "`source`: `anything-but` has an empty list; add a value"),
        (
            r#"{"source": [{"anything-but": null}]}"#,
            "`source`: `anything-but` takes a string, a number, a list of them or a matcher, not `null`",
        ),
        (
            r#"{"source": [{"anything-but": {"numeric": [1]}}]}"#,
            "`source`: `anything-but` has no `numeric`; within it are `prefix`, `suffix`, `equals-ignore-case` and `wildcard`",
        ),
        (
            r#"{"source": [{"anything-but": {"prefix": ""}}]}"#,
            "`source`: `anything-but` with an empty `prefix` matches nothing; write what is not wanted",
        ),
        (
            r#"{"source": [{"numeric": 5}]}"#,
            "`source`: `numeric` takes a list, not a number; write `[\">\", 0, \"<=\", 5]`",
        ),
        (
            r#"{"source": [{"numeric": [">"]}]}"#,
            "`source`: `numeric` takes an operator and a number, once or twice; write `[\">\", 0, \"<=\", 5]`",
        ),
        (
            r#"{"source": [{"numeric": ["==", 5]}]}"#,
            "`source`: `numeric` has \"==\" where one of `=`, `>`, `>=`, `<` and `<=` belongs",
        ),
        (
            r#"{"source": [{"numeric": ["<", 5, ">", 0]}]}"#,
            "`source`: `numeric` has \"<\" where one of `>` and `>=` belongs",
        ),
        (r#"{"source": [{"numeric": [">", "0"]}]}"#, "`source`: `numeric` has \"0\" where a number belongs"),
        (
            r#"{"source": [{"numeric": [">", 5, "<", 0]}]}"#,
            "`source`: the range of `numeric` is empty; its first number is the smaller one",
        ),
    ]);
}

#[test]
fn every_mistake_is_said_at_once() {
    let text = r#"{"source": [], "detial": ["a"], "detail": {"state": [{"prefx": "a"}, {"exists": 1}]}}"#;
    assert_eq!(pattern(text).len(), 4);
}

#[test]
fn sizes() {
    let long = format!("{{\"source\": [\"{}\"]}}", "x".repeat(MAX_PATTERN));
    assert_eq!(pattern(&long), ["a pattern has at most 4096 characters, this one has 4112"]);
    let deep = |depth: usize| format!("{}[1]{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    assert_eq!(pattern(&deep(63)), [""; 0]);
    assert_eq!(pattern(&deep(64)), ["the pattern is not JSON: it is nested more than 64 deep"]);
}

fn string() -> impl Strategy<Value = String> {
    let text = "[a-zA-Z0-9 ._/-]{1,8}";
    prop_oneof![4 => text.prop_map(|text| format!("\"{text}\"")), 1 => Just(r#""\u00e9\n\"""#.to_owned())]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i32>().prop_map(|number| number.to_string()),
        "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,2})?(e[+-]?[0-9])?"
    ]
}

fn list(item: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::collection::vec(item, 1..4).prop_map(|items| format!("[{}]", items.join(", ")))
}

fn matcher() -> impl Strategy<Value = String> {
    let edge = prop_oneof![string(), string().prop_map(|text| format!("{{\"equals-ignore-case\": {text}}}"))];
    let keys = select(&["prefix", "suffix", "equals-ignore-case", "wildcard"][..]);
    let like = (keys, prop_oneof![string().boxed(), list(string()).boxed()])
        .prop_map(|(key, value)| format!("{{\"{key}\": {value}}}"));
    let but =
        prop_oneof![string().boxed(), number().boxed(), list(string()).boxed(), list(number()).boxed(), like.boxed()];
    let compare = (select(&["=", "<", "<=", ">", ">="][..]), number())
        .prop_map(|(sign, number)| format!("[\"{sign}\", {number}]"));
    let range = (0..100, 100..200).prop_map(|(from, to)| format!("[\">=\", {from}, \"<\", {to}]"));
    prop_oneof![
        (select(&["prefix", "suffix"][..]), edge).prop_map(|(key, value)| format!("{{\"{key}\": {value}}}")),
        but.prop_map(|value| format!("{{\"anything-but\": {value}}}")),
        prop_oneof![compare.boxed(), range.boxed()].prop_map(|value| format!("{{\"numeric\": {value}}}")),
        any::<bool>().prop_map(|exists| format!("{{\"exists\": {exists}}}")),
        (any::<std::net::IpAddr>(), 0..32).prop_map(|(address, bits)| format!("{{\"cidr\": \"{address}/{bits}\"}}")),
        "[a-z]{0,4}(\\*[a-z]{1,4}){0,2}".prop_map(|text| format!("{{\"wildcard\": \"{text}\"}}")),
    ]
}

fn values() -> impl Strategy<Value = String> {
    let plain = select(&["true", "false", "null"][..]).prop_map(str::to_owned);
    list(prop_oneof![string().boxed(), number().boxed(), plain.boxed(), matcher().boxed()])
}

/// An object whose fields have names of their own.
fn object(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::collection::btree_map("[A-Z][a-z]{0,5}", value, 1..4).prop_map(|fields| {
        let fields: Vec<_> = fields.into_iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
        format!("{{{}}}", fields.join(", "))
    })
}

fn valid() -> impl Strategy<Value = String> {
    let nested = values().boxed().prop_recursive(3, 16, 4, |inner| {
        let or = prop::collection::vec(object(inner.clone()), 2..4)
            .prop_map(|all| format!("{{\"$or\": [{}]}}", all.join(", ")));
        prop_oneof![object(inner).boxed(), or.boxed()]
    });
    (values(), nested).prop_map(|(source, detail)| format!("{{\"source\": {source}, \"detail\": {detail}}}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn what_the_grammar_makes_is_accepted(text in valid()) {
        prop_assert_eq!(pattern(&text), [""; 0]);
    }

    #[test]
    fn any_text_is_answered(text in ".*", like_json in "[\\[\\]{}:,\"\\\\ua0-9.eE $*-]*") {
        drop(pattern(&text));
        drop(pattern(&like_json));
    }

    /// A pattern that lost a sign is answered, and what is left of its end is never taken for a whole.
    #[test]
    fn a_pattern_without_its_end_is_refused(text in valid(), cut in any::<prop::sample::Index>()) {
        let signs: Vec<_> = text.chars().collect();
        let cut: String = signs[..cut.index(signs.len())].iter().collect();
        prop_assert_eq!(pattern(&cut).len(), 1);
    }
}
