//! The delays of a client before its retries.

use retry_runtime::{Jitter, Policy, PolicyBuilder};

/// The delays of one call.
pub(crate) type Delays = retry_runtime::Delays;

/// A policy whose jitter has a seed for each call. No two clients have the same delays, and a
/// run can still be repeated.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    policy: PolicyBuilder,
    jitter: Jitter,
}

impl Waiting {
    /// Returns the delays of this policy, without jitter.
    #[must_use]
    pub const fn new(policy: PolicyBuilder) -> Self {
        Self {
            policy,
            jitter: Jitter::None,
        }
    }

    /// Randomizes the delays.
    #[must_use]
    pub const fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = jitter;
        self
    }

    pub(crate) fn delays(&self, seed: u64) -> Delays {
        self.policy(seed).delays()
    }

    pub(crate) fn policy(&self, seed: u64) -> Policy {
        match self.jitter {
            // A policy refuses a seed without jitter.
            Jitter::None => self.policy.build(),
            jitter => self.policy.jitter(jitter).seed(seed).build(),
        }
    }
}
