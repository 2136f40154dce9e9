//! The table.

use crate::programs::{OURS, PROGRAMS, TEMPLATE, TEMPLATE_AS_WRITTEN, TUNED};

/// The most that `#[lambda_fn]` may cost, as a part of what the others cost.
#[derive(Clone, Copy, Default)]
pub(crate) struct Bars {
    pub(crate) template: Option<f64>,
    pub(crate) tuned: Option<f64>,
}

pub(crate) struct Row {
    measure: String,
    /// One figure for each program; the least is the best.
    figures: Vec<f64>,
    bars: Bars,
}

impl Row {
    pub(crate) fn new(measure: impl Into<String>, figures: Vec<f64>, bars: Bars) -> Self {
        Self { measure: measure.into(), figures, bars }
    }

    fn ratio(&self, to: usize, bar: Option<f64>) -> String {
        let ratio = self.figures[OURS] / self.figures[to];
        match bar {
            Some(bar) if ratio <= bar => format!("{ratio:.2} (≤ {bar:.2}, ok)"),
            Some(bar) => format!("{ratio:.2} (≤ {bar:.2}, over)"),
            None => format!("{ratio:.2}"),
        }
    }
}

pub(crate) fn print(rows: &[Row]) {
    for program in &PROGRAMS {
        println!("{:2}  {}", program.name, program.what);
    }
    let names = PROGRAMS.map(|program| format!("{:>6}", program.name)).join(" |");
    println!("\n| {:39} |{names} | {:18} | {:18} | {:18} |", "measure", "L/T0", "L/T", "L/H");
    println!("|{}|{}{}", "-".repeat(41), "------:|".repeat(PROGRAMS.len()), format!("{}|", "-".repeat(20)).repeat(3));
    for row in rows {
        let figures: Vec<String> = row.figures.iter().map(|figure| format!("{:>6}", figure_text(*figure))).collect();
        let as_written = row.ratio(TEMPLATE_AS_WRITTEN, row.bars.template);
        let (template, tuned) = (row.ratio(TEMPLATE, row.bars.template), row.ratio(TUNED, row.bars.tuned));
        println!("| {:39} |{} | {as_written:18} | {template:18} | {tuned:18} |", row.measure, figures.join(" |"));
    }
}

pub(crate) fn figure_text(figure: f64) -> String {
    match figure {
        100.0.. => format!("{figure:.0}"),
        10.0.. => format!("{figure:.1}"),
        _ => format!("{figure:.2}"),
    }
}
