use std::io;
use std::process::ExitStatus;

pub(super) fn that_killed(_: ExitStatus) -> Option<i32> {
    None
}

pub(super) fn name(_: i32) -> Option<&'static str> {
    None
}

/// Calls `tell` at Ctrl-C, which is the only signal here.
pub(super) fn listen(tell: impl Fn(i32) + Clone + Send + 'static) -> io::Result<()> {
    tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            tell(super::Signal::INT.number());
        }
    });
    Ok(())
}
