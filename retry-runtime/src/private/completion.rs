//! Completion in an editor within `#[retry(…)]`.
//!
//! The attribute passes on each key that it does not know, because the key may be half-typed. For
//! rustc, this expands to nothing. For rust-analyzer, it expands to an import of that name, from a
//! module that contains only the arguments, so the editor can complete it. A macro call is used
//! because it is allowed in every place that a function is.

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

    // The texts are those of the table in retry.md. A test of the attribute compares them.
    arguments! {
        max: r#"the maximum number of retries after the first attempt; 3 by default"#;
        max_attempts: r#"the same limit with the first attempt counted; replaces `max`"#;
        base_delay: r#"the delay before the first retry, above zero; `"100ms"` by default"#;
        max_delay: r#"cap on the policy's delays, jitter included, not below `base_delay`; `"30s"` by default"#;
        max_pushback: r#"cap on a delay that the server asks for; `max_delay` by default"#;
        backoff: r#"how delays grow: one of these words, or a function of the retry's number; `exponential` by default"#;
        factor: r#"multiplies an exponential delay after each retry; 2 by default"#;
        delays: r#"the delay before each retry; with a larger `max`, the last delay repeats; by default, `max` is the length of the list"#;
        fast_first: r#"makes the first retry at once; the delays of `backoff` begin with the second retry"#;
        jitter: r#"how delays are randomized, never above the cap; `none` by default"#;
        seed: r#"makes the jitter repeatable: for tests and demonstrations only"#;
        max_elapsed: r#"the call gives up if the next delay would end more than this time after the call began"#;
        reset_after: r#"after an attempt that ran at least this long, the retry count, the delays and `max_elapsed` start over"#;
        attempt_timeout: r#"an attempt that takes longer is dropped, and fails with an error made by `From<AttemptTimeout>`"#;
        call_timeout: r#"the call ends within this time, and returns its last error, or one made by `From<AttemptTimeout>`"#;
        when: r#"retries only the errors for which this function returns `true`"#;
        retry_after: r#"reads the server's request to wait from the error"#;
        classify: r#"decides whether and when each error is retried: by the error type's own `Classify`, or by this function; replaces `when` and `retry_after`"#;
        until: r#"polls: runs the body again until this function accepts the value, by returning `true` or `Verdict::Stop`"#;
        clone: r#"by-value arguments to clone for each attempt, if the body consumes them"#;
        attempt: r#"a variable of this name holds the attempt's number (`u32`, from 1) in the body"#;
        context: r#"a variable of this name holds the attempt's `&Context<'_, E>` in the body: its number, the last error, the time that is left"#;
        once: r#"makes these values once for each call, before the first attempt; the body uses them by name"#;
        on_retry: r#"called before each delay"#;
        on_give_up: r#"replaces the final error; `GiveUp` holds the reason, the number of attempts and the sum of the delays"#;
        observe: r#"observers of every event: a `Report`, a closure, any `Observer`"#;
        budget: r#"bounds the retries of all calls that share it"#;
        cooldown: r#"if the server asks one call to wait, all calls that share the cooldown hold back their attempts"#;
        policy: r#"a `Policy`, `&Policy` or `Option<Policy>` chosen at run time; replaces all arguments that describe a policy"#;
        with: r#"the profile, which supplies every setting that the attribute does not set"#;
        sleep: r#"replaces the default way to wait"#;
        cancel: r#"cuts a delay short, and ends the call with its last outcome"#;
        name: r#"the name of the function in events; the function's path by default"#;
        log: r#"the level at which the feature `tracing` logs retries; `off` silences give-ups too; `warn` by default"#;
    }
}
