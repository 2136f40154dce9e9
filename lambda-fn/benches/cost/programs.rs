//! The programs that are compared, in `programs/`, and how they are built.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::support::output;

pub(crate) const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/programs");
pub(crate) const TARGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/bench-programs");

/// As `Cargo.toml` of the workspace has it, for the examples.
const OUR_PROFILE: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1"),
    ("CARGO_PROFILE_RELEASE_LTO", "fat"),
    ("CARGO_PROFILE_RELEASE_STRIP", "true"),
];
const CARGOS_PROFILE: &[(&str, &str)] = &[];

/// As cargo's options say them.
pub(crate) type Features = &'static [&'static str];

pub(crate) struct Program {
    /// How the table calls it.
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) package: &'static str,
    pub(crate) features: Features,
    profile: &'static [(&'static str, &'static str)],
}

/// The name of what is compared with all others.
pub(crate) const OURS: &str = "L";

pub(crate) static PROGRAMS: [Program; 6] = [
    Program {
        name: "T",
        what: "what `cargo lambda new` writes, in our release profile",
        package: "template",
        features: &[],
        profile: OUR_PROFILE,
    },
    Program {
        name: "T0",
        what: "the same in cargo's release profile, as it is written",
        package: "template",
        features: &[],
        profile: CARGOS_PROFILE,
    },
    Program {
        name: "H",
        what: "`lambda_runtime` tuned by hand, with a log like ours",
        package: "tuned",
        features: &["--features=logs"],
        profile: OUR_PROFILE,
    },
    Program { name: "H0", what: "the same without a log", package: "tuned", features: &[], profile: OUR_PROFILE },
    Program { name: OURS, what: "`#[lambda_fn]`", package: "lambda-fn", features: &[], profile: OUR_PROFILE },
    Program {
        name: "F",
        what: "the floor: a blocking loop over a socket of `std`, without a log",
        package: "floor",
        features: &[],
        profile: OUR_PROFILE,
    },
];

/// Those that serve several events at once.
pub(crate) static CONCURRENT_PROGRAMS: [Program; 2] = [
    Program {
        name: "H",
        what: "`run_concurrent` of `lambda_runtime` by hand, on several threads, with a log like ours",
        package: "tuned",
        features: &["--features=logs,concurrent"],
        profile: OUR_PROFILE,
    },
    Program {
        name: OURS,
        what: "`#[lambda_fn(managed_instances = true, runtime = \"multi_thread\")]`",
        package: "lambda-fn",
        features: &["--features=concurrent"],
        profile: OUR_PROFILE,
    },
];

/// Those that handle batches: by hand, and `#[lambda_fn]`.
pub(crate) static BATCH_PROGRAMS: [Program; 2] = [
    Program {
        name: "B",
        what: "a loop over `SqsEvent` by hand, with `lambda_runtime` tuned and a log like ours",
        package: "loop",
        features: &[],
        profile: OUR_PROFILE,
    },
    Program { name: OURS, what: "`#[lambda_fn(sqs(…))]`", package: "lambda-fn", features: &[], profile: OUR_PROFILE },
];

/// Those that answer HTTP requests: `lambda_http` by hand, the same with axum, and `#[lambda_fn]`.
pub(crate) static HTTP_PROGRAMS: [Program; 3] = [
    Program {
        name: "P",
        what: "`lambda_http` by hand, alone, with a log like ours",
        package: "lambda-http",
        features: &[],
        profile: OUR_PROFILE,
    },
    Program {
        name: "A",
        what: "the same with axum",
        package: "lambda-http",
        features: &["--features=axum"],
        profile: OUR_PROFILE,
    },
    Program { name: OURS, what: "`#[lambda_fn(http(…))]`", package: "http", features: &[], profile: OUR_PROFILE },
];

macro_rules! profiles {
    ($($name:literal $what:literal: $($setting:literal = $value:literal)*;)+) => {
        [$(Program {
            name: $name,
            what: $what,
            package: "lambda-fn",
            features: &[],
            profile: &[$((concat!("CARGO_PROFILE_RELEASE_", $setting), $value)),*],
        }),+]
    };
}

