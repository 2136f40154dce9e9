//! A copy of the programs, to be edited.

use std::fs;
use std::path::{Path, PathBuf};

use crate::programs::{SOURCES, TARGET};
use crate::{Result, programs};

pub(crate) struct Edited {
    package: PathBuf,
    handler: PathBuf,
    /// Of the file of the handler, as it was.
    text: String,
}

impl Edited {
    /// The small function of a package.
    pub(crate) fn copy(package: &str) -> Result<Self> {
        let copy = Path::new(TARGET).join("edited");
        for directory in ["shared", package] {
            copy_all(&Path::new(SOURCES).join(directory), &copy.join(directory))?;
        }
        let package = copy.join(package);
        let manifest = fs::read_to_string(package.join("Cargo.toml"))?;
        fs::write(
            package.join("Cargo.toml"),
            manifest.replace("\"../../..\"", &format!("{:?}", env!("CARGO_MANIFEST_DIR"))),
        )?;
        let handler = package.join("src/bin/small.rs");
        let text = fs::read_to_string(&handler)?;
        Ok(Self { package, handler, text })
    }

    /// Adds a line to the handler's body, another one for each number.
    pub(crate) fn edit(&self, number: u32) -> Result<()> {
        const BODY: &str = "    Ok(event";

        assert_eq!(self.text.matches(BODY).count(), 1, "one body in {}", self.handler.display());
        let edited = self.text.replace(BODY, &format!("    assert!(event_number() != {number});\n{BODY}"));
        Ok(fs::write(&self.handler, edited + "\nfn event_number() -> u32 {\n    0\n}\n")?)
    }

    pub(crate) fn check(&self, options: &[&str]) -> Result<()> {
        let mut cargo = programs::cargo(&self.package, "check")?;
        cargo.args(["--quiet", "--bin", "small", "--target-dir"]).arg(self.package.join("target")).args(options);
        crate::support::output(&mut cargo).map(drop)
    }
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy_all(&entry.path(), &to)?,
            false => fs::copy(entry.path(), to).map(drop)?,
        }
    }
    Ok(())
}
