//! `docs/benchmarks.svg`: bars of what each program costs, the first of them being the whole.

use std::fmt::Write;
use std::fs;

use crate::figures::{self, Figures};
use crate::{Result, report};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/benchmarks.svg");
const UPDATE: &str = "cargo bench -p lambda-fn --bench cost -- chart";

const MEASURES: [(&str, &str, &str); 6] = [
    ("CPU per small event, µs", "CPU for a small event", "µs"),
    ("CPU per large event, µs", "CPU for an event of 114 KB", "µs"),
    ("allocations per large event", "allocations for it", ""),
    ("exec to the first /next, CPU, µs", "CPU to the first event", "µs"),
    ("peak memory, small events, MB", "peak memory", "MB"),
    ("release binary, MB", "release binary", "MB"),
];
const PROGRAMS: [(&str, &str); 4] = [
    ("T0", "cargo lambda new"),
    ("H", "lambda_runtime, tuned by hand"),
    ("L", "#[lambda_fn]"),
    ("F", "a bare loop over a socket, no log"),
];

const WIDTH: u32 = 760;
const BARS_FROM: u32 = 200;
const WHOLE: f64 = 430.0;
const BAR: u32 = 13;
const GROUP: u32 = 4 * BAR + 16;
const TOP: u32 = 56;

pub(crate) fn draw() -> Result<()> {
    Ok(fs::write(FILE, svg(&figures::read()?)?)?)
}

/// Fails where the chart is not the one of the figures.
pub(crate) fn check() -> Result<()> {
    match fs::read_to_string(FILE)? == svg(&figures::read()?)? {
        true => Ok(()),
        false => Err(format!(
            "`docs/benchmarks.svg` is not what is drawn from `docs/benchmarks.json`; run `{UPDATE}` and commit it"
        )
        .into()),
    }
}

fn svg(figures: &Figures) -> Result<String> {
    let height = TOP + 6 * GROUP;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"title\">\n\
         <title id=\"title\">What a function costs, less is better</title>\n{STYLE}"
    );
    text(&mut svg, 16, 20, "title", "What a function costs: less is better")?;
    legend(&mut svg)?;
    for (index, (measure, label, unit)) in (0..).zip(MEASURES) {
        let of_programs = figures.get(measure).ok_or_else(|| format!("no figure of `{measure}`"))?;
        let top = TOP + index * GROUP;
        text(&mut svg, 16, top + 2 * BAR + 4, "", label)?;
        let figure = |name: &str| of_programs.get(name).copied().ok_or_else(|| format!("no `{measure}` of {name}"));
        let whole = figure(PROGRAMS[0].0)?;
        for (place, (name, _)) in (0..).zip(PROGRAMS) {
            bar(&mut svg, top + place * BAR, name, figure(name)?, whole, unit)?;
        }
    }
    Ok(svg + "</svg>\n")
}

const STYLE: &str = "<style>\n\
    text { font: 12px system-ui, sans-serif; fill: #24292f }\n\
    .title { font-size: 14px; font-weight: 600 }\n\
    .figure { font-size: 10px }\n\
    .T0 { fill: #afb8c1 } .H { fill: #6e7781 } .L { fill: #e36209 } .F { fill: #d8dee4 }\n\
    @media (prefers-color-scheme: dark) {\n\
    text { fill: #e6edf3 } .T0 { fill: #6e7681 } .H { fill: #9ea7b3 } .L { fill: #ffa657 } .F { fill: #484f58 }\n\
    }\n</style>\n";

fn legend(svg: &mut String) -> Result<()> {
    for ((name, what), x) in PROGRAMS.into_iter().zip([16, 160, 385, 500]) {
        writeln!(svg, "<rect class=\"{name}\" x=\"{x}\" y=\"32\" width=\"10\" height=\"10\"/>")?;
        text(svg, x + 15, 41, "", what)?;
    }
    Ok(())
}

fn bar(svg: &mut String, y: u32, class: &str, figure: f64, whole: f64, unit: &str) -> Result<()> {
    let width = WHOLE * figure / whole;
    let height = BAR - 2;
    writeln!(svg, "<rect class=\"{class}\" x=\"{BARS_FROM}\" y=\"{y}\" width=\"{width:.1}\" height=\"{height}\"/>")?;
    let percent = figure / whole * 100.0;
    let label = format!("{} {unit}", report::figure_text(figure));
    let beside = f64::from(BARS_FROM) + width + 5.0;
    Ok(writeln!(
        svg,
        "<text class=\"figure\" x=\"{beside:.1}\" y=\"{}\">{} · {percent:.0} %</text>",
        y + height - 2,
        label.trim_end(),
    )?)
}

fn text(svg: &mut String, x: u32, y: u32, class: &str, words: &str) -> Result<()> {
    Ok(writeln!(svg, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{words}</text>")?)
}
