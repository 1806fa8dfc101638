//! Completion in an editor within `#[retry(…)]`.
//!
//! The attribute hands on each key that it does not know, since it may be half a key.
//! rustc sees nothing. rust-analyzer sees the import of a name that is yet to be
//! completed, from a module that has only the arguments. A macro can stand in every place
//! that a function can.

#[cfg(not(rust_analyzer))]
#[doc(hidden)]
#[macro_export]
macro_rules! __retry_complete {
    ($($key:tt)*) => {};
}

#[cfg(rust_analyzer)]
#[doc(hidden)]
#[macro_export]
macro_rules! __retry_complete {
    ($($key:ident)*) => {
        fn __retry_complete() {
            mod keys {
                use $crate::private::completions::*;
                use self::{$($key as _),*};
            }
        }
    };
}

#[cfg(rust_analyzer)]
pub mod arguments {
    macro_rules! arguments {
        ($($key:ident: $meaning:literal;)*) => {
            $(
                #[doc = $meaning]
                #[allow(non_upper_case_globals)]
                pub const $key: () = ();
            )*
        };
    }

    // As in the table of retry.md; a test of the attribute compares them.
    arguments! {
        max: r#"most retries after the first attempt; 3 if not written"#;
        max_attempts: r#"the same, counting the first attempt; in place of `max`"#;
        base_delay: r#"delay before the first retry, above zero; `"100ms"` if not written"#;
        max_delay: r#"cap on every delay, jitter included, not below `base_delay`; `"30s"` if not written"#;
        max_pushback: r#"cap on a delay that the server asks for; `max_delay` if not written"#;
        backoff: r#"how delays grow; `exponential` if not written"#;
        factor: r#"what an exponential delay is multiplied by after each retry; 2 if not written"#;
        jitter: r#"how delays are randomised, never above the cap; `none` if not written"#;
        seed: r#"makes the jitter repeatable: for tests and demonstrations only"#;
        max_elapsed: r#"no retry starts if its delay would end later than this after the call began"#;
        attempt_timeout: r#"an attempt is dropped after this, with an error made by `From<AttemptTimeout>`"#;
        when: r#"retry only these errors"#;
        retry_after: r#"the server's own request to wait, carried by the error"#;
        classify: r#"both of the above in one, in their place"#;
        until: r#"poll: retry successes too, until this holds"#;
        clone: r#"by-value arguments to clone for each attempt, where the body consumes them"#;
        attempt: r#"names the attempt's number (`u32`, from 1) in the body"#;
        on_retry: r#"called before each delay"#;
        observe: r#"who sees every event: a `Report`, a closure, any `Observer`"#;
        budget: r#"bounds the retries of all calls that share it"#;
        policy: r#"a `Policy`, `&Policy` or `Option<Policy>` chosen at run time, in place of all that describes a policy"#;
        sleep: r#"how to wait, where the default does not fit"#;
        name: r#"the name of the function in events; its path if not written"#;
    }
}