/// `#[lambda_fn]` in our release profile, in cargo's, and in ours with one setting another.
pub(crate) static PROFILES: [Program; 8] = profiles! {
    "ours" "ours": "CODEGEN_UNITS" = "1" "LTO" = "fat" "STRIP" = "true";
    "cargo" "cargo's": ;
    "lto-off" "`lto = false`": "CODEGEN_UNITS" = "1" "LTO" = "false" "STRIP" = "true";
    "lto-thin" "`lto = \"thin\"`": "CODEGEN_UNITS" = "1" "LTO" = "thin" "STRIP" = "true";
    "codegen-units" "`codegen-units = 16`": "CODEGEN_UNITS" = "16" "LTO" = "fat" "STRIP" = "true";
    "strip" "`strip = \"none\"`": "CODEGEN_UNITS" = "1" "LTO" = "fat" "STRIP" = "none";
    "opt-level" "`opt-level = \"s\"`": "CODEGEN_UNITS" = "1" "LTO" = "fat" "STRIP" = "true" "OPT_LEVEL" = "s";
    "panic" "`panic = \"abort\"`": "CODEGEN_UNITS" = "1" "LTO" = "fat" "STRIP" = "true" "PANIC" = "abort";
};

macro_rules! features {
    ($($feature:literal)+) => {
        [
            Program { name: "default", what: "`local`, the default", package: "lambda-fn", features: &[], profile: OUR_PROFILE },
            Program {
                name: "none",
                what: "without `local`",
                package: "lambda-fn",
                features: &["--no-default-features"],
                profile: OUR_PROFILE,
            },
            $(Program {
                name: $feature,
                what: concat!("`", $feature, "`"),
                package: "lambda-fn",
                features: &[concat!("--features=lambda-fn/", $feature)],
                profile: OUR_PROFILE,
            }),+
        ]
    };
}

/// `#[lambda_fn]` with each feature switched on.
pub(crate) static FEATURES: [Program; 16] = features! {
    "local-release" "testing" "graceful-shutdown" "http"
    "cloudwatch-logs" "cognito" "dynamodb" "eventbridge" "firehose" "kafka" "kinesis" "s3" "sns" "sqs"
};

pub(crate) fn named(names: &[&str]) -> Vec<&'static Program> {
    let find = |name: &&str| PROGRAMS.iter().find(|program| program.name == *name).expect("a program by this name");
    names.iter().map(find).collect()
}

/// The same of each program.
pub(crate) fn each<T>(programs: &[&Program], measure: impl FnMut(&Program) -> Result<T>) -> Result<Vec<T>> {
    programs.iter().copied().map(measure).collect()
}

pub(crate) fn build(programs: &[&Program], bins: &[&str]) -> Result<()> {
    programs.iter().try_for_each(|program| program.build(&program.target(), bins))
}

impl Program {
    pub(crate) fn binary(&self, bin: &str) -> PathBuf {
        self.target().join("release").join(bin)
    }

    fn directory(&self) -> PathBuf {
        Path::new(SOURCES).join(self.package)
    }

    pub(crate) fn target(&self) -> PathBuf {
        Path::new(TARGET).join(self.package).join(self.name)
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
        remove(&target)?;
        self.build(&target, &[bin])
    }

    /// The same in cargo's debug profile.
    pub(crate) fn build_debug_clean(&self, bin: &str) -> Result<()> {
        let target = self.clean_target();
        remove(&target)?;
        let mut cargo = self.cargo("build")?;
        cargo.args(["--quiet", "--bin", bin, "--target-dir"]).arg(target);
        output(&mut cargo).map(drop)
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
        let mut cargo = cargo(&self.directory(), command)?;
        cargo.args(self.features).envs(self.profile.iter().copied());
        Ok(cargo)
    }
}

/// With the versions of the workspace, the newest of what it does not have, and debug builds as cargo makes them by itself.
pub(crate) fn cargo(package: &Path, command: &str) -> Result<Command> {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, package.join("Cargo.lock"))?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo.arg(command).current_dir(package).env_remove("CARGO_INCREMENTAL").env_remove("CARGO_PROFILE_DEV_DEBUG");
    Ok(cargo)
}

fn remove(directory: &Path) -> Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
