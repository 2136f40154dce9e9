//! The rows that several tables have.

use crate::Result;
use crate::measure::{self, Counter, Process};
use crate::programs::{self, Program};
use crate::report::{Bars, Table};

/// User-space instructions and allocations per event, counted by valgrind: what does not depend on the machine's mood.
pub(crate) fn counts(
    table: &mut Table,
    bin: &str,
    what_is_sent: &str,
    event: &str,
    events: u32,
    instructions: Bars,
) -> Result<()> {
    if !measure::has_valgrind() {
        eprintln!("valgrind is not installed: no instructions and allocations per {what_is_sent}");
        return Ok(());
    }
    let count = |counter, table: &Table| {
        programs::each(&table.programs, |program| measure::per_event(counter, &program.binary(bin), event, events))
    };
    let counted = count(Counter::ThousandInstructions, table)?;
    table.row(format!("instructions per {what_is_sent}, thousands"), counted, instructions);
    let counted = count(Counter::Allocations, table)?;
    table.row(format!("allocations per {what_is_sent}"), counted, Bars::NONE);
    Ok(())
}

/// From exec to the first `/next`.
pub(crate) fn starting(table: &mut Table, bin: &str, wall: Bars, cpu: Bars) -> Result<()> {
    let [walls, cpus] = measure::in_turn(61, &table.programs, |program| {
        let process = Process::start(&program.binary(bin))?;
        Ok([process.start_up, process.cpu()?].map(measure::micros))
    })?;
    table.row("exec to the first /next, wall, µs", walls, wall);
    table.row("exec to the first /next, CPU, µs", cpus, cpu);
    if measure::has_valgrind() {
        let count = |program: &Program| measure::at_start(Counter::ThousandInstructions, &program.binary(bin));
        let instructions = programs::each(&table.programs, count)?;
        table.row("instructions to the first /next, thousands", instructions, Bars::NONE);
    }
    Ok(())
}

pub(crate) fn binary(table: &mut Table, bin: &str, measure: &str, bars: Bars) -> Result<()> {
    let sizes = programs::each(&table.programs, |program| measure::size(&program.binary(bin)))?;
    table.row(measure, sizes, bars);
    Ok(())
}

pub(crate) fn crates(table: &mut Table) -> Result<()> {
    let crates = programs::each(&table.programs, Program::dependencies)?;
    table.row("crates compiled", crates, Bars::NONE);
    Ok(())
}

/// All that a table of builds has.
pub(crate) fn clean_builds(mut table: Table, bin: &str, bars: Bars) -> Result<()> {
    // first, since cargo downloads what it lists
    crates(&mut table)?;
    let [walls, cpus] = measure::in_turn(3, &table.programs, |program| measure::seconds(|| program.build_clean(bin)))?;
    table.row("clean release build, wall, s", walls, bars);
    table.row("clean release build, CPU, s", cpus, bars);
    Ok(())
}
