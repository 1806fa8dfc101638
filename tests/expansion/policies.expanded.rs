/// Of numbers.
/**

# Retries

A failed attempt is retried:
- at most 6 attempts,
- the first after 1.5s,
- each after at most 3600s,
- after up to 7200s if the error asks for it,
- linear backoff,
- proportional (0.25) jitter,
- none later than 120s after the call began.*/
fn numbers() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    const __POLICY: __retry::Policy = __retry::judged::policy(
        __retry::Policy::builder()
            .max_attempts(6u32)
            .base_delay(__retry::Duration::new(1u64, 500000000u32))
            .max_delay(__retry::Duration::new(3600u64, 0u32))
            .max_pushback(__retry::Duration::new(7200u64, 0u32))
            .backoff(__retry::Backoff::Linear)
            .jitter(__retry::Jitter::Proportional(0.25f64))
            .seed(7u64)
            .max_elapsed(__retry::Duration::new(120u64, 0u32)),
    );
    let mut __clock = __retry::Clock::now(&__POLICY);
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .delay_after(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(()),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __clock.lap(&__POLICY, __call.attempt()),
                            policy: &__POLICY,
                            budget: __retry::None,
                        },
                        __error,
                    )
                {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Of words.
/**

# Retries

A failed attempt is retried:
- without a limit on retries,
- each delay 1.5 times the one before,
- equal jitter.*/
fn words() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .delay_by_policy(
                        const {
                            &__retry::Policy::builder()
                                .unlimited()
                                .factor(1.5f64)
                                .jitter(__retry::Jitter::Equal)
                                .build()
                        },
                        __error,
                    )
                {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Constant.
/**

# Retries

A failed attempt is retried:
- constant backoff,
- no jitter.*/
fn constant() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .delay_by_policy(
                        const {
                            &__retry::Policy::builder()
                                .backoff(__retry::Backoff::Constant)
                                .jitter(__retry::Jitter::None)
                                .build()
                        },
                        __error,
                    )
                {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Fibonacci.
/**

# Retries

A failed attempt is retried:
- fibonacci backoff,
- full jitter.*/
fn fibonacci() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .delay_by_policy(
                        const {
                            &__retry::Policy::builder()
                                .backoff(__retry::Backoff::Fibonacci)
                                .jitter(__retry::Jitter::Full)
                                .build()
                        },
                        __error,
                    )
                {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Exponential.
/**

# Retries

A failed attempt is retried:
- exponential backoff.*/
fn exponential() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .delay_by_policy(
                        const {
                            &__retry::Policy::builder()
                                .backoff(__retry::Backoff::Exponential)
                                .build()
                        },
                        __error,
                    )
                {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Of a curve.
/**

# Retries

A failed attempt is retried:
- `crate::curve` backoff,
- the first at once.*/
fn curve() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    const __BACKOFF: __retry::Backoff = __retry::judged::backoff(crate::curve);
    const __POLICY: __retry::Policy = __retry::judged::policy(
        __retry::Policy::builder().backoff(__BACKOFF).fast_first(),
    );
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(&__POLICY, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Of a list.
/**

# Retries

A failed attempt is retried:
- after 0ns, 1.5s, `LATER`, of which the last repeats,
- full jitter.*/
fn listed() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    const __DELAYS: &[__retry::Duration] = &[
        __retry::Duration::new(0u64, 0u32),
        __retry::Duration::new(1u64, 500000000u32),
        __retry::judged::later_delay(LATER),
    ];
    const __POLICY: __retry::Policy = __retry::judged::policy(
        __retry::Policy::builder().delays(__DELAYS).jitter(__retry::Jitter::Full),
    );
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(&__POLICY, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
fn listed_by_a_type<T: Limited>() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    let __policy: &__retry::Policy = const {
        &__retry::judged::policy(
            __retry::Policy::builder()
                .delays(const {
                    &[Self::FIRST, __retry::judged::later_delay(T::SECOND)]
                }),
        )
    };
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(__policy, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Decorrelated.
/**

# Retries

A failed attempt is retried:
- decorrelated jitter.*/
fn decorrelated() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .delay_by_policy(
                        const {
                            &__retry::Policy::builder()
                                .jitter(__retry::Jitter::Decorrelated)
                                .build()
                        },
                        __error,
                    )
                {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Of constants.
/**

# Retries

A failed attempt is retried:
- at most `MAX` retries,
- the first after `crate::START`,
- each delay `FACTOR` times the one before,
- full jitter,
- none later than `limit(1,! 2)` after the call began.*/
fn constants() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    const __MAX: ::core::primitive::u32 = __retry::judged::max(MAX);
    const __BASE_DELAY: __retry::Duration = __retry::judged::base_delay(crate::START);
    const __FACTOR: ::core::primitive::f64 = __retry::judged::factor(FACTOR);
    const __SEED: ::core::primitive::u64 = __retry::judged::seed(SEED);
    const __MAX_ELAPSED: __retry::Duration = __retry::judged::max_elapsed(limit(1, !2));
    const __POLICY: __retry::Policy = __retry::judged::policy(
        __retry::Policy::builder()
            .max(__MAX)
            .base_delay(__BASE_DELAY)
            .factor(__FACTOR)
            .jitter(__retry::Jitter::Full)
            .seed(__SEED)
            .max_elapsed(__MAX_ELAPSED),
    );
    let mut __clock = __retry::Clock::now(&__POLICY);
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .delay_after(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(()),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __clock.lap(&__POLICY, __call.attempt()),
                            policy: &__POLICY,
                            budget: __retry::None,
                        },
                        __error,
                    )
                {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// Of generic constants.
/**

# Retries

A failed attempt is retried:
- at most `ATTEMPTS` attempts,
- the first after `{ N.start }`,
- each after at most `Self::CAP`.*/
fn generic<'a, T, const N: usize>(of: &'a T) -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    let __policy: &__retry::Policy = const {
        &__retry::judged::policy(
            __retry::Policy::builder()
                .max_attempts(__retry::judged::max_attempts(ATTEMPTS))
                .base_delay(__retry::judged::base_delay({ N.start }))
                .max_delay(__retry::judged::max_delay(Self::CAP)),
        )
    };
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get(of) })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(__policy, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
fn of_a_type<T: Limited>() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    let __policy: &__retry::Policy = const {
        &__retry::judged::policy(
            __retry::Policy::builder().max(__retry::judged::max(T::MAX)),
        )
    };
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call.delay_by_policy(__policy, __error) {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
/// By an expression.
/**

# Retries

A failed attempt is retried:
- by the policy `policies.fetch`.*/
fn given(policies: &Policies) -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    let __policy: &__retry::Policy = &__retry::policy(policies.fetch);
    let mut __clock = __retry::Clock::now(__policy);
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get(policies) })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .delay_after(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(()),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __clock.lap(__policy, __call.attempt()),
                            policy: __policy,
                            budget: __retry::None,
                        },
                        __error,
                    )
                {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
        __clock.begin_attempt(__policy);
    }
}
/// By a closure.
/**

# Retries

A failed attempt is retried:
- by a policy of its own.*/
fn computed() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    let __policy: &__retry::Policy = &__retry::policy(|| POLICY);
    let mut __clock = __retry::Clock::now(__policy);
    let mut __call = __retry::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .delay_after(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(()),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __clock.lap(__policy, __call.attempt()),
                            policy: __policy,
                            budget: __retry::None,
                        },
                        __error,
                    )
                {
                    __retry::Ok(__delay) => __delay,
                    __retry::Err(__error) => return __retry::from_error(__error),
                }
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
        __clock.begin_attempt(__policy);
    }
}
