//! The tables.

use crate::programs::{OURS, Program};

/// The most that `#[lambda_fn]` may cost, as a part of what the others cost.
#[derive(Clone, Copy, Default)]
pub(crate) struct Bars {
    pub(crate) template: Option<f64>,
    pub(crate) tuned: Option<f64>,
    pub(crate) floor: Option<f64>,
}

impl Bars {
    pub(crate) const NONE: Self = Self { template: None, tuned: None, floor: None };

    fn of(self, program: &str) -> Option<f64> {
        match program {
            "T" | "T0" => self.template,
            "H" => self.tuned,
            "F" => self.floor,
            _ => None,
        }
    }
}

pub(crate) struct Row {
    pub(crate) measure: String,
    /// One for each program of the table.
    pub(crate) figures: Vec<f64>,
}

/// A table in Markdown, whose rows are printed as they come: what ours is of the others, and a column for each program.
pub(crate) struct Table {
    pub(crate) programs: Vec<&'static Program>,
    /// Where the others stand among the programs.
    others: Vec<usize>,
    ours: usize,
    pub(crate) rows: Vec<Row>,
}

impl Table {
    pub(crate) fn new(programs: &[&'static Program], others: &[&str]) -> Self {
        let place = |name| programs.iter().position(|program| program.name == name).expect("a program of the table");
        let others: Vec<usize> = others.iter().map(|name| place(*name)).collect();
        let table = Self { programs: programs.to_vec(), others, ours: place(OURS), rows: Vec::new() };
        table.print_head();
        table
    }

    fn print_head(&self) {
        for program in &self.programs {
            println!("{:2}  {}", program.name, program.what);
        }
        let programs = self.programs.iter().map(|program| format!("{:>6}", program.name));
        let ratios =
            self.others.iter().map(|other| format!("{:>11}", format!("{OURS}/{}", self.programs[*other].name)));
        println!("\n| {:45} | {} |", "measure", ratios.chain(programs).collect::<Vec<_>>().join(" | "));
        let columns =
            ["-----------:|"].repeat(self.others.len()).into_iter().chain(["------:|"].repeat(self.programs.len()));
        println!("|{}|-{}", "-".repeat(47), columns.collect::<Vec<_>>().join("-"));
    }

    pub(crate) fn row(&mut self, measure: impl Into<String>, figures: Vec<f64>, bars: Bars) {
        let measure = measure.into();
        let texts = figures.iter().map(|figure| format!("{:>6}", figure_text(*figure)));
        let ratios = self.others.iter().map(|other| {
            let bar = bars.of(self.programs[*other].name);
            format!("{:>11}", ratio_text(figures[self.ours] / figures[*other], bar))
        });
        println!("| {measure:45} | {} |", ratios.chain(texts).collect::<Vec<_>>().join(" | "));
        self.rows.push(Row { measure, figures });
    }
}

fn ratio_text(ratio: f64, bar: Option<f64>) -> String {
    match bar {
        Some(bar) if ratio <= bar => format!("{ratio:.2} ≤ {bar:.2}"),
        Some(bar) => format!("{ratio:.2} > {bar:.2}"),
        None => format!("{ratio:.2}"),
    }
}

pub(crate) fn figure_text(figure: f64) -> String {
    match figure {
        100.0.. => format!("{figure:.0}"),
        10.0.. => format!("{figure:.1}"),
        _ => format!("{figure:.2}"),
    }
}
