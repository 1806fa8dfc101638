//! The features with which other crates use a policy, one file or folder for each. This code uses
//! the loops, and the loops don't use this code. Code that the loops call is in `extra`.

#[cfg(feature = "retry-policies")]
mod retry_policies;
#[cfg(feature = "tower")]
pub(crate) mod tower;
