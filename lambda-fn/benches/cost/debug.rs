//! What one waits for while one writes a function.

use std::fs;
use std::path::{Path, PathBuf};

use crate::edited::Edited;
use crate::programs::{SOURCES, TARGET};
use crate::report::{Bars, Table, figure_text};
use crate::{Result, measure, programs};

const BARS: Bars = Bars { template: Some(1.05), tuned: Some(1.05), floor: None };

pub(crate) fn run() -> Result<()> {
    let expansion = expansion()?;
    println!("expansion of one function: {} ms\n", figure_text(expansion));

    let programs = programs::named(&["T", "H", "L"]);
    let mut table = Table::new(&programs, &["T", "H"]);
    let copies = programs::each(&programs, |program| Edited::copy(program.package))?;
    let mut number = 0;
    for (copy, program) in copies.iter().zip(&programs) {
        copy.edit(number)?;
        copy.check(program.features)?;
    }
    let subjects: Vec<_> = copies.iter().zip(&programs).collect();
    let [walls, cpus] = measure::in_turn(15, &subjects, |(copy, program)| {
        number += 1;
        copy.edit(number)?;
        measure::seconds(|| copy.check(program.features))
    })?;
    table.row("`cargo check` after a change, wall, s", walls, BARS);
    table.row("`cargo check` after a change, CPU, s", cpus, BARS);
    let [walls, cpus] =
        measure::in_turn(3, &programs, |program| measure::seconds(|| program.build_debug_clean("small")))?;
    table.row("clean debug build, wall, s", walls, BARS);
    table.row("clean debug build, CPU, s", cpus, BARS);
    Ok(())
}

/// By the compiler's own account, in ms: of a crate with a hundred functions more than another. The macro is as cargo
/// builds it by itself, without optimisation.
fn expansion() -> Result<f64> {
    const MORE: u32 = 100;

    let package = Path::new(TARGET).join("expansion");
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("Cargo.toml"), MANIFEST.replace("PATH", env!("CARGO_MANIFEST_DIR")))?;
    let expanding = |functions: u32| {
        fs::write(package.join("src/main.rs"), source(functions))?;
        expanding(&package)
    };
    expanding(0)?;
    let [medians] = measure::in_turn(7, &[1, 1 + MORE], |functions| Ok([expanding(*functions)?]))?;
    Ok((medians[1] - medians[0]) * 1e3 / f64::from(MORE))
}

const MANIFEST: &str = r#"[package]
name = "expansion"
version = "0.0.0"
edition = "2024"

[dependencies]
lambda-fn = { path = "PATH" }
serde = { version = "1", features = ["derive"] }

[workspace]
"#;

fn source(functions: u32) -> String {
    const HEAD: &str = "use lambda_fn::{Context, Result, lambda_fn};\n\n\
         #[derive(serde::Deserialize)]\nstruct Request { name: String }\n\nfn main() {}\n";
    let function = |number| {
        format!(
            "\nmod function_{number} {{\n    use super::*;\n    #[lambda_fn(memory = 256, timeout = \"30s\")]\n    \
             async fn hello(request: Request, context: &Context) -> Result<String> {{\n        \
             Ok(format!(\"{{}} {{}}\", request.name, context.request_id))\n    }}\n}}\n"
        )
    };
    HEAD.to_owned() + &(0..functions).map(function).collect::<String>()
}

/// Seconds of the pass that expands all macros of the crate, and reads what they are expanded to.
fn expanding(package: &Path) -> Result<f64> {
    let mut cargo = programs::cargo(package, "rustc")?;
    cargo.args(["--target-dir"]).arg(package.join("target")).args(["--", "-Ztime-passes", "-Awarnings"]);
    cargo.env("RUSTC_WORKSPACE_WRAPPER", PathBuf::from(SOURCES).join("../support/rustc"));
    let output = cargo.output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    let pass = text.lines().find(|line| line.trim_end().ends_with("\tmacro_expand_crate"));
    let seconds = pass.and_then(|line| line.trim().strip_prefix("time:")?.split(';').next());
    Ok(seconds
        .ok_or_else(|| format!("the compiler does not say how long it expands macros: {text}"))?
        .trim()
        .parse()?)
}
