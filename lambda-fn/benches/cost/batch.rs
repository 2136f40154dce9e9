//! What a record of a batch costs: `#[lambda_fn(sqs(…))]` beside a loop by hand.

use crate::measure::{self, Counter, Process};
use crate::programs::{self, BATCH_PROGRAMS};
use crate::report::{Bars, Table};
use crate::{Result, events};

const SIZES: [u32; 3] = [10, 1_000, 10_000];

pub(crate) fn run() -> Result<()> {
    let programs: Vec<_> = BATCH_PROGRAMS.iter().collect();
    programs::build(&programs, &["batch"])?;
    let mut table = Table::new(&programs, &["B"]);
    for records in SIZES {
        let event = events::messages(records);
        let batches = 20_000 / records;
        let per_record =
            |figures: Vec<f64>, unit| figures.iter().map(|figure| figure * unit / f64::from(records)).collect();
        if measure::has_valgrind() {
            let count = |counter| {
                programs::each(&programs, |program| {
                    measure::per_event(counter, &program.binary("batch"), &event, batches)
                })
            };
            let instructions = per_record(count(Counter::ThousandInstructions)?, 1e3);
            table.row(format!("instructions per record, in batches of {records}"), instructions, Bars::NONE);
            let allocations = per_record(count(Counter::Allocations)?, 1.0);
            table.row(format!("allocations per record, in batches of {records}"), allocations, Bars::NONE);
        } else {
            eprintln!("valgrind is not installed: no instructions and allocations");
        }
        let processes = Process::start_all(&programs, "batch")?;
        for process in &processes {
            process.serve(&event, batches.div_ceil(10))?;
        }
        let [_, cpu] = measure::in_turn(11, &processes, |process| process.cost(&event, batches))?;
        table.row(format!("CPU per record, µs, in batches of {records}"), per_record(cpu, 1.0), Bars::NONE);
    }
    Ok(())
}
