//! The code by which other crates take a policy, one file or folder for each feature. It uses
//! the loops, which know nothing of it; what the loops themselves call is in `extra`.

#[cfg(feature = "retry-policies")]
mod retry_policies;
#[cfg(feature = "tower")]
pub(crate) mod tower;
