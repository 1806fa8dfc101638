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
        max_attempts: r#"the same limit, counting the first attempt too; replaces `max`"#;
        base_delay: r#"delay before the first retry, above zero; `"100ms"` if not written"#;
        max_delay: r#"cap on every delay, jitter included, not below `base_delay`; `"30s"` if not written"#;
        max_pushback: r#"cap on a delay that the server asks for; `max_delay` if not written"#;
        backoff: r#"how delays grow, or a curve of your own; `exponential` if not written"#;
        factor: r#"multiplies an exponential delay after each retry; 2 if not written"#;
        delays: r#"the delay before each retry; the last repeats, and `max` is the length if not written"#;
        fast_first: r#"makes the first retry at once; the delays of `backoff` begin with the second"#;
        jitter: r#"how delays are randomized, never above the cap; `none` if not written"#;
        seed: r#"makes the jitter repeatable: for tests and demonstrations only"#;
        max_elapsed: r#"the call gives up if the next delay would end more than this time after the call began"#;
        reset_after: r#"retries, delays and `max_elapsed` start anew after an attempt that lived this long"#;
        attempt_timeout: r#"an attempt that takes longer is dropped, with an error made by `From<AttemptTimeout>`"#;
        call_timeout: r#"the whole call ends within this time, with its last error or one made by `From<AttemptTimeout>`"#;
        when: r#"retry only the errors for which this is true"#;
        retry_after: r#"the server's request to wait, read from the error"#;
        classify: r#"decides what each error means: the error type's own `Classify`, or this function; replaces `when` and `retry_after`"#;
        until: r#"polls: runs the body again until this function accepts the value, by `true` or `Verdict::Stop`"#;
        clone: r#"by-value arguments to clone for each attempt, if the body consumes them"#;
        attempt: r#"a variable of this name holds the attempt's number (`u32`, from 1) in the body"#;
        context: r#"a variable of this name holds the attempt's `&Context<'_, E>` in the body: its number, the last error, the time that is left"#;
        once: r#"values that are made once for each call, before the first attempt"#;
        on_retry: r#"called before each delay"#;
        on_give_up: r#"changes the final error, by the reason, attempts and delay that led to it"#;
        observe: r#"observers of every event: a `Report`, a closure, any `Observer`"#;
        budget: r#"bounds the retries of all calls that share it"#;
        cooldown: r#"pushback that one call gets holds back the attempts of all calls that share it"#;
        policy: r#"a `Policy`, `&Policy` or `Option<Policy>` chosen at run time; replaces all arguments that describe a policy"#;
        with: r#"the profile, which supplies every setting that the attribute does not set"#;
        sleep: r#"how to wait, if the default doesn't fit"#;
        cancel: r#"cuts a delay short, and ends the call with its last outcome"#;
        name: r#"the name of the function in events; its path if not written"#;
        log: r#"level of the retries in the log of the feature `tracing`; `off` silences give-ups too; `warn` if not written"#;
    }
}
