//! What the benchmarks share.

pub(crate) mod http;

use std::error::Error;
use std::fs;
use std::process::{Command, Stdio};

pub(crate) type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

pub(crate) fn median<T: Copy + PartialOrd>(mut figures: Vec<T>) -> T {
    figures.sort_unstable_by(|one, other| one.partial_cmp(other).expect("figures have an order"));
    figures[figures.len() / 2]
}

/// What a command prints, once it succeeds.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output()?;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err(format!("{command:?} failed: {}", output.status).into()),
    }
}

/// A figure of `/proc/PID/status`, such as `VmRSS`, in MB.
pub(crate) fn memory(process: u32, figure: &str) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let mut fields = status.lines().filter_map(|line| line.split_once(':'));
    let field = fields.find_map(|(name, value)| (name == figure).then_some(value));
    let kilobytes = field.and_then(|value| value.trim().strip_suffix(" kB"));
    let kilobytes = kilobytes.ok_or_else(|| format!("no {figure} in /proc/{process}/status"))?;
    // of 1,024 bytes each
    Ok(kilobytes.parse::<f64>()? * 1024.0 / 1e6)
}
