/// When.
/**

# Retries

A failed attempt is retried:
- only errors for which `Error::is_transient` holds.*/
fn when() -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call
                    .succeed(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                        &::retry_runtime::private::DEFAULT,
                        ::retry_runtime::private::None,
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: if ::retry_runtime::private::when(
                                &Error::is_transient,
                                &__error,
                            ) {
                                ::retry_runtime::private::Verdict::Retry
                            } else {
                                ::retry_runtime::private::Verdict::Stop
                            },
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::None,
                        },
                        {
                            use ::retry_runtime::private::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&::retry_runtime::private::SelectFormat(
                                ::retry_runtime::private::Some(&__error),
                            ))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => __delay,
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// When and hinted.
/**

# Retries

A failed attempt is retried:
- only some errors,
- never earlier than the error asks.*/
fn hinted() -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call
                    .succeed(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                        &::retry_runtime::private::DEFAULT,
                        ::retry_runtime::private::None,
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: if ::retry_runtime::private::when(
                                |error| error.busy,
                                &__error,
                            ) {
                                ::retry_runtime::private::retry_after(&hint, &__error)
                            } else {
                                ::retry_runtime::private::Verdict::Stop
                            },
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::None,
                        },
                        {
                            use ::retry_runtime::private::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&::retry_runtime::private::SelectFormat(
                                ::retry_runtime::private::Some(&__error),
                            ))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => __delay,
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
fn only_hinted() -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call
                    .succeed(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                        &::retry_runtime::private::DEFAULT,
                        ::retry_runtime::private::None,
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::retry_after(
                                |error: &Error| error.hint,
                                &__error,
                            ),
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::None,
                        },
                        {
                            use ::retry_runtime::private::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&::retry_runtime::private::SelectFormat(
                                ::retry_runtime::private::Some(&__error),
                            ))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => __delay,
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Classified.
/**

# Retries

A failed attempt is retried:
- as `judge` judges the error.*/
fn classified() -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call
                    .succeed(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                        &::retry_runtime::private::DEFAULT,
                        ::retry_runtime::private::None,
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::classify(
                                &judge,
                                &__error,
                            ),
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::None,
                        },
                        {
                            use ::retry_runtime::private::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&::retry_runtime::private::SelectFormat(
                                ::retry_runtime::private::Some(&__error),
                            ))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => __delay,
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Classified here.
/**

# Retries

A failed attempt is retried:
- only some errors.*/
fn classified_here() -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call
                    .succeed(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                        &::retry_runtime::private::DEFAULT,
                        ::retry_runtime::private::None,
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::classify(
                                |error| error.verdict(),
                                &__error,
                            ),
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::None,
                        },
                        {
                            use ::retry_runtime::private::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&::retry_runtime::private::SelectFormat(
                                ::retry_runtime::private::Some(&__error),
                            ))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => __delay,
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Polled.
/**

# Retries

A failed attempt is retried:
- none later than 3600s after the call began,
- a success too, until its value is accepted.*/
fn polled(id: u64) -> Result<Job, Error> {
    fn __site() {}
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .max_elapsed(::retry_runtime::private::Duration::new(3600u64, 0u32)),
    );
    let mut __clock = ::retry_runtime::private::Clock::now(&__POLICY);
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<Job, Error> { get(id) })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(__value) => {
                        match ::retry_runtime::private::until(|job| job.done, __value) {
                            ::retry_runtime::private::Verdict::Stop => {
                                ::retry_runtime::private::Decision::Succeed
                            }
                            __verdict => {
                                __call
                                    .decide(
                                        &::retry_runtime::private::FailedAttempt {
                                            site: ::retry_runtime::private::LazySite::of(__site)
                                                .within(::core::module_path!()),
                                            policy: &__POLICY,
                                            verdict: __verdict,
                                            not_ready: true,
                                            elapsed: __clock.lap(&__POLICY, __call.attempt()),
                                            budget: ::retry_runtime::private::None,
                                        },
                                    )
                            }
                        }
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    policy: &__POLICY,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: __clock.lap(&__POLICY, __call.attempt()),
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                    }
                };
                let __delay = ::retry_runtime::private::Notice {
                    site: if __call.has_failed() {
                        ::retry_runtime::private::Some(
                            ::retry_runtime::private::placed(
                                ::retry_runtime::private::site(__site),
                                ::core::module_path!(),
                            ),
                        )
                    } else {
                        ::retry_runtime::private::None
                    },
                    policy: &__POLICY,
                    call: &__call,
                    decision: __decision,
                    format: ::retry_runtime::private::format({
                        use ::retry_runtime::private::{
                            SelectDebug as _, SelectDisplay as _, SelectError as _,
                            SelectName as _,
                        };
                        (&&&&&&::retry_runtime::private::SelectFormat(
                            __result.as_ref().err(),
                        ))
                            .__retry_format()
                    }),
                    reserved: ::retry_runtime::private::None,
                    tokens: ::retry_runtime::private::None,
                }
                    .send(
                        __result,
                        |__message| match __message {
                            ::retry_runtime::private::Message::Event(__event) => {}
                            ::retry_runtime::private::Message::Retry(__retry) => {}
                        },
                    );
                match __delay {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(
                        ::retry_runtime::private::Ok(__value),
                    ) => return ::retry_runtime::private::from_value(__value),
                    ::retry_runtime::private::Err(
                        ::retry_runtime::private::Err(__error),
                    ) => return ::retry_runtime::private::from_error(__error),
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Polled by name.
/**

# Retries

A failed attempt is retried:
- only errors for which `is_busy` holds,
- a success too, until `is_done` accepts it.*/
fn polled_by_name(id: u64) -> Result<Job, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<Job, Error> { get(id) })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(__value) => {
                        match ::retry_runtime::private::until(&is_done, __value) {
                            ::retry_runtime::private::Verdict::Stop => {
                                ::retry_runtime::private::Decision::Succeed
                            }
                            __verdict => {
                                __call
                                    .decide(
                                        &::retry_runtime::private::FailedAttempt {
                                            site: ::retry_runtime::private::LazySite::of(__site)
                                                .within(::core::module_path!()),
                                            policy: &::retry_runtime::private::DEFAULT,
                                            verdict: __verdict,
                                            not_ready: true,
                                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                            budget: ::retry_runtime::private::None,
                                        },
                                    )
                            }
                        }
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: if ::retry_runtime::private::when(
                                        &is_busy,
                                        __error,
                                    ) {
                                        ::retry_runtime::private::Verdict::Retry
                                    } else {
                                        ::retry_runtime::private::Verdict::Stop
                                    },
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                    }
                };
                let __delay = ::retry_runtime::private::Notice {
                    site: if __call.has_failed() {
                        ::retry_runtime::private::Some(
                            ::retry_runtime::private::placed(
                                ::retry_runtime::private::site(__site),
                                ::core::module_path!(),
                            ),
                        )
                    } else {
                        ::retry_runtime::private::None
                    },
                    policy: &::retry_runtime::private::DEFAULT,
                    call: &__call,
                    decision: __decision,
                    format: ::retry_runtime::private::format({
                        use ::retry_runtime::private::{
                            SelectDebug as _, SelectDisplay as _, SelectError as _,
                            SelectName as _,
                        };
                        (&&&&&&::retry_runtime::private::SelectFormat(
                            __result.as_ref().err(),
                        ))
                            .__retry_format()
                    }),
                    reserved: ::retry_runtime::private::None,
                    tokens: ::retry_runtime::private::None,
                }
                    .send(
                        __result,
                        |__message| match __message {
                            ::retry_runtime::private::Message::Event(__event) => {}
                            ::retry_runtime::private::Message::Retry(__retry) => {}
                        },
                    );
                match __delay {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(
                        ::retry_runtime::private::Ok(__value),
                    ) => return ::retry_runtime::private::from_value(__value),
                    ::retry_runtime::private::Err(
                        ::retry_runtime::private::Err(__error),
                    ) => return ::retry_runtime::private::from_error(__error),
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
fn timed(policy: Policy) -> Result<Job, Error> {
    fn __site() {}
    let __policy: &::retry_runtime::private::Policy = &::retry_runtime::private::policy(
        policy,
    );
    let mut __clock = ::retry_runtime::private::Clock::now(__policy);
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<Job, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call
                    .succeed(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                        __policy,
                        ::retry_runtime::private::None,
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: __policy,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: __clock.lap(__policy, __call.attempt()),
                            budget: ::retry_runtime::private::None,
                        },
                        {
                            use ::retry_runtime::private::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&::retry_runtime::private::SelectFormat(
                                ::retry_runtime::private::Some(&__error),
                            ))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => __delay,
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __clock.begin_attempt(__policy);
    }
}
/// Classified by the error itself.
/**

# Retries

A failed attempt is retried:
- as the error itself says.*/
fn classified_by_itself() -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call
                    .succeed(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                        &::retry_runtime::private::DEFAULT,
                        ::retry_runtime::private::None,
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::own_verdict(&__error),
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::None,
                        },
                        {
                            use ::retry_runtime::private::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&::retry_runtime::private::SelectFormat(
                                ::retry_runtime::private::Some(&__error),
                            ))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => __delay,
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Polled by verdict.
/**

# Retries

A failed attempt is retried:
- as the error itself says,
- a success too, until its value is accepted.*/
fn polled_by_verdict(id: u64) -> Result<Job, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<Job, Error> { get(id) })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(__value) => {
                        match ::retry_runtime::private::until(
                            |job| job.verdict(),
                            __value,
                        ) {
                            ::retry_runtime::private::Verdict::Stop => {
                                ::retry_runtime::private::Decision::Succeed
                            }
                            __verdict => {
                                __call
                                    .decide(
                                        &::retry_runtime::private::FailedAttempt {
                                            site: ::retry_runtime::private::LazySite::of(__site)
                                                .within(::core::module_path!()),
                                            policy: &::retry_runtime::private::DEFAULT,
                                            verdict: __verdict,
                                            not_ready: true,
                                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                            budget: ::retry_runtime::private::None,
                                        },
                                    )
                            }
                        }
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::own_verdict(__error),
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                    }
                };
                let __delay = ::retry_runtime::private::Notice {
                    site: if __call.has_failed() {
                        ::retry_runtime::private::Some(
                            ::retry_runtime::private::placed(
                                ::retry_runtime::private::site(__site),
                                ::core::module_path!(),
                            ),
                        )
                    } else {
                        ::retry_runtime::private::None
                    },
                    policy: &::retry_runtime::private::DEFAULT,
                    call: &__call,
                    decision: __decision,
                    format: ::retry_runtime::private::format({
                        use ::retry_runtime::private::{
                            SelectDebug as _, SelectDisplay as _, SelectError as _,
                            SelectName as _,
                        };
                        (&&&&&&::retry_runtime::private::SelectFormat(
                            __result.as_ref().err(),
                        ))
                            .__retry_format()
                    }),
                    reserved: ::retry_runtime::private::None,
                    tokens: ::retry_runtime::private::None,
                }
                    .send(
                        __result,
                        |__message| match __message {
                            ::retry_runtime::private::Message::Event(__event) => {}
                            ::retry_runtime::private::Message::Retry(__retry) => {}
                        },
                    );
                match __delay {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(
                        ::retry_runtime::private::Ok(__value),
                    ) => return ::retry_runtime::private::from_value(__value),
                    ::retry_runtime::private::Err(
                        ::retry_runtime::private::Err(__error),
                    ) => return ::retry_runtime::private::from_error(__error),
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
