//! The signals that tell the runner to stop, and the names of all signals.

#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as platform;

#[cfg(not(unix))]
mod other;
#[cfg(not(unix))]
use other as platform;

use std::fmt;
use std::io;
use std::process::ExitStatus;

use tokio::sync::watch;

/// A signal by its number. Real-time signals are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signal(i32);

impl Signal {
    // POSIX gives both signals one number on all systems.
    /// The signal of Ctrl-C.
    pub(crate) const INT: Self = Self(2);
    pub(crate) const TERM: Self = Self(15);

    pub(crate) fn number(self) -> i32 {
        self.0
    }

    pub(crate) fn that_killed(status: ExitStatus) -> Option<Self> {
        platform::that_killed(status).map(Self)
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match platform::name(self.0) {
            Some(name) => f.write_str(name),
            None => write!(f, "signal {}", self.0),
        }
    }
}

/// The signals that have come.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    first: Option<Signal>,
    count: u32,
}

/// Receives the signals that tell the runner to stop. All clones receive all signals.
#[derive(Clone, Debug)]
pub(crate) struct Signals(watch::Receiver<Told>);

impl Signals {
    /// Starts to receive signals. After this, they no longer end the runner.
    pub(crate) fn listen() -> io::Result<Self> {
        let (sender, receiver) = watch::channel(Told::default());
        platform::listen(move |signal| {
            sender.send_modify(|told| {
                told.count = told.count.saturating_add(1);
                told.first.get_or_insert(Signal(signal));
            });
        })?;
        Ok(Self(receiver))
    }

    /// The first signal, if a signal has come.
    pub(crate) fn told(&self) -> Option<Signal> {
        self.0.borrow().first
    }

    /// Waits for the first signal.
    pub(crate) async fn first(&mut self) -> Signal {
        loop {
            if let Some(signal) = self.told() {
                return signal;
            }
            if self.0.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// Waits for a second signal, whose sender does not want to wait any longer.
    pub(crate) async fn second(&mut self) {
        self.after(1).await;
    }

    /// Waits for one more signal than have come.
    pub(crate) async fn another(&mut self) {
        let count = self.0.borrow().count;
        self.after(count).await;
    }

    async fn after(&mut self, count: u32) {
        if self.0.wait_for(|told| told.count > count).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
