use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use nix::sys::signal::Signal;
use tokio::signal::unix::{SignalKind, signal};

pub(super) fn that_killed(status: ExitStatus) -> Option<i32> {
    status.signal()
}

pub(super) fn name(number: i32) -> Option<&'static str> {
    Signal::try_from(number).ok().map(Signal::as_str)
}

/// Calls `tell` with each signal that comes. A signal that was ignored when the
/// runner started, as under nohup(1), stays ignored.
pub(super) fn listen(tell: impl Fn(i32) + Clone + Send + 'static) -> io::Result<()> {
    let ignored = ignored();
    for kind in [
        SignalKind::interrupt(),
        SignalKind::terminate(),
        SignalKind::hangup(),
        SignalKind::quit(),
    ] {
        let number = kind.as_raw_value();
        if ignored & (1 << (number - 1)) != 0 {
            continue;
        }
        let mut stream = signal(kind)?;
        let tell = tell.clone();
        tokio::spawn(async move {
            while stream.recv().await.is_some() {
                tell(number);
            }
        });
    }
    Ok(())
}

/// The set of ignored signals as a bit mask. Only Linux shows this set without unsafe code
/// (proc(5), `SigIgn`). On other systems, no signal counts as ignored.
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .map(str::trim);
    mask.and_then(|mask| u64::from_str_radix(mask, 16).ok())
        .unwrap_or(0)
}
