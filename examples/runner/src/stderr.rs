//! The standard error of a command. It is passed on as it comes, and its end is kept.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::ChildStderr;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, sleep_until};

use crate::signals::Signals;
use crate::tail::Tail;

/// The capacity of a pipe (pipe(7)). When the command has ended, its whole output has been read or
/// is in the pipe, so no more than this can follow. More output, or later output, comes from a
/// process that the command left behind.
const PIPE: usize = 65_536;

/// The time in which the runtime reads the pipe once more.
const LAST_LOOK: Duration = Duration::from_millis(5);

/// Far more time than an active reader needs.
const READS: Duration = Duration::from_millis(100);

/// Passes the stream on until its end. After the end of the command, stops when no output of the
/// command can be left. After a second signal, does not wait for a reader that may never read.
pub(crate) async fn pass_on(
    mut from: ChildStderr,
    mut ended: oneshot::Receiver<()>,
    mut signals: Signals,
) -> Tail {
    let mut to = tokio::io::stderr();
    let mut tail = Tail::default();
    let mut chunk = vec![0; 8192];
    let mut left = PIPE;
    let mut last_look = None;
    while left > 0 {
        let read = tokio::select! {
            biased;
            read = from.read(&mut chunk) => read,
            () = sleep_until(last_look.unwrap_or_else(Instant::now)), if last_look.is_some() => break,
            _ = &mut ended, if last_look.is_none() => {
                last_look = Some(Instant::now() + LAST_LOOK);
                continue;
            }
        };
        let Ok(len @ 1..) = read else { break };
        tail.push(&chunk[..len]);
        // If there is no reader, the command must find that out as it would without the runner.
        let written = async {
            to.write_all(&chunk[..len]).await?;
            to.flush().await
        };
        let nobody_reads = async {
            signals.second().await;
            sleep(READS).await;
        };
        tokio::select! {
            biased;
            written = written => if written.is_err() { break },
            () = nobody_reads => break,
        }
        if last_look.is_some() {
            left = left.saturating_sub(len);
        }
    }
    tail
}
