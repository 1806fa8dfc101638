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
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .max_attempts(6u32)
            .base_delay(::retry_runtime::private::Duration::new(1u64, 500000000u32))
            .max_delay(::retry_runtime::private::Duration::new(3600u64, 0u32))
            .max_pushback(::retry_runtime::private::Duration::new(7200u64, 0u32))
            .backoff(::retry_runtime::private::Backoff::Linear)
            .jitter(::retry_runtime::private::Jitter::Proportional(0.25f64))
            .seed(7u64)
            .max_elapsed(::retry_runtime::private::Duration::new(120u64, 0u32)),
    );
    let mut __clock = ::retry_runtime::private::Clock::now(&__POLICY);
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay_after(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(()),
                            policy: &__POLICY,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: __clock.lap(&__POLICY, __call.attempt()),
                            budget: ::retry_runtime::private::None,
                        },
                        __error,
                    )
                {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
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
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .unlimited()
            .factor(1.5f64)
            .jitter(::retry_runtime::private::Jitter::Equal),
    );
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(&__POLICY, __error) {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Constant.
/**

# Retries

A failed attempt is retried:
- constant backoff,
- no jitter.*/
fn constant() -> Result<(), Error> {
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .backoff(::retry_runtime::private::Backoff::Constant)
            .jitter(::retry_runtime::private::Jitter::None),
    );
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(&__POLICY, __error) {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Fibonacci.
/**

# Retries

A failed attempt is retried:
- fibonacci backoff,
- full jitter.*/
fn fibonacci() -> Result<(), Error> {
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .backoff(::retry_runtime::private::Backoff::Fibonacci)
            .jitter(::retry_runtime::private::Jitter::Full),
    );
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(&__POLICY, __error) {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Exponential.
/**

# Retries

A failed attempt is retried:
- exponential backoff.*/
fn exponential() -> Result<(), Error> {
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .backoff(::retry_runtime::private::Backoff::Exponential),
    );
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(&__POLICY, __error) {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Of a curve.
/**

# Retries

A failed attempt is retried:
- `crate::curve` backoff,
- the first at once.*/
fn curve() -> Result<(), Error> {
    const __BACKOFF: ::retry_runtime::private::Backoff = ::retry_runtime::private::judged::backoff(
        crate::curve,
    );
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder().backoff(__BACKOFF).fast_first(),
    );
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(&__POLICY, __error) {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Of a list.
/**

# Retries

A failed attempt is retried:
- after 0ns, 1.5s, `LATER`, of which the last repeats,
- full jitter.*/
fn listed() -> Result<(), Error> {
    const __DELAYS: &[::retry_runtime::private::Duration] = &[
        ::retry_runtime::private::Duration::new(0u64, 0u32),
        ::retry_runtime::private::Duration::new(1u64, 500000000u32),
        ::retry_runtime::private::judged::later_delay(LATER),
    ];
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .delays(__DELAYS)
            .jitter(::retry_runtime::private::Jitter::Full),
    );
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(&__POLICY, __error) {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
fn listed_by_a_type<T: Limited>() -> Result<(), Error> {
    let __policy: &::retry_runtime::private::Policy = const {
        &::retry_runtime::private::judged::policy(
            ::retry_runtime::private::Policy::builder()
                .delays(const {
                    &[
                        Self::FIRST,
                        ::retry_runtime::private::judged::later_delay(T::SECOND),
                    ]
                }),
        )
    };
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(__policy, __error) {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// Decorrelated.
/**

# Retries

A failed attempt is retried:
- decorrelated jitter.*/
fn decorrelated() -> Result<(), Error> {
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .jitter(::retry_runtime::private::Jitter::Decorrelated),
    );
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(&__POLICY, __error) {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
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
    const __MAX: ::core::primitive::u32 = ::retry_runtime::private::judged::max(MAX);
    const __BASE_DELAY: ::retry_runtime::private::Duration = ::retry_runtime::private::judged::base_delay(
        crate::START,
    );
    const __FACTOR: ::core::primitive::f64 = ::retry_runtime::private::judged::factor(
        FACTOR,
    );
    const __SEED: ::core::primitive::u64 = ::retry_runtime::private::judged::seed(SEED);
    const __MAX_ELAPSED: ::retry_runtime::private::Duration = ::retry_runtime::private::judged::max_elapsed(
        limit(1, !2),
    );
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .max(__MAX)
            .base_delay(__BASE_DELAY)
            .factor(__FACTOR)
            .jitter(::retry_runtime::private::Jitter::Full)
            .seed(__SEED)
            .max_elapsed(__MAX_ELAPSED),
    );
    let mut __clock = ::retry_runtime::private::Clock::now(&__POLICY);
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay_after(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(()),
                            policy: &__POLICY,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: __clock.lap(&__POLICY, __call.attempt()),
                            budget: ::retry_runtime::private::None,
                        },
                        __error,
                    )
                {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
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
    let __policy: &::retry_runtime::private::Policy = const {
        &::retry_runtime::private::judged::policy(
            ::retry_runtime::private::Policy::builder()
                .max_attempts(::retry_runtime::private::judged::max_attempts(ATTEMPTS))
                .base_delay(::retry_runtime::private::judged::base_delay({ N.start }))
                .max_delay(::retry_runtime::private::judged::max_delay(Self::CAP)),
        )
    };
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get(of) })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(__policy, __error) {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
fn of_a_type<T: Limited>() -> Result<(), Error> {
    let __policy: &::retry_runtime::private::Policy = const {
        &::retry_runtime::private::judged::policy(
            ::retry_runtime::private::Policy::builder()
                .max(::retry_runtime::private::judged::max(T::MAX)),
        )
    };
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(__policy, __error) {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
/// By an expression.
/**

# Retries

A failed attempt is retried:
- by the policy `policies.fetch`.*/
fn given(policies: &Policies) -> Result<(), Error> {
    let __policy: &::retry_runtime::private::Policy = &::retry_runtime::private::policy(
        policies.fetch,
    );
    let mut __clock = ::retry_runtime::private::Clock::now(__policy);
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get(policies) })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay_after(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(()),
                            policy: __policy,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: __clock.lap(__policy, __call.attempt()),
                            budget: ::retry_runtime::private::None,
                        },
                        __error,
                    )
                {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __clock.begin_attempt(__policy);
    }
}
/// By a closure.
/**

# Retries

A failed attempt is retried:
- by a policy of its own.*/
fn computed() -> Result<(), Error> {
    let __policy: &::retry_runtime::private::Policy = &::retry_runtime::private::policy(||
    POLICY);
    let mut __clock = ::retry_runtime::private::Clock::now(__policy);
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<(), Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay_after(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(()),
                            policy: __policy,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: __clock.lap(__policy, __call.attempt()),
                            budget: ::retry_runtime::private::None,
                        },
                        __error,
                    )
                {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __clock.begin_attempt(__policy);
    }
}
