//! The figures of the first table in `docs/benchmarks.json`, for the chart.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use crate::report::Table;
use crate::{Result, chart};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/benchmarks.json");

/// For each measure, one for each program.
pub(crate) type Figures = BTreeMap<String, BTreeMap<String, f64>>;

#[derive(Deserialize, Serialize)]
struct File {
    /// What writes it.
    command: String,
    figures: Figures,
}

pub(crate) fn read() -> Result<Figures> {
    Ok(serde_json::from_str::<File>(&fs::read_to_string(FILE)?)?.figures)
}

pub(crate) fn write(table: &Table) -> Result<()> {
    let of_programs = |figures: &[f64]| {
        let rounded = figures.iter().map(|figure| (figure * 1e4).round() / 1e4);
        table.programs.iter().map(|program| program.name.to_owned()).zip(rounded).collect()
    };
    let figures = table.rows.iter().map(|row| (row.measure.clone(), of_programs(&row.figures))).collect();
    let file = File { command: "cargo bench -p lambda-fn --bench cost -- figures".to_owned(), figures };
    fs::write(FILE, serde_json::to_string_pretty(&file)? + "\n")?;
    chart::draw()
}
