//! Limits that a feature sets for the running process or for a test.

/// Limits in addition to the policy's: overrides of the process, and the limit of a test.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    pub(crate) max_retries: Option<u32>,
    /// The factor by which the policy's own delays become longer, if there is one.
    pub(crate) scale: Option<f64>,
}
