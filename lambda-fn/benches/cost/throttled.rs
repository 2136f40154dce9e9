//! Wall time with as much of a processor as a function of 128 MB has.

use crate::control_group::ControlGroup;
use crate::measure::{self, Process, micros};
use crate::report::{Bars, Table};
use crate::{Result, events, programs};

const SHARE: f64 = 0.07;

pub(crate) fn run() -> Result<()> {
    let programs = programs::named(&["T0", "H", "L", "F"]);
    programs::build(&programs, &["small", "large"])?;
    let groups =
        programs::each(&programs, |program| ControlGroup::new(program.name, SHARE).map(|group| (program.name, group)))?;
    let group = |name| groups.iter().find(|(of, _)| *of == name).map(|(_, group)| group).expect("a group of each");

    let mut table = Table::new(&programs, &["T0", "H", "F"]);
    let [walls] = measure::in_turn(41, &programs, |program| {
        Ok([micros(Process::start_throttled(&program.binary("small"), group(program.name))?.start_up)])
    })?;
    table.row("exec to the first /next, wall, µs", walls, Bars::NONE);
    for (bin, event, events) in [("small", events::greeting(), 1_000), ("large", events::orders(), 100)] {
        let processes =
            programs::each(&programs, |program| Process::start_throttled(&program.binary(bin), group(program.name)))?;
        let [walls, _] = measure::in_turn(7, &processes, |process| process.cost(&event, events))?;
        table.row(format!("wall per {bin} event, one after the other, µs"), walls, Bars::NONE);
    }
    Ok(())
}
