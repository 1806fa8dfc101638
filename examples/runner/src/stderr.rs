//! A command's standard error: passed on as it comes, and its end remembered.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::ChildStderr;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, sleep_until};

use crate::signals::Signals;
use crate::tail::Tail;

/// After the command has ended, all that it wrote has been read or is in the
/// pipe, which holds no more than this (pipe(7)). What gives more, or lets wait,
/// is a process that it left behind.
const PIPE: usize = 65_536;

/// For the runtime to look at the pipe once more.
const LAST_LOOK: Duration = Duration::from_millis(5);

/// Far more time than a present reader takes.
const READS: Duration = Duration::from_millis(100);

/// Passes on until the end of the stream, or once the command has ended, until
/// there is nothing left that it could have written. A second signal does not wait
/// for who may never read it.
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
        // Where nobody reads, the command is to find out as it would alone.
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
