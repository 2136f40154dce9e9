use std::ffi::OsString;
use std::io::Read;
use std::path::Path;

use crate::exit::Exit;

pub(super) enum Command {
    Serve,
    Invoke(Vec<u8>),
    Describe,
    Help,
}

impl Command {
    pub(super) fn from_args(args: impl Iterator<Item = OsString>) -> Result<Self, Exit> {
        let args: Vec<_> = args.collect();
        let words: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
        let words: Vec<_> = words.iter().map(AsRef::as_ref).collect();
        match words.as_slice() {
            [] | ["serve"] => Ok(Self::Serve),
            ["describe"] => Ok(Self::Describe),
            ["help" | "--help" | "-h"] => Ok(Self::Help),
            ["invoke", _] => Ok(Self::Invoke(event(&args[1])?)),
            ["invoke"] => Err(Exit::new("`invoke` needs an event; give JSON, a file, or `-` for stdin")),
            [known @ ("serve" | "invoke" | "describe"), ..] => {
                Err(Exit::new(format!("`{known}` is given too many words; put an event in quotes")))
            }
            [unknown, ..] => Err(Exit::new(format!(
                "unknown command `{unknown}`; the commands are `serve`, `invoke` and `describe`"
            ))),
        }
    }
}

/// The event that is meant: JSON as it stands, stdin for `-`, else a file.
fn event(arg: &OsString) -> Result<Vec<u8>, Exit> {
    let text = arg.to_str();
    if text == Some("-") {
        let mut event = Vec::new();
        let read = std::io::stdin().read_to_end(&mut event);
        read.map_err(|error| Exit::new(format!("stdin cannot be read: {error}")))?;
        return Ok(event);
    }
    if let Some(json) = text
        && serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok()
    {
        return Ok(json.into());
    }
    std::fs::read(arg).map_err(|error| {
        let shown = Path::new(arg).display();
        Exit::new(format!("`{shown}` is neither JSON nor a file that can be read ({error}); quote JSON with '…'"))
    })
}
