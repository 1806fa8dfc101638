//! The clock that calls share.

use core::time::Duration;

use super::AsyncInstant;
#[cfg(target_has_atomic = "64")]
use crate::nanos;

/// The milliseconds of the virtual clock, or of the clock that calls share. The number wraps.
#[allow(clippy::cast_possible_truncation, reason = "they wrap")]
pub(crate) fn millis() -> u32 {
    #[cfg(feature = "test-util")]
    if let Some(time) = crate::extra::testing::virtual_now() {
        return time.as_millis() as u32;
    }
    since_origin().saturating_sub(BEHIND).as_millis() as u32
}

/// The nanoseconds of the clock that calls share.
#[cfg(target_has_atomic = "64")]
pub(crate) fn shared_nanos() -> u64 {
    nanos::from_duration(since_origin())
}

/// The time by which a clock that a test of tokio has paused may be behind the first clock.
const BEHIND: Duration = Duration::from_secs(3600);

/// The time since an hour before the first call of this function. Inside a tokio runtime, the clock
/// is tokio's.
fn since_origin() -> Duration {
    static ORIGIN: std::sync::OnceLock<AsyncInstant> = std::sync::OnceLock::new();
    let now = AsyncInstant::now();
    let origin = ORIGIN.get_or_init(|| now.checked_sub(BEHIND).unwrap_or(now));
    now.saturating_duration_since(*origin)
}
