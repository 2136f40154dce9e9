//! Prints the public API of a crate, with what is derived and without what is blanket or automatic, from the JSON of its rustdoc.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let json = std::env::args().nth(1).ok_or("name the JSON of rustdoc")?;
    let api = public_api::Builder::from_rustdoc_json(json);
    let api = api.omit_blanket_impls(true).omit_auto_trait_impls(true).build()?;
    print!("{api}");
    Ok(())
}
