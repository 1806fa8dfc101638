//! Many trials at once.

use rayon::prelude::*;

/// Is told how many client attempts each trial made, once it has ended.
pub type Progress<'a> = &'a (dyn Fn(u64) + Sync);

/// Runs trials in parallel, each with a seed of its own. The results stand in
/// the order of the trials, so that their sums do not depend
/// on the number of threads.
pub(crate) fn run<R: Send>(seed: u64, trials: u32, trial: impl Fn(u64) -> R + Sync) -> Vec<R> {
    (0..trials)
        .into_par_iter()
        .map(|number| trial(seed.wrapping_add(u64::from(number))))
        .collect()
}
