//! A command's standard error: passed on as it comes, and its end remembered.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::ChildStderr;
use tokio::sync::oneshot;
use tokio::time::sleep;

use crate::tail::Tail;

/// After the command has ended, all that it wrote has been read or is in the
/// pipe, which holds no more than this (pipe(7)). A pipe that stays open longer,
/// or gives more, is held by a process that it left behind.
const PIPE: usize = 65_536;
const SILENCE: Duration = Duration::from_millis(50);

/// Passes on until the end of the stream, or once the command has ended, until
/// there is nothing left to read.
pub(crate) async fn pass_on(mut from: ChildStderr, mut ended: oneshot::Receiver<()>) -> Tail {
    let mut to = tokio::io::stderr();
    let mut tail = Tail::default();
    let mut chunk = [0; 8192];
    let mut has_ended = false;
    let mut left = PIPE;
    while left > 0 {
        let read = tokio::select! {
            biased;
            read = from.read(&mut chunk) => read,
            _ = &mut ended, if !has_ended => {
                has_ended = true;
                continue;
            }
            () = sleep(SILENCE), if has_ended => break,
        };
        let Ok(len @ 1..) = read else { break };
        tail.push(&chunk[..len]);
        // Where nobody reads, the command is to find out as it would alone.
        if to.write_all(&chunk[..len]).await.is_err() || to.flush().await.is_err() {
            break;
        }
        if has_ended {
            left = left.saturating_sub(len);
        }
    }
    tail
}
