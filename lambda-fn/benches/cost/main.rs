//! What a function costs: `#[lambda_fn]` beside `lambda_runtime` by hand, in turn, on this machine.
//!
//! `cargo bench -p lambda-fn --bench cost` prints the first table of `docs/benchmarks.md`; what stands behind `--` asks for
//! another:
//!
//! | behind `--` | what |
//! |---|---|
//! | `figures` | the first table, and writes `docs/benchmarks.json` and the chart of it |
//! | `chart` | only draws `docs/benchmarks.svg` from `docs/benchmarks.json` |
//! | `build` | clean release builds |
//! | `debug` | clean debug builds, `cargo check` after a change, the expansion of one function |
//! | `growth` | events of 1 KB to 6 MB |
//! | `soak` | memory over a million events |
//! | `concurrency` | 1 to 64 events in flight |
//! | `throttled` | 7 % of a processor |
//! | `features` | each feature switched on |
//! | `profile` | each setting of the release profile: `docs/release-profile.md` |
//! | `batch` | handlers of records |
//! | `http`, `http build` | functions that answer HTTP requests, and their builds |
//! | `check` | holds what can be counted exactly to `benches/baseline.txt` |
//! | `baseline` | writes that file |

mod baseline;
mod batch;
mod chart;
mod concurrency;
mod control_group;
mod debug;
mod edited;
mod events;
mod features;
mod figures;
mod growth;
mod http;
mod measure;
mod profile;
mod programs;
mod report;
mod rows;
mod runtime_api;
mod soak;
#[path = "../support/mod.rs"]
mod support;
mod throttled;

use measure::Process;
use programs::PROGRAMS;
use report::{Bars, Table};
use support::Result;

fn main() -> Result<()> {
    // cargo adds one that starts with `--`
    let words: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match words.join(" ").as_str() {
        "" => table().map(drop),
        "figures" => figures::write(&table()?),
        "chart" => chart::draw(),
        "build" => clean_builds(),
        "debug" => debug::run(),
        "growth" => growth::run(),
        "soak" => soak::run(),
        "concurrency" => concurrency::run(),
        "throttled" => throttled::run(),
        "features" => features::run(),
        "profile" => profile::run(),
        "batch" => batch::run(),
        "http" => http::run(),
        "http build" => http::build(),
        "check" => baseline::check(),
        "baseline" => baseline::write(),
        other => Err(format!("there is no `{other}` to measure; `benches/cost/main.rs` lists what there is").into()),
    }
}

const CPU_SMALL: Bars = Bars { template: Some(0.55), tuned: Some(1.02), floor: Some(1.45) };
const CPU_LARGE: Bars = Bars { template: Some(0.58), tuned: Some(0.72), floor: Some(1.05) };
const INSTRUCTIONS: Bars = Bars { template: Some(0.76), tuned: Some(1.02), floor: None };
const START_CPU: Bars = Bars { template: Some(0.80), tuned: Some(1.02), floor: Some(1.25) };
const START_WALL: Bars = Bars { template: Some(0.80), tuned: Some(1.02), floor: Some(1.30) };
const MEMORY: Bars = Bars { template: Some(0.75), tuned: Some(1.05), floor: None };
const BINARY: Bars = Bars { template: Some(0.45), tuned: Some(1.05), floor: None };
const BUILD: Bars = Bars { template: Some(1.0), tuned: Some(1.05), floor: None };

fn table() -> Result<Table> {
    let programs: Vec<_> = PROGRAMS.iter().collect();
    programs::build(&programs, &["small", "large"])?;
    let mut table = Table::new(&programs, &["T0", "T", "H", "F"]);
    running(&mut table, "small", &events::greeting(), 2_000, CPU_SMALL)?;
    running(&mut table, "large", &events::orders(), 200, CPU_LARGE)?;
    rows::counts(&mut table, "small", "small event", &events::greeting(), 200, INSTRUCTIONS)?;
    rows::counts(&mut table, "large", "large event", &events::orders(), 20, INSTRUCTIONS)?;
    rows::starting(&mut table, "small", START_WALL, START_CPU)?;
    rows::binary(&mut table, "small", "release binary, MB", BINARY)?;
    rows::binary(&mut table, "large", "release binary of the large event's, MB", BINARY)?;
    rows::crates(&mut table)?;
    Ok(table)
}

/// CPU per event and peak memory, of processes that all live at once and are served one after the other.
fn running(table: &mut Table, bin: &str, event: &str, events: u32, cpu: Bars) -> Result<()> {
    let processes = Process::start_all(&table.programs, bin)?;
    for process in &processes {
        process.serve(event, events / 10)?;
    }
    let [_, cpus] = measure::in_turn(11, &processes, |process| process.cost(event, events))?;
    table.row(format!("CPU per {bin} event, µs"), cpus, cpu);
    let memory = processes.iter().map(Process::peak_memory).collect::<Result<_>>()?;
    table.row(format!("peak memory, {bin} events, MB"), memory, MEMORY);
    Ok(())
}

fn clean_builds() -> Result<()> {
    rows::clean_builds(Table::new(&PROGRAMS.iter().collect::<Vec<_>>(), &["T0", "T", "H", "F"]), "small", BUILD)
}
