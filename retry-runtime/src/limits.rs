//! Limits that a feature sets for the running process or for a test.

/// Limits in addition to the policy's: overrides of the process, and the limit of a test.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    /// The limit on the retries since the last progress.
    pub(crate) max_retries: Option<u32>,
    /// The limit on all retries of a call.
    pub(crate) max_total_retries: Option<u32>,
    /// The factor by which the policy's own delays become longer, if there is one.
    pub(crate) scale: Option<f64>,
}
