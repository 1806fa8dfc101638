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

/// Modules whose documentation is the file of the same name.
macro_rules! chapters {
    ($folder:literal $($chapter:ident)*) => {
        $(#[doc = include_str!(concat!($folder, stringify!($chapter), ".md"))]
        pub mod $chapter {})*
    };
}

chapters! { "guide/"
    functions async_functions verdicts polling policies retrying_safely observing
    when_things_go_wrong tests_without_sleep compile_errors comparison how_it_is_tested
}

#[doc = include_str!("guide/migrating.md")]
pub mod migrating {
    chapters! { "guide/migrating/" from_backon from_tokio_retry from_backoff from_retry }
}
