//! The programs that are compared, in `programs/`, and how they are built.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::support::output;

/// As `Cargo.toml` of the workspace has it, for the examples.
const OUR_PROFILE: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1"),
    ("CARGO_PROFILE_RELEASE_LTO", "fat"),
    ("CARGO_PROFILE_RELEASE_STRIP", "true"),
];
const CARGOS_PROFILE: &[(&str, &str)] = &[];

pub(crate) struct Program {
    /// How the table calls it.
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    package: &'static str,
    features: &'static str,
    profile: &'static [(&'static str, &'static str)],
}

pub(crate) const TEMPLATE: usize = 0;
pub(crate) const TEMPLATE_AS_WRITTEN: usize = 1;
pub(crate) const TUNED: usize = 2;
pub(crate) const OURS: usize = 4;
pub(crate) const PROGRAMS: [Program; 5] = [
    Program {
        name: "T",
        what: "what `cargo lambda new` writes, in our release profile",
        package: "template",
        features: "",
        profile: OUR_PROFILE,
    },
    Program {
        name: "T0",
        what: "the same in cargo's release profile, as it is written",
        package: "template",
        features: "",
        profile: CARGOS_PROFILE,
    },
    Program {
        name: "H",
        what: "`lambda_runtime` tuned by hand, with a log like ours",
        package: "tuned",
        features: "logs",
        profile: OUR_PROFILE,
    },
    Program { name: "H0", what: "the same without a log", package: "tuned", features: "", profile: OUR_PROFILE },
    Program { name: "L", what: "`#[lambda_fn]`", package: "lambda-fn", features: "", profile: OUR_PROFILE },
];

/// Those that handle batches: by hand, and `#[lambda_fn]`.
pub(crate) const BATCH_PROGRAMS: [Program; 2] = [
    Program {
        name: "B",
        what: "a loop over `SqsEvent` by hand, with `lambda_runtime` tuned and a log like ours",
        package: "loop",
        features: "",
        profile: OUR_PROFILE,
    },
    Program { name: "L", what: "`#[lambda_fn(sqs(…))]`", package: "lambda-fn", features: "", profile: OUR_PROFILE },
];

/// Those that answer HTTP requests: `lambda_http` by hand, the same with axum, and `#[lambda_fn]`.
pub(crate) const HTTP_PROGRAMS: [Program; 3] = [
    Program {
        name: "P",
        what: "`lambda_http` by hand, alone, with a log like ours",
        package: "lambda-http",
        features: "alone",
        profile: OUR_PROFILE,
    },
    Program { name: "A", what: "the same with axum", package: "lambda-http", features: "axum", profile: OUR_PROFILE },
    Program { name: "L", what: "`#[lambda_fn(http(…))]`", package: "http", features: "", profile: OUR_PROFILE },
];

macro_rules! profiles {
    ($($name:literal $what:literal: $($setting:literal = $value:literal)*;)+) => {
        [$(Program {
            name: $name,
            what: $what,
            package: "lambda-fn",
            features: "",
            profile: &[$((concat!("CARGO_PROFILE_RELEASE_", $setting), $value)),*],
        }),+]
    };
}

/// `#[lambda_fn]` in our release profile, in cargo's, and in ours with one setting another.
pub(crate) const PROFILES: [Program; 8] = profiles! {
    "ours" "ours": "CODEGEN_UNITS" = "1" "LTO" = "fat" "STRIP" = "true";
    "cargo" "cargo's": ;
    "lto-off" "`lto = false`": "CODEGEN_UNITS" = "1" "LTO" = "false" "STRIP" = "true";
    "lto-thin" "`lto = \"thin\"`": "CODEGEN_UNITS" = "1" "LTO" = "thin" "STRIP" = "true";
    "codegen-units" "`codegen-units = 16`": "CODEGEN_UNITS" = "16" "LTO" = "fat" "STRIP" = "true";
    "strip" "`strip = \"none\"`": "CODEGEN_UNITS" = "1" "LTO" = "fat" "STRIP" = "none";
    "opt-level" "`opt-level = \"s\"`": "CODEGEN_UNITS" = "1" "LTO" = "fat" "STRIP" = "true" "OPT_LEVEL" = "s";
    "panic" "`panic = \"abort\"`": "CODEGEN_UNITS" = "1" "LTO" = "fat" "STRIP" = "true" "PANIC" = "abort";
};

/// The same of each program.
pub(crate) fn each<T>(measure: impl FnMut(&Program) -> Result<T>) -> Result<Vec<T>> {
    PROGRAMS.iter().map(measure).collect()
}

pub(crate) fn build_all() -> Result<()> {
    PROGRAMS.iter().try_for_each(|program| program.build(&program.target(), &["small", "large"]))
}

pub(crate) fn build_batch() -> Result<()> {
    BATCH_PROGRAMS.iter().try_for_each(|program| program.build(&program.target(), &["batch"]))
}

impl Program {
    pub(crate) fn binary(&self, bin: &str) -> PathBuf {
        self.target().join("release").join(bin)
    }

    fn directory(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs").join(self.package)
    }

    pub(crate) fn target(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench-programs").join(self.package).join(self.name)
    }

    pub(crate) fn build(&self, target: &Path, bins: &[&str]) -> Result<()> {
        let mut cargo = self.cargo("build")?;
        cargo.args(["--release", "--quiet", "--target-dir"]).arg(target);
        cargo.args(bins.iter().flat_map(|bin| ["--bin", bin]));
        output(&mut cargo).map(drop)
    }

    /// From nothing to a program.
    pub(crate) fn build_clean(&self, bin: &str) -> Result<()> {
        let target = self.clean_target();
        match std::fs::remove_dir_all(&target) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => self.build(&target, &[bin]),
        }
    }

    /// Of `build_clean`.
    pub(crate) fn clean_binary(&self, bin: &str) -> PathBuf {
        self.clean_target().join("release").join(bin)
    }

    fn clean_target(&self) -> PathBuf {
        self.target().join("clean")
    }

    /// How many crates cargo compiles for it.
    pub(crate) fn dependencies(&self) -> Result<f64> {
        let mut cargo = self.cargo("tree")?;
        cargo.args(["--edges", "normal,build", "--prefix", "none", "--no-dedupe", "--format", "{p}"]);
        let tree = output(&mut cargo)?;
        let crates: HashSet<&str> = tree.lines().filter_map(|line| line.split(" (").next()).collect();
        Ok(f64::from(u32::try_from(crates.len())?))
    }

    fn cargo(&self, command: &str) -> Result<Command> {
        // the versions of the workspace
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        std::fs::copy(lock, self.directory().join("Cargo.lock"))?;
        let mut cargo = Command::new(env!("CARGO"));
        cargo.arg(command).args(["--features", self.features]).current_dir(self.directory());
        cargo.envs(self.profile.iter().copied());
        Ok(cargo)
    }
}
