//! What a function costs: `#[lambda_fn]` beside `lambda_runtime` by hand, in turn, on this machine.
//!
//! `cargo bench -p lambda-fn` prints the table of `docs/benchmarks.md`; `cargo bench -p lambda-fn -- build` times clean
//! release builds instead, which takes minutes, `-- batch` measures handlers of records, and `-- http` (with `build`, the
//! builds of them) functions that answer HTTP requests. `-- check` holds what can be counted exactly to
//! `benches/baseline.txt`, and `-- baseline` writes that file; `-- profile` prints the table of `docs/release-profile.md`.

mod baseline;
mod batch;
mod events;
mod http;
mod measure;
mod profile;
mod programs;
mod report;
mod runtime_api;
#[path = "../support/mod.rs"]
mod support;

use std::time::Duration;

use measure::Process;
use programs::{PROGRAMS, Program};
use report::{Bars, Row};
use support::{Result, median};

fn main() -> Result<()> {
    let asked = |word| std::env::args().any(|argument| argument == word);
    if asked("batch") {
        return batch::run();
    }
    if asked("check") {
        return baseline::check();
    }
    if asked("baseline") {
        return baseline::write();
    }
    if asked("profile") {
        return profile::run();
    }
    match (asked("http"), asked("build")) {
        (true, true) => return http::build(),
        (true, false) => return http::run(),
        (false, _) => {}
    }
    let rows = match asked("build") {
        true => clean_builds()?,
        false => {
            programs::build_all()?;
            let mut rows = running("small", &events::greeting(), 2_000, CPU_SMALL)?;
            rows.extend(running("large", &events::orders(), 200, CPU_LARGE)?);
            rows.extend(counts("small", &events::greeting(), 200, INSTRUCTIONS)?);
            rows.extend(counts("large", &events::orders(), 20, Bars::default())?);
            rows.extend(starting()?);
            rows.extend(binaries()?);
            rows
        }
    };
    report::print(&rows);
    Ok(())
}

const CPU_SMALL: Bars = Bars { template: Some(0.55), tuned: Some(1.02) };
const CPU_LARGE: Bars = Bars { template: Some(0.58), tuned: Some(0.72) };
const INSTRUCTIONS: Bars = Bars { template: None, tuned: Some(1.02) };
const START: Bars = Bars { template: Some(0.80), tuned: None };
const MEMORY: Bars = Bars { template: Some(0.75), tuned: None };
const BINARY: Bars = Bars { template: Some(0.45), tuned: None };
const BUILD: Bars = Bars { template: Some(1.0), tuned: None };

/// CPU per event and peak memory, of processes that all live at once and are served one after the other.
fn running(bin: &str, event: &str, events: u32, cpu: Bars) -> Result<Vec<Row>> {
    const ROUNDS: usize = 11;

    let mut processes = programs::each(|program| Process::start(&program.binary(bin)))?;
    let mut costs = [const { Vec::new() }; PROGRAMS.len()];
    for process in &mut processes {
        process.serve(event, events / 10)?;
    }
    for _ in 0..ROUNDS {
        for (process, costs) in processes.iter_mut().zip(&mut costs) {
            let before = process.cpu()?;
            process.serve(event, events)?;
            costs.push(process.cpu()?.saturating_sub(before) / events);
        }
    }
    let memory = processes.iter().map(Process::peak_memory).collect::<Result<_>>()?;
    Ok(vec![
        Row::new(format!("CPU per {bin} event, µs"), costs.map(micros).to_vec(), cpu),
        Row::new(format!("peak memory, {bin} events, MB"), memory, MEMORY),
    ])
}

/// User-space instructions and allocations per event, counted by valgrind: what does not depend on the machine's mood.
fn counts(bin: &str, event: &str, events: u32, instructions: Bars) -> Result<Vec<Row>> {
    if !measure::has_valgrind() {
        eprintln!("valgrind is not installed: no instructions and allocations per {bin} event");
        return Ok(Vec::new());
    }
    let count = |counter| programs::each(|program| measure::per_event(counter, &program.binary(bin), event, events));
    Ok(vec![
        Row::new(
            format!("instructions per {bin} event, thousands"),
            count(measure::Counter::ThousandInstructions)?,
            instructions,
        ),
        Row::new(format!("allocations per {bin} event"), count(measure::Counter::Allocations)?, Bars::default()),
    ])
}

/// From exec to the first `/next`.
fn starting() -> Result<Vec<Row>> {
    const ROUNDS: usize = 60;

    let mut walls = [const { Vec::new() }; PROGRAMS.len()];
    let mut cpus = [const { Vec::new() }; PROGRAMS.len()];
    for _ in 0..ROUNDS {
        for (index, program) in PROGRAMS.iter().enumerate() {
            let process = Process::start(&program.binary("small"))?;
            walls[index].push(process.start_up);
            cpus[index].push(process.cpu()?);
        }
    }
    Ok(vec![
        Row::new("exec to the first /next, wall, µs", walls.map(micros).to_vec(), START),
        Row::new("exec to the first /next, CPU, µs", cpus.map(micros).to_vec(), START),
    ])
}

fn binaries() -> Result<Vec<Row>> {
    let sizes = programs::each(|program| measure::size(&program.binary("small")))?;
    let dependencies = programs::each(Program::dependencies)?;
    Ok(vec![Row::new("release binary, MB", sizes, BINARY), Row::new("crates compiled", dependencies, Bars::default())])
}

fn clean_builds() -> Result<Vec<Row>> {
    const ROUNDS: usize = 3;

    // cargo downloads what it lists
    let crates = programs::each(Program::dependencies)?;
    let mut walls = [const { Vec::new() }; PROGRAMS.len()];
    let mut cpus = [const { Vec::new() }; PROGRAMS.len()];
    for _ in 0..ROUNDS {
        for (index, program) in PROGRAMS.iter().enumerate() {
            let (wall, cpu) = measure::time(|| program.build_clean("small"))?;
            walls[index].push(wall);
            cpus[index].push(cpu);
        }
    }
    let seconds = |times: Vec<Duration>| median(times).as_secs_f64();
    Ok(vec![
        Row::new("clean release build, wall, s", walls.map(seconds).to_vec(), BUILD),
        Row::new("clean release build, CPU, s", cpus.map(seconds).to_vec(), BUILD),
        Row::new("crates compiled", crates, Bars::default()),
    ])
}

fn micros(times: Vec<Duration>) -> f64 {
    median(times).as_secs_f64() * 1e6
}
