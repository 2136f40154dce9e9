//! The guide quotes the expansion as it is.

const GUIDE: &str = include_str!("../docs/guide/expansion_after.md");
const EXPANSION: &str = include_str!("../docs/guide/hello.expanded.rs");

/// The code of each row.
fn explained() -> Vec<String> {
    let rows = GUIDE.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    rows.map(|(code, _)| code.replace(r"\|", "|")).collect()
}

#[test]
fn each_line_that_the_guide_explains_stands_in_the_expansion() {
    let explained = explained();
    assert!(explained.len() > 10, "{explained:?}");
    for code in explained {
        assert!(EXPANSION.contains(&code), "`{code}` is not in the expansion");
    }
}

#[test]
fn each_call_of_the_expansion_is_explained() {
    const CALL: &str = "lambda_fn::__private::";
    let explained = explained();
    let calls = EXPANSION.split(CALL).skip(1).map(|code| code.split_inclusive(['(', ';']).next().unwrap());
    for call in calls {
        let call = format!("{CALL}{call}");
        assert!(explained.iter().any(|code| code.contains(&call)), "`{call}` is not explained");
    }
}
