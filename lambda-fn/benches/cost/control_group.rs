//! A share of a processor, as Lambda gives it: by Linux's control groups.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Result;

/// As long as Lambda's own, by what is published of it; Linux's default is 100 ms.
const PERIOD: Duration = Duration::from_millis(20);
/// Behind it, a process that has done little has its whole quota again.
pub(crate) const REST: Duration = Duration::from_millis(60);

pub(crate) struct ControlGroup {
    directory: PathBuf,
}

impl ControlGroup {
    /// Of one processor; removed with the last of its processes.
    pub(crate) fn new(name: &str, share: f64) -> Result<Self> {
        let period = PERIOD.as_micros().to_string();
        let quota = PERIOD.mul_f64(share).as_micros().to_string();
        let name = format!("lambda-fn-{name}-{}", std::process::id());
        let old = Path::new("/sys/fs/cgroup/cpu");
        let (parent, limits) = match old.exists() {
            true => (old, vec![("cpu.cfs_period_us", period), ("cpu.cfs_quota_us", quota)]),
            false => (Path::new("/sys/fs/cgroup"), vec![("cpu.max", format!("{quota} {period}"))]),
        };
        let group = Self { directory: parent.join(name) };
        group.limit(&limits).map_err(|error| format!("no control group can be made; run this as root: {error}"))?;
        Ok(group)
    }

    fn limit(&self, limits: &[(&str, String)]) -> io::Result<()> {
        fs::create_dir(&self.directory)?;
        limits.iter().try_for_each(|(file, limit)| fs::write(self.directory.join(file), limit))
    }

    /// The file that takes the ids of its processes.
    pub(crate) fn processes(&self) -> PathBuf {
        self.directory.join("cgroup.procs")
    }
}

impl Drop for ControlGroup {
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.directory);
    }
}
