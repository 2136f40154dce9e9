//! What a record of a batch costs: `#[lambda_fn(sqs(…))]` beside a loop by hand.

use crate::measure::{self, Counter, Process};
use crate::programs::{self, BATCH_PROGRAMS};
use crate::report::figure_text;
use crate::{Result, events, median};

const SIZES: [u32; 3] = [10, 1_000, 10_000];

pub(crate) fn run() -> Result<()> {
    programs::build_batch()?;
    for program in &BATCH_PROGRAMS {
        println!("{:2}  {}", program.name, program.what);
    }
    println!("\n| {:42} |      B |      L |  L/B |\n|{}|------:|------:|-----:|", "per record", "-".repeat(44));
    for records in SIZES {
        let event = events::messages(records);
        let batches = 20_000 / records;
        if measure::has_valgrind() {
            row("instructions", records, counted(Counter::ThousandInstructions, records, &event, batches, 1e3)?);
            row("allocations", records, counted(Counter::Allocations, records, &event, batches, 1.0)?);
        } else {
            eprintln!("valgrind is not installed: no instructions and allocations");
        }
        row("CPU, µs", records, cpu(records, &event, batches)?);
    }
    Ok(())
}

fn row(measure: &str, records: u32, [by_hand, ours]: [f64; 2]) {
    let (ratio, measure) = (ours / by_hand, format!("{measure}, in batches of {records}"));
    println!("| {measure:42} | {:>6} | {:>6} | {ratio:.2} |", figure_text(by_hand), figure_text(ours));
}

fn counted(counter: Counter, records: u32, event: &str, batches: u32, unit: f64) -> Result<[f64; 2]> {
    let [by_hand, ours] = BATCH_PROGRAMS
        .each_ref()
        .map(|program| measure::per_event(counter, &program.binary("batch"), event, batches))
        .map(|figure| figure.map(|figure| figure * unit / f64::from(records)));
    Ok([by_hand?, ours?])
}

/// Of processes that live at once and are served in turn.
fn cpu(records: u32, event: &str, batches: u32) -> Result<[f64; 2]> {
    const ROUNDS: usize = 11;

    let [by_hand, ours] = BATCH_PROGRAMS.each_ref().map(|program| Process::start(&program.binary("batch")));
    let processes = [by_hand?, ours?];
    let mut costs = [const { Vec::new() }; BATCH_PROGRAMS.len()];
    for process in &processes {
        process.serve(event, batches.div_ceil(10))?;
    }
    for _ in 0..ROUNDS {
        for (process, costs) in processes.iter().zip(&mut costs) {
            let before = process.cpu()?;
            process.serve(event, batches)?;
            costs.push(process.cpu()?.saturating_sub(before) / (batches * records));
        }
    }
    Ok(costs.map(|costs| median(costs).as_secs_f64() * 1e6))
}
