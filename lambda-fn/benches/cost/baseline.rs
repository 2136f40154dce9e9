//! The figures that do not depend on the machine's mood, held to those of `benches/baseline.txt`.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::measure::{self, Counter};
use crate::programs::{self, OURS};
use crate::support::output;
use crate::{Result, chart, events};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/baseline.txt");
const TOLERANCE: f64 = 0.03;
const UPDATE: &str = "cargo bench -p lambda-fn --bench cost --profile dev -- baseline";

type Figures = Vec<(String, f64)>;

/// Measures, and fails where a figure is further from the baseline's than the tolerance, to either side.
pub(crate) fn check() -> Result<()> {
    chart::check()?;
    let (toolchain, baseline) = parse(&fs::read_to_string(FILE)?)?;
    let ours = self::toolchain()?;
    if host(&toolchain) != host(&ours) {
        println!("the baseline is one of `{}`; nothing is compared on `{}`", host(&toolchain), host(&ours));
        return Ok(());
    }
    let figures = measured()?;
    let drifted = compare(&baseline, &figures);
    if drifted == 0 {
        return Ok(());
    }
    let another = match toolchain == ours {
        true => String::new(),
        false => format!("; the baseline is one of `{toolchain}`, this is `{ours}`"),
    };
    let percent = TOLERANCE * 100.0;
    Err(format!(
        "figures over {percent} % off the baseline: {drifted}{another}; where that is meant, for better or \
         worse, run `{UPDATE}` and commit `lambda-fn/benches/baseline.txt`"
    )
    .into())
}

/// Writes what is measured as the new baseline.
pub(crate) fn write() -> Result<()> {
    if !measure::has_valgrind() {
        return Err("a baseline needs instructions and allocations; install valgrind".into());
    }
    let mut text = format!("# `{UPDATE}` writes this file\ntoolchain = {}\n", toolchain()?);
    for (name, figure) in measured()? {
        writeln!(text, "{name} = {figure:.1}")?;
    }
    print!("{text}");
    Ok(fs::write(FILE, text)?)
}

/// Of `#[lambda_fn]` alone; without valgrind only what needs none.
fn measured() -> Result<Figures> {
    let program = programs::named(&[OURS])[0];
    program.build(&program.target(), &["small", "large", "batch"])?;
    let mut figures = vec![
        ("crates compiled".to_owned(), program.dependencies()?),
        ("bytes of the small function's release binary".to_owned(), bytes(&program.binary("small"))?),
    ];
    if !measure::has_valgrind() {
        eprintln!("valgrind is not installed: instructions and allocations are not compared");
        return Ok(figures);
    }
    for (bin, what_is_sent, event, events) in [
        ("small", "small event", events::greeting(), 500),
        ("large", "large event", events::orders(), 40),
        ("batch", "batch of 100 messages", events::messages(100), 40),
    ] {
        for (what, counter) in
            [("thousand instructions", Counter::ThousandInstructions), ("allocations", Counter::Allocations)]
        {
            let figure = measure::per_event(counter, &program.binary(bin), &event, events)?;
            figures.push((format!("{what} per {what_is_sent}"), figure));
        }
    }
    Ok(figures)
}

fn bytes(file: &Path) -> Result<f64> {
    Ok(f64::from(u32::try_from(fs::metadata(file)?.len())?))
}

/// Prints each figure beside the baseline's; says how many are too far from it.
fn compare(baseline: &Figures, figures: &Figures) -> usize {
    println!("| {:47} | {:>11} | {:>11} | {:>7} |", "figure", "baseline", "now", "change");
    println!("|{}|------------:|------------:|--------:|", "-".repeat(49));
    let mut drifted = 0;
    for (name, figure) in figures {
        let Some((_, before)) = baseline.iter().find(|(known, _)| known == name) else {
            println!("| {name:47} | {:>11} | {figure:>11.1} |     new |", "");
            drifted += 1;
            continue;
        };
        let change = figure / before - 1.0;
        println!("| {name:47} | {before:>11.1} | {figure:>11.1} | {:>+5.1} % |", change * 100.0);
        drifted += usize::from(change.abs() > TOLERANCE);
    }
    drifted
}

fn parse(text: &str) -> Result<(String, Figures)> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    let toolchain = match lines.next() {
        Some(("toolchain", toolchain)) => toolchain.to_owned(),
        _ => return Err(format!("no toolchain in `baseline.txt`; run `{UPDATE}`").into()),
    };
    let figures = lines.map(|(name, figure)| Ok((name.to_owned(), figure.parse()?))).collect::<Result<_>>()?;
    Ok((toolchain, figures))
}

/// As in `1.95.0 x86_64-unknown-linux-gnu`.
fn toolchain() -> Result<String> {
    let version = output(Command::new("rustc").arg("-vV"))?;
    let field = |name| version.lines().find_map(|line| line.strip_prefix(name)).ok_or("`rustc -vV` does not say");
    Ok(format!("{} {}", field("release: ")?, field("host: ")?))
}

fn host(toolchain: &str) -> &str {
    toolchain.split_once(' ').map_or("", |(_, host)| host)
}
