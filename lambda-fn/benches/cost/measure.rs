//! How each figure is got.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;
use crate::control_group::{self, ControlGroup};
use crate::programs::Program;
use crate::runtime_api::{RuntimeApi, Traces};
use crate::support::{median, memory, output};

/// A function that runs, with a Runtime API of its own.
pub(crate) struct Process {
    child: Child,
    api: RuntimeApi,
    /// From before exec to the first `/next`.
    pub(crate) start_up: Duration,
}

impl Process {
    pub(crate) fn start(binary: &Path) -> Result<Self> {
        Self::start_with(binary, Traces::default(), None)
    }

    /// With so many events at once, where it is told of that.
    pub(crate) fn start_with(binary: &Path, traces: Traces, at_once: Option<u32>) -> Result<Self> {
        let api = RuntimeApi::start(traces)?;
        let mut command = Command::new(binary);
        function(&mut command, &api);
        command.envs(in_flight(at_once));
        let before = Instant::now();
        let child = command.spawn()?;
        let start_up = api.wait_until_idle()? - before;
        Ok(Self { child, api, start_up })
    }

    /// In a control group. A shell joins it and waits there for its quota to be whole again before it is replaced.
    pub(crate) fn start_throttled(binary: &Path, group: &ControlGroup) -> Result<Self> {
        const JOIN_AND_WAIT: &str = r#"echo $$ >"$1" && read -r line && exec "$0""#;

        let api = RuntimeApi::start(Traces::default())?;
        let mut shell = Command::new("sh");
        shell.args(["-c", JOIN_AND_WAIT]).arg(binary).arg(group.processes());
        let mut child = function(&mut shell, &api).stdin(Stdio::piped()).spawn()?;
        thread::sleep(control_group::REST);
        let before = Instant::now();
        child.stdin.take().ok_or("no pipe to the shell")?.write_all(b"\n")?;
        let start_up = api.wait_until_idle()? - before;
        Ok(Self { child, api, start_up })
    }

    pub(crate) fn start_all(programs: &[&Program], bin: &str) -> Result<Vec<Self>> {
        programs.iter().map(|program| Self::start(&program.binary(bin))).collect()
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

    /// Wall and CPU time an event, in µs.
    pub(crate) fn cost(&self, event: &str, events: u32) -> Result<[f64; 2]> {
        let cpu = self.cpu()?;
        let before = Instant::now();
        self.api.send(event, events);
        let wall = self.api.wait_until_idle()? - before;
        let cpu = self.cpu()?.saturating_sub(cpu);
        Ok([wall, cpu].map(|time| micros(time) / f64::from(events)))
    }

    /// CPU of all threads since the process was made: to the nanosecond, where `/proc/PID/stat` has ticks of 10 ms.
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

    /// In MB.
    pub(crate) fn memory(&self) -> Result<f64> {
        memory(self.child.id(), "VmRSS")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Medians of what is measured of each subject in turn, forwards and backwards: A B, B A. So none is always behind the
/// same other one, which may leave it warm caches or cold ones. For each figure, one of every subject.
pub(crate) fn in_turn<T, const N: usize>(
    rounds: usize,
    subjects: &[T],
    mut measure: impl FnMut(&T) -> Result<[f64; N]>,
) -> Result<[Vec<f64>; N]> {
    let mut measured = [(); N].map(|()| vec![Vec::new(); subjects.len()]);
    let mut turn: Vec<_> = subjects.iter().enumerate().collect();
    for _ in 0..rounds {
        for (index, subject) in &turn {
            for (figures, figure) in measured.iter_mut().zip(measure(subject)?) {
                figures[*index].push(figure);
            }
        }
        turn.reverse();
    }
    Ok(measured.map(|figures| figures.into_iter().map(median).collect()))
}

pub(crate) fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
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

/// What Lambda Managed Instances give it besides.
fn in_flight(at_once: Option<u32>) -> Option<(&'static str, String)> {
    at_once.map(|at_once| ("AWS_LAMBDA_MAX_CONCURRENCY", at_once.to_string()))
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

/// From exec to the first `/next`.
pub(crate) fn at_start(counter: Counter, binary: &Path) -> Result<f64> {
    count(counter, binary, "", 0, None)
}

/// The difference between many events and few: start and end fall out.
pub(crate) fn per_event(counter: Counter, binary: &Path, event: &str, events: u32) -> Result<f64> {
    per_event_at_once(counter, binary, event, events, None)
}

/// The same with so many in flight.
pub(crate) fn per_event_at_once(
    counter: Counter,
    binary: &Path,
    event: &str,
    events: u32,
    at_once: Option<u32>,
) -> Result<f64> {
    let few = count(counter, binary, event, events, at_once)?;
    let many = count(counter, binary, event, events * 2, at_once)?;
    Ok((many - few) / f64::from(events))
}

fn count(counter: Counter, binary: &Path, event: &str, events: u32, at_once: Option<u32>) -> Result<f64> {
    let api = RuntimeApi::start(Traces::default())?;
    let log = std::env::temp_dir().join(format!("lambda-fn-valgrind-{}", std::process::id()));
    let mut valgrind = Command::new("valgrind");
    valgrind.arg(format!("--log-file={}", log.display()));
    valgrind.args(match counter {
        Counter::ThousandInstructions => ["--tool=callgrind", "--callgrind-out-file=/dev/null"],
        Counter::Allocations => ["--tool=memcheck", "--undef-value-errors=no"],
    });
    function(valgrind.arg(binary), &api).envs(in_flight(at_once));
    let mut child = valgrind.spawn()?;
    api.wait_until_idle()?;
    if events > 0 {
        api.send(event, events);
        api.wait_until_idle()?;
    }
    // from its last request to its sleep; then valgrind is ended, and says what it has counted
    thread::sleep(Duration::from_millis(100));
    output(Command::new("kill").arg(child.id().to_string()))?;
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

/// The same, in seconds.
pub(crate) fn seconds(run: impl FnOnce() -> Result<()>) -> Result<[f64; 2]> {
    time(run).map(|(wall, cpu)| [wall, cpu].map(|time| time.as_secs_f64()))
}

fn cpu_of_children() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").ok_or("no name in /proc/self/stat")?;
    let ticks: Vec<u64> = fields.split(' ').skip(13).take(2).map(str::parse).collect::<Result<_, _>>()?;
    // Linux shows 100 of them a second on every machine
    Ok(Duration::from_millis(ticks.iter().sum::<u64>() * 10))
}
