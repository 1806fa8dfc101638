#![doc = include_str!("guide/links.md")]
#![doc = ""]
#![doc = include_str!("guide/README.md")]

/// Defines modules that have a chapter as their page. A code host shows the file of a chapter too,
/// so its links are relative paths, defined at its end. `links.md` defines the same labels as paths
/// of items. It comes first, because the first definition of a label wins.
macro_rules! chapters {
    ($folder:literal: $($name:ident)*) => {$(
        #[doc = include_str!("guide/links.md")]
        #[doc = ""]
        #[doc = include_str!(concat!($folder, stringify!($name), ".md"))]
        pub mod $name {}
    )*};
}

chapters! { "guide/":
    start
    functions
    async_functions
    closures
    verdicts
    polling
    policies
    schedules
    clients
    other_clients
    retrying_safely
    workers_and_shutdown
    observing
    when_things_go_wrong
    tests_without_sleep
    fault_injection
    compile_errors
    costs
    comparison
    how_it_is_tested
}

#[doc = include_str!("guide/links.md")]
#[doc = ""]
#[doc = include_str!("guide/migrating.md")]
pub mod migrating {
    chapters! { "guide/migrating/":
        from_backon
        from_tokio_retry
        from_backoff
        from_retry
        from_tower_retry
        from_reqwest_retry
    }
}
