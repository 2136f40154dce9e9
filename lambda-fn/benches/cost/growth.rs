//! What events of growing size cost.

use crate::measure::{self, Counter, Process};
use crate::report::{Bars, Table};
use crate::{Result, events, programs};

/// In bytes, the last what Lambda sends at most.
const SIZES: [(&str, usize); 5] =
    [("1 KB", 1_000), ("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000), ("6 MB", 6 * 1024 * 1024)];

pub(crate) fn run() -> Result<()> {
    let programs = programs::named(&["T0", "H", "L", "F"]);
    programs::build(&programs, &["large"])?;
    let mut table = Table::new(&programs, &["T0", "H", "F"]);
    for (size, bytes) in SIZES {
        let event = events::orders_within(bytes);
        let events = u32::try_from(20_000_000 / event.len())?.min(2_000);
        let processes = Process::start_all(&programs, "large")?;
        let [_, cpu] = measure::in_turn(7, &processes, |process| process.cost(&event, events))?;
        table.row(format!("CPU per event of {size}, µs"), cpu, Bars::NONE);
        let memory = processes.iter().map(Process::peak_memory).collect::<Result<_>>()?;
        table.row(format!("peak memory, events of {size}, MB"), memory, Bars::NONE);
        if measure::has_valgrind() {
            let events = events.div_ceil(10);
            let instructions = programs::each(&programs, |program| {
                measure::per_event(Counter::ThousandInstructions, &program.binary("large"), &event, events)
            })?;
            table.row(format!("instructions per event of {size}, thousands"), instructions, Bars::NONE);
        }
    }
    Ok(())
}
