//! The sample events in the published `aws_lambda_events`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder of the package, wherever cargo keeps it.
pub fn fixtures() -> PathBuf {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "aws_lambda_events").unwrap();
    Path::new(package["manifest_path"].as_str().unwrap()).with_file_name("src").join("fixtures")
}

/// Each sample by its name, without `example-` and `.json`.
pub fn samples() -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path());
    let sample = |file: PathBuf| {
        let name = file.file_name()?.to_str()?.strip_prefix("example-")?.strip_suffix(".json")?;
        Some((name.to_owned(), std::fs::read(&file).unwrap()))
    };
    let samples: BTreeMap<_, _> = files.filter_map(sample).collect();
    assert!(samples.len() > 150, "{} samples", samples.len());
    samples
}
