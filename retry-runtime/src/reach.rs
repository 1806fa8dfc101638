//! The features by which other crates take a policy, one file or folder for each. This code uses
//! the loops, and the loops don't know it. Code that the loops call is in `extra`.

#[cfg(feature = "retry-policies")]
mod retry_policies;
#[cfg(feature = "tower")]
pub(crate) mod tower;
