//! The timers of tokio and of `futures-timer`.

#[cfg(all(feature = "tokio", feature = "futures-timer"))]
use core::future::Future;
use core::time::Duration;

/// # Panics
///
/// Outside a tokio runtime, with a message that says what to do.
#[cfg(all(feature = "tokio", not(feature = "futures-timer")))]
pub(crate) fn timer(delay: Duration) -> tokio::time::Sleep {
    assert!(
        tokio::runtime::Handle::try_current().is_ok(),
        "an async call waits with tokio's timer, and there is no tokio runtime here: \
         run the call inside a runtime, write `sleep = path`, or enable the feature `futures-timer`"
    );
    tokio::time::sleep(delay)
}

#[cfg(all(feature = "futures-timer", not(feature = "tokio")))]
pub(crate) fn timer(delay: Duration) -> futures_timer::Delay {
    futures_timer::Delay::new(delay)
}

#[cfg(all(feature = "tokio", feature = "futures-timer"))]
pub(crate) fn timer(delay: Duration) -> impl Future<Output = ()> {
    // The time begins now, as with each timer alone, and not at the first poll: an attempt is
    // polled before its timer. Only the start is stored here, because tokio's timer is large.
    let begun = if tokio::runtime::Handle::try_current().is_ok() {
        Ok(tokio::time::Instant::now())
    } else {
        Err(futures_timer::Delay::new(delay))
    };
    async move {
        match begun {
            Ok(start) => tokio::time::sleep(delay.saturating_sub(start.elapsed())).await,
            Err(timer) => timer.await,
        }
    }
}

#[cfg(all(test, feature = "tokio", feature = "futures-timer"))]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_timer_begins_where_it_is_made() {
        let hour = Duration::from_secs(3600);
        let start = tokio::time::Instant::now();
        let timer = timer(hour);
        tokio::time::advance(hour).await;
        timer.await;
        let lasted = start.elapsed();
        assert!(lasted >= hour && lasted < 2 * hour, "{lasted:?}");
    }
}
