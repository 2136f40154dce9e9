//! Whether memory stays what it is, over a million events.

use crate::measure::Process;
use crate::programs::Program;
use crate::runtime_api::Traces;
use crate::{Result, events, programs};

/// By then, all is there that is allocated once.
const WARM: u32 = 20_000;

pub(crate) fn run() -> Result<()> {
    let programs = programs::named(&["H", "L"]);
    programs::build(&programs, &["small"])?;
    println!("| {:7} | {:>9} | {:15} | KB, then KB at most | bytes an event |", "program", "events", "trace header");
    println!("|---------|----------:|-----------------|--------------------:|---------------:|");
    for (traces, header, events) in [(Traces::None, "none", 1_000_000), (Traces::OneForEach, "one for each", 100_000)] {
        for program in &programs {
            let [warm, most] = memory(program, traces, events)?;
            let each = (most - warm) * 1e3 / f64::from(events);
            let name = program.name;
            println!("| {name:7} | {events:>9} | {header:15} | {warm:>7.0}, then {most:>6.0} | {each:>14.1} |");
        }
    }
    Ok(())
}

/// In KB, resident: when it is warm, and the most that is seen behind that.
fn memory(program: &Program, traces: Traces, events: u32) -> Result<[f64; 2]> {
    const LOOKS: u32 = 100;

    let process = Process::start_with(&program.binary("small"), traces, None)?;
    process.serve(&events::greeting(), WARM)?;
    let warm = process.memory()?;
    let mut most = warm;
    for _ in 0..LOOKS {
        process.serve(&events::greeting(), events / LOOKS)?;
        most = most.max(process.memory()?);
    }
    Ok([warm, most].map(|megabytes| megabytes * 1e3))
}
