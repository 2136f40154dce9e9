//! Several events in flight, as under Managed Instances: handlers that wait for 10 ms.

use crate::measure::{self, Counter, Process};
use crate::programs::CONCURRENT_PROGRAMS;
use crate::report::{Bars, Table};
use crate::runtime_api::Traces;
use crate::{Result, events, programs};

pub(crate) fn run() -> Result<()> {
    let programs: Vec<_> = CONCURRENT_PROGRAMS.iter().collect();
    programs::build(&programs, &["waiting"])?;
    let mut table = Table::new(&programs, &["H"]);
    for at_once in [1, 2, 4, 8, 16, 32, 64] {
        let processes = programs::each(&programs, |program| {
            Process::start_with(&program.binary("waiting"), Traces::default(), Some(at_once))
        })?;
        let events = at_once * 50;
        let [wall, cpu] = measure::in_turn(7, &processes, |process| process.cost(&events::greeting(), events))?;
        let throughput = wall.iter().map(|micros| 1e6 / micros).collect();
        table.row(format!("events a second, {at_once} in flight"), throughput, Bars::NONE);
        table.row(format!("CPU per event, µs, {at_once} in flight"), cpu, Bars::NONE);
        if measure::has_valgrind() {
            let instructions = programs::each(&programs, |program| {
                let counter = Counter::ThousandInstructions;
                let binary = program.binary("waiting");
                measure::per_event_at_once(counter, &binary, &events::greeting(), events * 2, Some(at_once))
            })?;
            table.row(format!("instructions per event, thousands, {at_once} in flight"), instructions, Bars::NONE);
        }
        let memory = processes.iter().map(Process::peak_memory).collect::<Result<_>>()?;
        table.row(format!("peak memory, MB, {at_once} in flight"), memory, Bars::NONE);
    }
    Ok(())
}
