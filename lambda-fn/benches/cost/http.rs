//! What an HTTP request costs: `#[lambda_fn(http(…))]` beside `lambda_http` by hand, alone and with axum.

use std::time::Duration;

use crate::measure::{self, Counter, Process};
use crate::programs::{HTTP_PROGRAMS, Program};
use crate::report::figure_text;
use crate::{Result, events, median, micros};

type Figures = [f64; HTTP_PROGRAMS.len()];

pub(crate) fn run() -> Result<()> {
    for program in &HTTP_PROGRAMS {
        program.build(&program.target(), &[binary(program)])?;
    }
    head();
    let event = events::request();
    let [latencies, cpus] = serving(&event)?;
    row("latency of a request, µs", latencies);
    row("CPU per request, µs", cpus);
    if measure::has_valgrind() {
        row("instructions per request, thousands", counted(Counter::ThousandInstructions, &event)?);
        row("allocations per request", counted(Counter::Allocations, &event)?);
    } else {
        eprintln!("valgrind is not installed: no instructions and allocations");
    }
    let [walls, cpus] = starting()?;
    row("exec to the first /next, wall, µs", walls);
    row("exec to the first /next, CPU, µs", cpus);
    row("release binary, MB", each(|program| measure::size(&program.binary(binary(program))))?);
    row("crates compiled", each(Program::dependencies)?);
    Ok(())
}

/// Clean release builds, in turn.
pub(crate) fn build() -> Result<()> {
    const ROUNDS: usize = 3;

    // cargo downloads what it lists
    let crates = each(Program::dependencies)?;
    let mut walls = [const { Vec::new() }; HTTP_PROGRAMS.len()];
    let mut cpus = [const { Vec::new() }; HTTP_PROGRAMS.len()];
    for _ in 0..ROUNDS {
        for (index, program) in HTTP_PROGRAMS.iter().enumerate() {
            let (wall, cpu) = measure::time(|| program.build_clean(binary(program)))?;
            walls[index].push(wall);
            cpus[index].push(cpu);
        }
    }
    let seconds = |times: Vec<Duration>| median(times).as_secs_f64();
    head();
    row("clean release build, wall, s", walls.map(seconds));
    row("clean release build, CPU, s", cpus.map(seconds));
    row("crates compiled", crates);
    Ok(())
}

fn head() {
    for program in &HTTP_PROGRAMS {
        println!("{:2}  {}", program.name, program.what);
    }
    println!("\n| {:37} |      P |      A |      L |  L/P |  L/A |", "measure");
    println!("|{}|------:|------:|------:|-----:|-----:|", "-".repeat(39));
}

fn row(measure: &str, [alone, axum, ours]: Figures) {
    let [alone_text, axum_text, ours_text] = [alone, axum, ours].map(figure_text);
    let (to_alone, to_axum) = (ours / alone, ours / axum);
    println!("| {measure:37} | {alone_text:>6} | {axum_text:>6} | {ours_text:>6} | {to_alone:.2} | {to_axum:.2} |");
}

fn binary(program: &Program) -> &'static str {
    if program.name == "A" { "http-axum" } else { "http" }
}

fn each(figure: impl FnMut(&Program) -> Result<f64>) -> Result<Figures> {
    let [alone, axum, ours] = HTTP_PROGRAMS.each_ref().map(figure);
    Ok([alone?, axum?, ours?])
}

fn counted(counter: Counter, event: &str) -> Result<Figures> {
    each(|program| measure::per_event(counter, &program.binary(binary(program)), event, 200))
}

/// Latency and CPU time, of processes that live at once and are served in turn.
fn serving(event: &str) -> Result<[Figures; 2]> {
    const ROUNDS: usize = 11;
    const REQUESTS: u32 = 2_000;

    let [alone, axum, ours] = HTTP_PROGRAMS.each_ref().map(|program| Process::start(&program.binary(binary(program))));
    let processes = [alone?, axum?, ours?];
    let mut latencies = [const { Vec::new() }; HTTP_PROGRAMS.len()];
    let mut cpus = [const { Vec::new() }; HTTP_PROGRAMS.len()];
    for process in &processes {
        process.serve(event, REQUESTS / 10)?;
        process.take_latencies();
    }
    for _ in 0..ROUNDS {
        for (index, process) in processes.iter().enumerate() {
            let before = process.cpu()?;
            process.serve(event, REQUESTS)?;
            cpus[index].push(process.cpu()?.saturating_sub(before) / REQUESTS);
            latencies[index].extend(process.take_latencies());
        }
    }
    Ok([latencies.map(micros), cpus.map(micros)])
}

/// Wall and CPU time.
fn starting() -> Result<[Figures; 2]> {
    const ROUNDS: usize = 60;

    let mut walls = [const { Vec::new() }; HTTP_PROGRAMS.len()];
    let mut cpus = [const { Vec::new() }; HTTP_PROGRAMS.len()];
    for _ in 0..ROUNDS {
        for (index, program) in HTTP_PROGRAMS.iter().enumerate() {
            let process = Process::start(&program.binary(binary(program)))?;
            walls[index].push(process.start_up);
            cpus[index].push(process.cpu()?);
        }
    }
    Ok([walls.map(micros), cpus.map(micros)])
}
