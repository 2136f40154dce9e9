//! How each figure is got.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;
use crate::runtime_api::RuntimeApi;
use crate::support::memory;

/// A function that runs, with a Runtime API of its own.
pub(crate) struct Process {
    child: Child,
    api: RuntimeApi,
    /// From before exec to the first `/next`.
    pub(crate) start_up: Duration,
}

impl Process {
    pub(crate) fn start(binary: &Path) -> Result<Self> {
        let api = RuntimeApi::start()?;
        let before = Instant::now();
        let child = function(&mut Command::new(binary), &api).spawn()?;
        let start_up = api.wait_until_idle()? - before;
        Ok(Self { child, api, start_up })
    }

    /// Sends events and waits until all are served.
    pub(crate) fn serve(&self, event: &str, times: u32) -> Result<()> {
        self.api.send(event, times);
        self.api.wait_until_idle().map(drop)
    }

    /// Of each event since this was last asked, from when it was sent to when its response was there.
    pub(crate) fn take_latencies(&self) -> Vec<Duration> {
        self.api.take_latencies()
    }

    /// CPU of all threads since exec: to the nanosecond, where `/proc/PID/stat` has ticks of 10 ms.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        // from its last request to its sleep
        thread::sleep(Duration::from_millis(3));
        let mut nanoseconds = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let text = fs::read_to_string(thread?.path().join("schedstat"))?;
            nanoseconds += text.split(' ').next().unwrap_or_default().parse::<u64>()?;
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    /// In MB.
    pub(crate) fn peak_memory(&self) -> Result<f64> {
        memory(self.child.id(), "VmHWM")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What Lambda gives a function.
fn function<'a>(command: &'a mut Command, api: &RuntimeApi) -> &'a mut Command {
    // nothing of ours: `lambda_runtime` writes to the environment at each event, so its size is part of the cost
    command
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("AWS_LAMBDA_RUNTIME_API", api.address.to_string())
        .env("AWS_LAMBDA_FUNCTION_NAME", "measured")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
}

/// What valgrind counts of a whole process.
#[derive(Clone, Copy)]
pub(crate) enum Counter {
    ThousandInstructions,
    Allocations,
}

pub(crate) fn has_valgrind() -> bool {
    Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// The difference between many events and few: start and end fall out.
pub(crate) fn per_event(counter: Counter, binary: &Path, event: &str, events: u32) -> Result<f64> {
    let few = count(counter, binary, event, events)?;
    let many = count(counter, binary, event, events * 2)?;
    Ok((many - few) / f64::from(events))
}

fn count(counter: Counter, binary: &Path, event: &str, events: u32) -> Result<f64> {
    let api = RuntimeApi::start()?;
    let log = std::env::temp_dir().join(format!("lambda-fn-valgrind-{}", std::process::id()));
    let mut valgrind = Command::new("valgrind");
    valgrind.arg(format!("--log-file={}", log.display()));
    valgrind.args(match counter {
        Counter::ThousandInstructions => ["--tool=callgrind", "--callgrind-out-file=/dev/null"],
        Counter::Allocations => ["--tool=memcheck", "--undef-value-errors=no"],
    });
    let mut child = function(valgrind.arg(binary), &api).spawn()?;
    api.wait_until_idle()?;
    api.send(event, events);
    api.wait_until_idle()?;
    drop(api);
    child.wait()?;
    let text = fs::read_to_string(&log)?;
    fs::remove_file(&log)?;
    let (mark, unit) = match counter {
        Counter::ThousandInstructions => ("Collected : ", 1e-3),
        Counter::Allocations => ("total heap usage: ", 1.0),
    };
    let (_, figure) = text.split_once(mark).ok_or("valgrind's log says no total")?;
    let figure: String = figure.chars().take_while(|c| !c.is_whitespace()).filter(char::is_ascii_digit).collect();
    Ok(figure.parse::<f64>()? * unit)
}

/// In MB.
pub(crate) fn size(file: &Path) -> Result<f64> {
    Ok(f64::from(u32::try_from(fs::metadata(file)?.len())?) / 1e6)
}

/// Wall and CPU time of what `run` starts and waits for.
pub(crate) fn time(run: impl FnOnce() -> Result<()>) -> Result<(Duration, Duration)> {
    let (before, cpu_before) = (Instant::now(), cpu_of_children()?);
    run()?;
    Ok((before.elapsed(), cpu_of_children()?.saturating_sub(cpu_before)))
}

fn cpu_of_children() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").ok_or("no name in /proc/self/stat")?;
    let ticks: Vec<u64> = fields.split(' ').skip(13).take(2).map(str::parse).collect::<Result<_, _>>()?;
    // Linux shows 100 of them a second on every machine
    Ok(Duration::from_millis(ticks.iter().sum::<u64>() * 10))
}
