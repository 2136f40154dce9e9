//! `tests/templates/NAME.tf`: the module for each trigger, to be read by a person.

use std::path::Path;
use std::{env, fs};

use super::functions::GOLDEN;
use crate::deploy::terraform::module;

#[test]
fn modules_are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/templates");
    for (name, function) in GOLDEN {
        let file = folder.join(name).with_extension("tf");
        let printed = module(function);
        if env::var_os("UPDATE_TEMPLATES").is_some() {
            fs::write(&file, &printed).expect("the module can be written");
        }
        let pinned = fs::read_to_string(&file).unwrap_or_default();
        assert!(pinned == printed, "{} is not what is printed now:\n{printed}", file.display());
    }
}
