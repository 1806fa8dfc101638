/// When.
/**

# Retries

A failed attempt is retried:
- only errors for which `Error::is_transient` holds.*/
fn when() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                __call
                    .succeed(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::None,
                    );
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .observed_delay(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: if __retry::when(&Error::is_transient, &__error) {
                                __retry::Verdict::Retry
                            } else {
                                __retry::Verdict::Stop
                            },
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::None,
                        },
                        {
                            use __retry::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&__retry::SelectFormat(__retry::Some(&__error)))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    __retry::Some(__delay) => __delay,
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// When and hinted.
/**

# Retries

A failed attempt is retried:
- only some errors,
- never earlier than the error asks.*/
fn hinted() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                __call
                    .succeed(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::None,
                    );
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .observed_delay(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: if __retry::when(|error| error.busy, &__error) {
                                __retry::retry_after(&hint, &__error)
                            } else {
                                __retry::Verdict::Stop
                            },
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::None,
                        },
                        {
                            use __retry::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&__retry::SelectFormat(__retry::Some(&__error)))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    __retry::Some(__delay) => __delay,
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
fn only_hinted() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                __call
                    .succeed(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::None,
                    );
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .observed_delay(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: __retry::retry_after(
                                |error: &Error| error.hint,
                                &__error,
                            ),
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::None,
                        },
                        {
                            use __retry::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&__retry::SelectFormat(__retry::Some(&__error)))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    __retry::Some(__delay) => __delay,
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Classified.
/**

# Retries

A failed attempt is retried:
- as `judge` judges the error.*/
fn classified() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                __call
                    .succeed(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::None,
                    );
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .observed_delay(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: __retry::classify(&judge, &__error),
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::None,
                        },
                        {
                            use __retry::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&__retry::SelectFormat(__retry::Some(&__error)))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    __retry::Some(__delay) => __delay,
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Classified here.
/**

# Retries

A failed attempt is retried:
- only some errors.*/
fn classified_here() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                __call
                    .succeed(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::None,
                    );
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .observed_delay(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: __retry::classify(
                                |error| error.verdict(),
                                &__error,
                            ),
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::None,
                        },
                        {
                            use __retry::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&__retry::SelectFormat(__retry::Some(&__error)))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    __retry::Some(__delay) => __delay,
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Polled.
/**

# Retries

A failed attempt is retried:
- none later than 3600s after the call began,
- a success too, until its value is accepted.*/
fn polled(id: u64) -> Result<Job, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    const __POLICY: __retry::Policy = __retry::judged::policy(
        __retry::Policy::builder().max_elapsed(__retry::Duration::new(3600u64, 0u32)),
    );
    let mut __clock = __retry::Clock::now(&__POLICY);
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<Job, Error> { get(id) })();
        let __delay = match __retry::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    __retry::Ok(__value) => {
                        match __retry::until(|job| job.done, __value) {
                            __retry::Verdict::Stop => __retry::Decision::Succeed,
                            __verdict => {
                                __call
                                    .decide(
                                        &__retry::FailedAttempt {
                                            site: __retry::LazySite::of(__site)
                                                .within(::core::module_path!()),
                                            verdict: __verdict,
                                            not_before: 0,
                                            not_ready: true,
                                            elapsed: __clock.lap(&__POLICY, __call.attempt()),
                                            policy: &__POLICY,
                                            budget: __retry::None,
                                        },
                                    )
                            }
                        }
                    }
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    verdict: __retry::Verdict::Retry,
                                    not_before: 0,
                                    not_ready: false,
                                    elapsed: __clock.lap(&__POLICY, __call.attempt()),
                                    policy: &__POLICY,
                                    budget: __retry::None,
                                },
                            )
                    }
                };
                let __delay = __retry::Notice {
                    site: if __call.has_failed() {
                        __retry::Some(
                            __retry::placed(
                                __retry::site(__site),
                                ::core::module_path!(),
                            ),
                        )
                    } else {
                        __retry::None
                    },
                    policy: &__POLICY,
                    call: &__call,
                    decision: __decision,
                    format: __retry::format({
                        use __retry::{
                            SelectDebug as _, SelectDisplay as _, SelectError as _,
                            SelectName as _,
                        };
                        (&&&&&&__retry::SelectFormat(__result.as_ref().err()))
                            .__retry_format()
                    }),
                    reserved: __retry::None,
                    tokens: __retry::None,
                }
                    .send(
                        __result,
                        |__message| match __message {
                            __retry::Message::Event(__event) => {}
                            __retry::Message::Retry(__retry) => {}
                        },
                    );
                match __delay {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__retry::Ok(__value)) => {
                        return __retry::from_value(__value);
                    }
                    __retry::Err(__retry::Err(__error)) => {
                        return __retry::from_error(__error);
                    }
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Polled by name.
/**

# Retries

A failed attempt is retried:
- only errors for which `is_busy` holds,
- a success too, until `is_done` accepts it.*/
fn polled_by_name(id: u64) -> Result<Job, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<Job, Error> { get(id) })();
        let __delay = match __retry::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    __retry::Ok(__value) => {
                        match __retry::until(&is_done, __value) {
                            __retry::Verdict::Stop => __retry::Decision::Succeed,
                            __verdict => {
                                __call
                                    .decide(
                                        &__retry::FailedAttempt {
                                            site: __retry::LazySite::of(__site)
                                                .within(::core::module_path!()),
                                            verdict: __verdict,
                                            not_before: 0,
                                            not_ready: true,
                                            elapsed: __retry::Elapsed::ZERO,
                                            policy: &__retry::DEFAULT,
                                            budget: __retry::None,
                                        },
                                    )
                            }
                        }
                    }
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    verdict: if __retry::when(&is_busy, __error) {
                                        __retry::Verdict::Retry
                                    } else {
                                        __retry::Verdict::Stop
                                    },
                                    not_before: 0,
                                    not_ready: false,
                                    elapsed: __retry::Elapsed::ZERO,
                                    policy: &__retry::DEFAULT,
                                    budget: __retry::None,
                                },
                            )
                    }
                };
                let __delay = __retry::Notice {
                    site: if __call.has_failed() {
                        __retry::Some(
                            __retry::placed(
                                __retry::site(__site),
                                ::core::module_path!(),
                            ),
                        )
                    } else {
                        __retry::None
                    },
                    policy: &__retry::DEFAULT,
                    call: &__call,
                    decision: __decision,
                    format: __retry::format({
                        use __retry::{
                            SelectDebug as _, SelectDisplay as _, SelectError as _,
                            SelectName as _,
                        };
                        (&&&&&&__retry::SelectFormat(__result.as_ref().err()))
                            .__retry_format()
                    }),
                    reserved: __retry::None,
                    tokens: __retry::None,
                }
                    .send(
                        __result,
                        |__message| match __message {
                            __retry::Message::Event(__event) => {}
                            __retry::Message::Retry(__retry) => {}
                        },
                    );
                match __delay {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__retry::Ok(__value)) => {
                        return __retry::from_value(__value);
                    }
                    __retry::Err(__retry::Err(__error)) => {
                        return __retry::from_error(__error);
                    }
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
fn timed(policy: Policy) -> Result<Job, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let __policy: &__retry::Policy = &__retry::policy(policy);
    let mut __clock = __retry::Clock::now(__policy);
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<Job, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                __call
                    .succeed(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        __policy,
                        __retry::None,
                    );
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .observed_delay(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __clock.lap(__policy, __call.attempt()),
                            policy: __policy,
                            budget: __retry::None,
                        },
                        {
                            use __retry::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&__retry::SelectFormat(__retry::Some(&__error)))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    __retry::Some(__delay) => __delay,
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
        __clock.begin_attempt(__policy);
    }
}
/// Classified by the error itself.
/**

# Retries

A failed attempt is retried:
- as the error itself says.*/
fn classified_by_itself() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                __call
                    .succeed(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::None,
                    );
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .observed_delay(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: __retry::own_verdict(&__error),
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::None,
                        },
                        {
                            use __retry::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&__retry::SelectFormat(__retry::Some(&__error)))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    __retry::Some(__delay) => __delay,
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Polled by verdict.
/**

# Retries

A failed attempt is retried:
- as the error itself says,
- a success too, until its value is accepted.*/
fn polled_by_verdict(id: u64) -> Result<Job, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<Job, Error> { get(id) })();
        let __delay = match __retry::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    __retry::Ok(__value) => {
                        match __retry::until(|job| job.verdict(), __value) {
                            __retry::Verdict::Stop => __retry::Decision::Succeed,
                            __verdict => {
                                __call
                                    .decide(
                                        &__retry::FailedAttempt {
                                            site: __retry::LazySite::of(__site)
                                                .within(::core::module_path!()),
                                            verdict: __verdict,
                                            not_before: 0,
                                            not_ready: true,
                                            elapsed: __retry::Elapsed::ZERO,
                                            policy: &__retry::DEFAULT,
                                            budget: __retry::None,
                                        },
                                    )
                            }
                        }
                    }
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    verdict: __retry::own_verdict(__error),
                                    not_before: 0,
                                    not_ready: false,
                                    elapsed: __retry::Elapsed::ZERO,
                                    policy: &__retry::DEFAULT,
                                    budget: __retry::None,
                                },
                            )
                    }
                };
                let __delay = __retry::Notice {
                    site: if __call.has_failed() {
                        __retry::Some(
                            __retry::placed(
                                __retry::site(__site),
                                ::core::module_path!(),
                            ),
                        )
                    } else {
                        __retry::None
                    },
                    policy: &__retry::DEFAULT,
                    call: &__call,
                    decision: __decision,
                    format: __retry::format({
                        use __retry::{
                            SelectDebug as _, SelectDisplay as _, SelectError as _,
                            SelectName as _,
                        };
                        (&&&&&&__retry::SelectFormat(__result.as_ref().err()))
                            .__retry_format()
                    }),
                    reserved: __retry::None,
                    tokens: __retry::None,
                }
                    .send(
                        __result,
                        |__message| match __message {
                            __retry::Message::Event(__event) => {}
                            __retry::Message::Retry(__retry) => {}
                        },
                    );
                match __delay {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__retry::Ok(__value)) => {
                        return __retry::from_value(__value);
                    }
                    __retry::Err(__retry::Err(__error)) => {
                        return __retry::from_error(__error);
                    }
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
