//! What each feature costs a function that makes no use of it.

use crate::measure::{self, Counter};
use crate::programs::{FEATURES, Program};
use crate::report::figure_text;
use crate::{Result, events};

pub(crate) fn run() -> Result<()> {
    // cargo downloads what it lists
    FEATURES.iter().try_for_each(|program| program.dependencies().map(drop))?;
    println!(
        "| {:19} | crates | binary, KB | clean release build, CPU s | instructions per event, thousands |",
        "feature"
    );
    println!(
        "|{}|-------:|-----------:|---------------------------:|----------------------------------:|",
        "-".repeat(21)
    );
    FEATURES.iter().try_for_each(row)
}

fn row(program: &Program) -> Result<()> {
    let [_, build] = measure::seconds(|| program.build_clean("small"))?;
    let binary = program.clean_binary("small");
    let instructions = match measure::has_valgrind() {
        true => figure_text(measure::per_event(Counter::ThousandInstructions, &binary, &events::greeting(), 500)?),
        false => "no valgrind".to_owned(),
    };
    let (crates, kilobytes) = (program.dependencies()?, measure::size(&binary)? * 1e3);
    let [build, kilobytes] = [build, kilobytes].map(figure_text);
    println!("| {:19} | {crates:>6} | {kilobytes:>10} | {build:>26} | {instructions:>33} |", program.what);
    Ok(())
}
