//! The time until the next attempt, for people at a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};
use tokio::time::{Instant, sleep};

const STEP: Duration = Duration::from_millis(100);

/// Waits. If `shown` is true and standard error is a terminal, counts down there.
pub(crate) async fn wait(delay: Duration, shown: bool) {
    let bar = if shown {
        bar(delay)
    } else {
        ProgressBar::hidden()
    };
    let start = Instant::now();
    loop {
        let waited = start.elapsed();
        let left = delay.saturating_sub(waited);
        if left.is_zero() {
            break;
        }
        bar.set_message(format!("{:.1}s", left.as_secs_f64()));
        bar.set_position(millis(waited));
        sleep(if bar.is_hidden() {
            left
        } else {
            left.min(STEP)
        })
        .await;
    }
}

/// The line of the countdown. It is cleared when it is dropped, including by a signal.
fn bar(delay: Duration) -> ProgressBar {
    let style = ProgressStyle::with_template("retrying in {msg} {bar:20}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(millis(delay)), ProgressDrawTarget::stderr())
        .with_style(style)
        .with_finish(ProgressFinish::AndClear)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
