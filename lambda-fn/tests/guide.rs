//! The guide quotes the expansion as it is.

const GUIDE: &str = include_str!("../docs/guide/expansion_after.md");
const EXPANSION: &str = include_str!("../docs/guide/hello.expanded.rs");

#[test]
fn each_line_that_the_guide_explains_stands_in_the_expansion() {
    let rows = GUIDE.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let quoted: Vec<String> = rows.map(|(code, _)| code.replace(r"\|", "|")).collect();
    assert!(quoted.len() > 10, "{quoted:?}");
    for code in quoted {
        assert!(EXPANSION.contains(&code), "`{code}` is not in the expansion");
    }
}
