//! Many trials at once.

use rayon::prelude::*;

/// A function that gets the number of client attempts of each trial when the trial has ended.
pub type Progress<'a> = &'a (dyn Fn(u64) + Sync);

/// Runs the trials of a scenario in parallel, each with its own seed, which depends on the number of
/// the scenario. The results are in the order of the trials, so that their sums do not depend on
/// the number of threads.
pub(crate) fn run<R: Send>(
    seed: u64,
    scenario: u64,
    trials: u32,
    trial: impl Fn(u64) -> R + Sync,
) -> Vec<R> {
    let seed = seed ^ (scenario << 32);
    (0..trials)
        .into_par_iter()
        .map(|number| trial(seed.wrapping_add(u64::from(number))))
        .collect()
}

/// A length as a `u32`.
pub(crate) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
