//! Limits that a feature sets for the running process or for a test.

/// Limits beside those of the policy: overrides of the process, and the bound of a test.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    pub(crate) max_retries: Option<u32>,
    /// The factor by which the policy's own delays become longer.
    pub(crate) scale: Option<f64>,
}
