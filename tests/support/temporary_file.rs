use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// A file that is gone with the test.
pub struct TemporaryFile(PathBuf);

impl TemporaryFile {
    /// Only a path, at which there is nothing yet.
    pub fn at_new_path() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("lambda-fn-tests-{}-{number}", std::process::id())))
    }

    /// A file of this text.
    pub fn with(text: &str) -> Self {
        let file = Self::at_new_path();
        std::fs::write(&file.0, text).unwrap();
        file
    }

    /// Where it is.
    pub fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
