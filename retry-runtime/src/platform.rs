//! The clocks and the entropy of the machine: those of the standard library, or of the browser
//! with the feature `gloo-timers`.

#[cfg(not(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")))]
pub(crate) use by_std::*;
#[cfg(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))]
pub(crate) use in_browser::*;

#[cfg(not(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown")))]
mod by_std {
    use core::hash::{BuildHasher, Hasher};
    #[cfg(any(feature = "retry-after", feature = "retry-policies"))]
    use std::time::SystemTime;

    pub(crate) use std::time::Instant;

    /// The time of the system's clock, which can be set.
    #[cfg(any(feature = "retry-after", feature = "retry-policies"))]
    pub(crate) fn system_time() -> SystemTime {
        SystemTime::now()
    }

    /// The keys of the standard library's hash maps: they spare users a dependency on a
    /// source of entropy.
    #[cold]
    #[inline(never)]
    pub(crate) fn entropy() -> u64 {
        std::hash::RandomState::new().hash_one(0)
    }

    /// Mixes the time into a hash.
    #[inline]
    pub(crate) fn mix_in_time(hasher: &mut impl Hasher) {
        // On this target the clock panics.
        #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
        core::hash::Hash::hash(&Instant::now(), hasher);
        let _: &mut _ = hasher;
    }
}

#[cfg(all(feature = "gloo-timers", target_family = "wasm", target_os = "unknown"))]
mod in_browser {
    use core::hash::{Hash, Hasher};

    /// The clock of `performance.now()`.
    pub(crate) use web_time::Instant;

    /// The time of the system's clock, which can be set.
    #[cfg(any(feature = "retry-after", feature = "retry-policies"))]
    pub(crate) fn system_time() -> std::time::SystemTime {
        use web_time::web::SystemTimeExt;

        web_time::SystemTime::now().to_std()
    }

    /// The bits of `Math.random()`, which each tab seeds by itself. The keys of the standard
    /// library's hash maps are the same in every tab.
    #[cold]
    #[inline(never)]
    pub(crate) fn entropy() -> u64 {
        // 52 bits each.
        js_sys::Math::random().to_bits() ^ js_sys::Math::random().to_bits().rotate_left(32)
    }

    /// Mixes the time into a hash.
    #[inline]
    pub(crate) fn mix_in_time(hasher: &mut impl Hasher) {
        Instant::now().hash(hasher);
    }
}
