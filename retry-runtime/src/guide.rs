#![doc = include_str!("guide/links.md")]
#![doc = ""]
#![doc = include_str!("guide/README.md")]

// Each chapter is a file that a code host shows too: its links are relative paths, given
// at its end. For rustdoc, `links.md` gives the same labels as paths of items, and comes
// first, because the first definition of a label wins.

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/start.md")]
pub mod start {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/functions.md")]
pub mod functions {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/async_functions.md")]
pub mod async_functions {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/verdicts.md")]
pub mod verdicts {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/polling.md")]
pub mod polling {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/policies.md")]
pub mod policies {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/clients.md")]
pub mod clients {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/retrying_safely.md")]
pub mod retrying_safely {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/workers_and_shutdown.md")]
pub mod workers_and_shutdown {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/observing.md")]
pub mod observing {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/when_things_go_wrong.md")]
pub mod when_things_go_wrong {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/tests_without_sleep.md")]
pub mod tests_without_sleep {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/compile_errors.md")]
pub mod compile_errors {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/migrating.md")]
pub mod migrating {
    #[doc = include_str!("guide/links.md")]
    #[doc = ""]
    #[doc = include_str!("guide/migrating/from_backon.md")]
    pub mod from_backon {}

    #[doc = include_str!("guide/links.md")]
    #[doc = ""]
    #[doc = include_str!("guide/migrating/from_tokio_retry.md")]
    pub mod from_tokio_retry {}

    #[doc = include_str!("guide/links.md")]
    #[doc = ""]
    #[doc = include_str!("guide/migrating/from_backoff.md")]
    pub mod from_backoff {}

    #[doc = include_str!("guide/links.md")]
    #[doc = ""]
    #[doc = include_str!("guide/migrating/from_retry.md")]
    pub mod from_retry {}
}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/costs.md")]
pub mod costs {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/comparison.md")]
pub mod comparison {}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/how_it_is_tested.md")]
pub mod how_it_is_tested {}
