//! Files that people write, and what they pipe: with the byte order mark that some editors and shells put before a text.

use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// UTF-8's byte order mark.
pub(crate) const MARK: &str = "\u{feff}";

/// The bytes of a file.
pub(crate) fn read(file: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(file).and_then(without_mark)
}

/// The text of a file.
pub(crate) fn read_to_string(file: &Path) -> io::Result<String> {
    read(file).and_then(text)
}

/// The bytes on stdin.
pub(crate) fn read_stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    without_mark(bytes)
}

/// The text on stdin.
pub(crate) fn read_stdin_to_string() -> io::Result<String> {
    read_stdin().and_then(text)
}

/// Takes the mark off. UTF-16 has one too, and nothing here reads that.
fn without_mark(mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    match bytes.as_slice() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            Err(io::Error::new(ErrorKind::InvalidData, "it is UTF-16; convert it to UTF-8"))
        }
        found => {
            if found.starts_with(MARK.as_bytes()) {
                bytes.drain(..MARK.len());
            }
            Ok(bytes)
        }
    }
}

fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not UTF-8; convert it to UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_part_of_a_text() {
        let read = |bytes: &[u8]| without_mark(bytes.to_vec()).and_then(text).map_err(|error| error.to_string());
        assert_eq!(read(b"\xef\xbb\xbf{}"), Ok("{}".to_owned()));
        assert_eq!(read("{\"a\":\"\u{feff}\"}".as_bytes()), Ok("{\"a\":\"\u{feff}\"}".to_owned()));
        assert_eq!(read(b""), Ok(String::new()));
        for utf_16 in [b"\xff\xfe{\0}\0".as_slice(), b"\xfe\xff\0{\0}"] {
            assert_eq!(read(utf_16), Err("it is UTF-16; convert it to UTF-8".to_owned()));
        }
        assert_eq!(read(b"{\xff}"), Err("it is not UTF-8; convert it to UTF-8".to_owned()));
    }
}
