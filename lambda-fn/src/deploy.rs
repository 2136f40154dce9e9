//! Deployment files from a function's description.

mod node;
mod package;
mod scalar;
mod template;
mod yaml;

use std::path::Path;

use crate::exit::Exit;
use crate::function::Function;
use package::Package;
use template::Template;

/// What is asked for on the command line.
pub(crate) enum Deployment {
    /// The template of the function alone, on stdout.
    Print,
}

impl Deployment {
    /// What belongs on stdout, without its last line feed.
    pub(crate) fn run(&self, function: &'static Function) -> Result<String, Exit> {
        let text = match self {
            Self::Print => Template::of(function, &Package::seen_from(Path::new("."))).to_yaml(),
        };
        Ok(text.trim_end().to_owned())
    }
}
