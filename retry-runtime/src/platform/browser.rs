//! The clocks and the entropy of a browser.

use core::hash::{Hash, Hasher};

/// The clock of `performance.now()`.
pub(crate) use web_time::Instant;

/// The time of the system's clock, which can be set.
#[cfg(any(feature = "retry-after", feature = "retry-policies"))]
pub(crate) fn system_time() -> std::time::SystemTime {
    use web_time::web::SystemTimeExt;

    web_time::SystemTime::now().to_std()
}

/// The bits of `Math.random()`, which has a seed of its own in each tab. The keys of the standard
/// library's hash maps are the same in every tab.
#[cold]
#[inline(never)]
pub(crate) fn entropy() -> u64 {
    // Each number has only 52 random bits.
    js_sys::Math::random().to_bits() ^ js_sys::Math::random().to_bits().rotate_left(32)
}

/// Mixes the time into a hash.
#[inline]
pub(crate) fn mix_in_time(hasher: &mut impl Hasher) {
    Instant::now().hash(hasher);
}
