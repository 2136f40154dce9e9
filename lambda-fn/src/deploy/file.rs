//! A template's file: read whole, and written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::exit::Exit;
use crate::text_file::{MARK, read_to_string};

/// `None` where there is no such file.
pub(crate) fn read(file: &Path) -> Result<Option<String>, Exit> {
    match read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Exit::new(format!("`{}` cannot be read: {error}", file.display()))),
    }
}

/// Puts a text in the place of what was read: a reader sees the one or the other.
pub(crate) fn replace(file: &Path, read: Option<&str>, text: &str) -> Result<(), Exit> {
    // where it is a link, what it leads to
    let target = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let beside = beside(&target);
    let written = write(&beside, &target, read, text);
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.map_err(|error| Exit::new(format!("`{}` cannot be written: {error}", file.display())))
}

fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn write(beside: &Path, target: &Path, read: Option<&str>, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
    if let Some(read) = read {
        file.set_permissions(fs::metadata(target)?.permissions())?;
        let found = fs::read_to_string(target)?;
        if found.starts_with(MARK) {
            file.write_all(MARK.as_bytes())?;
        }
        file.write_all(text.as_bytes())?;
        if found.strip_prefix(MARK).unwrap_or(&found) != read {
            return Err(io::Error::other("it has changed in the meantime; try again"));
        }
    } else if target.exists() {
        return Err(io::Error::other("it was made in the meantime; try again"));
    } else {
        file.write_all(text.as_bytes())?;
    }
    file.sync_all()?;
    fs::rename(beside, target)?;
    // the name too, where a folder can be asked for that
    if let Ok(folder) = File::open(target.parent().unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
    Ok(())
}
