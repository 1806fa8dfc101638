//! How to wait where nothing else is said.

use core::time::Duration;

/// Puts the thread to sleep. At least as long as asked, and usually a little
/// longer: see [`std::thread::sleep`].
pub(crate) fn thread(delay: Duration) {
    std::thread::sleep(delay);
}
