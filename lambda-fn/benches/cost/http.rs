//! What an HTTP request costs: `#[lambda_fn(http(…))]` beside `lambda_http` by hand, alone and with axum.

use crate::measure::{self, Process};
use crate::programs::{self, HTTP_PROGRAMS};
use crate::report::{Bars, Table};
use crate::support::median;
use crate::{Result, events, rows};

pub(crate) fn run() -> Result<()> {
    let mut table = table();
    programs::build(&table.programs, &["http"])?;
    serving(&mut table)?;
    rows::counts(&mut table, "http", "request", &events::request(), 200, Bars::NONE)?;
    rows::starting(&mut table, "http", Bars::NONE, Bars::NONE)?;
    rows::binary(&mut table, "http", "release binary, MB", Bars::NONE)?;
    rows::crates(&mut table)
}

/// Clean release builds.
pub(crate) fn build() -> Result<()> {
    rows::clean_builds(table(), "http", Bars::NONE)
}

fn table() -> Table {
    Table::new(&HTTP_PROGRAMS.iter().collect::<Vec<_>>(), &["P", "A"])
}

/// Latency and CPU time, of processes that live at once and are served in turn.
fn serving(table: &mut Table) -> Result<()> {
    const REQUESTS: u32 = 2_000;

    let event = events::request();
    let processes = Process::start_all(&table.programs, "http")?;
    for process in &processes {
        process.serve(&event, REQUESTS / 10)?;
        process.take_latencies();
    }
    let [latencies, cpus] = measure::in_turn(11, &processes, |process| {
        let [_, cpu] = process.cost(&event, REQUESTS)?;
        Ok([measure::micros(median(process.take_latencies())), cpu])
    })?;
    table.row("latency of a request, µs", latencies, Bars::NONE);
    table.row("CPU per request, µs", cpus, Bars::NONE);
    Ok(())
}
