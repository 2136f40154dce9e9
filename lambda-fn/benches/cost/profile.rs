//! What each setting of the release profile buys: the small function with one setting another at a time.

use crate::measure::{self, Counter};
use crate::programs::{PROFILES, Program};
use crate::report::figure_text;
use crate::{Result, events};

pub(crate) fn run() -> Result<()> {
    if !measure::has_valgrind() {
        return Err("the profile is judged by instructions, too; install valgrind".into());
    }
    // cargo downloads what it lists
    PROFILES[0].dependencies()?;
    println!("| {:24} | binary, MB | instructions per event, thousands | clean build, CPU s |", "profile");
    println!("|{}|-----------:|----------------------------------:|-------------------:|", "-".repeat(26));
    PROFILES.iter().try_for_each(row)
}

fn row(program: &Program) -> Result<()> {
    let (_, build) = measure::time(|| program.build_clean("small"))?;
    let binary = program.clean_binary("small");
    let instructions = measure::per_event(Counter::ThousandInstructions, &binary, &events::greeting(), 500)?;
    let [bytes, instructions, build] = [measure::size(&binary)?, instructions, build.as_secs_f64()].map(figure_text);
    println!("| {:24} | {bytes:>10} | {instructions:>33} | {build:>18} |", program.what);
    Ok(())
}
