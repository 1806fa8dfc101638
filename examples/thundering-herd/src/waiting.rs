//! How a client waits before a retry.

use retry_runtime::{Jitter, Policy, PolicyBuilder};

/// The delays of one call.
pub(crate) type Delays = retry_runtime::Delays;

/// A policy whose jitter is drawn from a seed of each call's own, so that no two
/// clients wait alike and yet a run can be repeated.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    policy: PolicyBuilder,
    jitter: Jitter,
}

impl Waiting {
    /// Waits by this policy, without jitter.
    #[must_use]
    pub const fn new(policy: PolicyBuilder) -> Self {
        Self {
            policy,
            jitter: Jitter::None,
        }
    }

    /// Randomises the delays.
    #[must_use]
    pub const fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = jitter;
        self
    }

    pub(crate) fn delays(&self, seed: u64) -> Delays {
        self.policy(seed).delays()
    }

    fn policy(&self, seed: u64) -> Policy {
        match self.jitter {
            // A seed without jitter is a mistake, which the policy refuses.
            Jitter::None => self.policy.build(),
            jitter => self.policy.jitter(jitter).seed(seed).build(),
        }
    }
}
