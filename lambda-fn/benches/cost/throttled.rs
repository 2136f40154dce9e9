//! Wall time with as much of a processor as a function of 128 MB has.

use std::path::Path;

use crate::control_group::ControlGroup;
use crate::measure::{self, Process, micros};
use crate::report::{Bars, Table};
use crate::{Result, events, programs};

const SHARE: f64 = 0.07;

/// A start takes one slice of the processor or several: the median of single ones would be either.
const STARTS: u32 = 10;

pub(crate) fn run() -> Result<()> {
    let programs = programs::named(&["T0", "H", "L", "F"]);
    programs::build(&programs, &["small", "large"])?;
    let groups =
        programs::each(&programs, |program| ControlGroup::new(program.name, SHARE).map(|group| (program.name, group)))?;
    let group = |name| groups.iter().find(|(of, _)| *of == name).map(|(_, group)| group).expect("a group of each");

    let mut table = Table::new(&programs, &["T0", "H", "F"]);
    let [walls] =
        measure::in_turn(7, &programs, |program| Ok([mean_start(&program.binary("small"), group(program.name))?]))?;
    table.row("exec to the first /next, wall, µs", walls, Bars::NONE);
    for (bin, event, events) in [("small", events::greeting(), 1_000), ("large", events::orders(), 100)] {
        let processes =
            programs::each(&programs, |program| Process::start_throttled(&program.binary(bin), group(program.name)))?;
        let [walls, _] = measure::in_turn(7, &processes, |process| process.cost(&event, events))?;
        table.row(format!("wall per {bin} event, one after the other, µs"), walls, Bars::NONE);
    }
    Ok(())
}

/// In µs.
fn mean_start(binary: &Path, group: &ControlGroup) -> Result<f64> {
    let mut total = 0.0;
    for _ in 0..STARTS {
        total += micros(Process::start_throttled(binary, group)?.start_up);
    }
    Ok(total / f64::from(STARTS))
}
