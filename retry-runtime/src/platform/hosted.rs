//! The clocks and the entropy of the standard library.

use core::hash::{BuildHasher, Hasher};
#[cfg(any(feature = "retry-after", feature = "retry-policies"))]
use std::time::SystemTime;

pub(crate) use std::time::Instant;

/// The time of the system's clock, which can be set.
#[cfg(any(feature = "retry-after", feature = "retry-policies"))]
pub(crate) fn system_time() -> SystemTime {
    SystemTime::now()
}

/// A hash with the keys of the standard library's hash maps, so that users need no dependency for
/// entropy.
#[cold]
#[inline(never)]
pub(crate) fn entropy() -> u64 {
    std::hash::RandomState::new().hash_one(0)
}

/// Mixes the time into a hash.
#[inline]
pub(crate) fn mix_in_time(hasher: &mut impl Hasher) {
    // On `wasm32-unknown-unknown`, reading the clock panics.
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    core::hash::Hash::hash(&Instant::now(), hasher);
    let _: &mut _ = hasher;
}
