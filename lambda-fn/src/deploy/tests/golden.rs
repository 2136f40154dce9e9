//! `tests/templates/NAME.yaml`: what is printed for each trigger, to be read by a person.
//!
//! `UPDATE_TEMPLATES=1 cargo test -p lambda-fn golden` writes them anew.

use std::path::Path;
use std::{env, fs};

use super::functions::GOLDEN;
use super::{template, write};

#[test]
fn templates_are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/templates");
    for (name, function) in GOLDEN {
        let file = folder.join(name).with_extension("yaml");
        let printed = template(function).to_yaml();
        if env::var_os("UPDATE_TEMPLATES").is_some() {
            fs::write(&file, &printed).expect("the template can be written");
        }
        let pinned = fs::read_to_string(&file).unwrap_or_default();
        assert!(pinned == printed, "{} is not what is printed now:\n{printed}", file.display());
    }
}

#[test]
fn what_is_printed_is_up_to_date() {
    for (_, function) in GOLDEN {
        let printed = template(function).to_yaml();
        assert_eq!(write("", function), printed);
        assert_eq!(write(&printed, function), printed);
    }
}
