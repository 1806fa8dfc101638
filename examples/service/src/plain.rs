//! The settings to compare those of `service.rs` with: a budget without a floor, no cooldown,
//! and every retry in the log.

use retry_runtime::{Classify, Profile, RetryBudget};

use crate::service::{Error, POLICY};

/// A budget of ten retries, and one more for every five calls that succeed.
pub(crate) static BUDGET: RetryBudget = RetryBudget::builder().capacity(50).build();

pub(crate) static WAREHOUSE: Profile<Error> = Profile::new(POLICY)
    .classify(Error::verdict)
    .budget(&BUDGET)
    .name_prefix("warehouse");
