//! A guide, chapter by chapter. The modules hold no items, only pages to read.
//!
//! | to | read |
//! |---|---|
//! | see which functions can be retried | [`functions`] |
//! | retry async functions | [`async_functions`] |
//! | say which errors are retried, and obey `Retry-After` | [`verdicts`] |
//! | wait until something is so | [`polling`] |
//! | share a policy, or read one from a file or a flag | [`policies`] |
//! | do no harm: idempotence, jitter, budgets, limits of time | [`retrying_safely`] |
//! | see what calls do: logs, metrics, reports | [`observing`] |
//! | know what a panic or a dropped call leaves behind | [`when_things_go_wrong`] |
//! | test without sleeping | [`tests_without_sleep`] |
//! | understand a compile error | [`compile_errors`] |
//! | come from another crate | [`migrating`] |
//! | choose between crates | [`comparison`] |
//! | trust it | [`how_it_is_tested`] |

#[doc = include_str!("guide/functions.md")]
pub mod functions {}

#[doc = include_str!("guide/async_functions.md")]
pub mod async_functions {}

#[doc = include_str!("guide/verdicts.md")]
pub mod verdicts {}

#[doc = include_str!("guide/polling.md")]
pub mod polling {}

#[doc = include_str!("guide/policies.md")]
pub mod policies {}

#[doc = include_str!("guide/retrying_safely.md")]
pub mod retrying_safely {}

#[doc = include_str!("guide/observing.md")]
pub mod observing {}

#[doc = include_str!("guide/when_things_go_wrong.md")]
pub mod when_things_go_wrong {}

#[doc = include_str!("guide/tests_without_sleep.md")]
pub mod tests_without_sleep {}

#[doc = include_str!("guide/compile_errors.md")]
pub mod compile_errors {}

#[doc = include_str!("guide/migrating.md")]
pub mod migrating {
    #[doc = include_str!("guide/migrating/from_backon.md")]
    pub mod from_backon {}

    #[doc = include_str!("guide/migrating/from_tokio_retry.md")]
    pub mod from_tokio_retry {}

    #[doc = include_str!("guide/migrating/from_backoff.md")]
    pub mod from_backoff {}

    #[doc = include_str!("guide/migrating/from_retry.md")]
    pub mod from_retry {}
}

#[doc = include_str!("guide/comparison.md")]
pub mod comparison {}

#[doc = include_str!("guide/how_it_is_tested.md")]
pub mod how_it_is_tested {}
