/// Of a static.
/**

# Retries

A failed attempt is retried:
- within the budget `BUDGET`.*/
fn shared() -> Result<u32, Error> {
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __budget<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls ::retry_runtime::private::RetryBudget {
        let __budget: &'a_static_shared_by_all_calls ::retry_runtime::private::RetryBudget = ::retry_runtime::private::budget(
            &BUDGET,
        );
        __budget
    }
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call.refund(__budget());
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay_after(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::Some(__budget()),
                        },
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        let __reservation = __call.reserve(__budget());
                        ::retry_runtime::private::drop(__error);
                        __reservation.commit();
                        __delay
                    }
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        let __reservation = __call.reserve(__budget());
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __reservation.commit();
    }
}
async fn shared_async() -> Result<u32, Error> {
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __budget<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls ::retry_runtime::private::RetryBudget {
        let __budget: &'a_static_shared_by_all_calls ::retry_runtime::private::RetryBudget = ::retry_runtime::private::budget(
            &budgets::FETCH,
        );
        __budget
    }
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = async {
            if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                Result<u32, Error>,
            > {
                return __pinned;
            }
            match () {
                () => get().await,
            }
        }
            .await;
        let (__delay, __held) = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call.refund(__budget());
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay_after(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::Some(__budget()),
                        },
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        let __reservation = __call.reserve(__budget());
                        let __held = ::retry_runtime::private::hold(
                            __error,
                            ::retry_runtime::private::drop,
                        );
                        __reservation.commit();
                        (__delay, __held)
                    }
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        let __reservation = __call.reserve(__budget());
        match {
            let __begun = ::retry_runtime::private::begun(&__held, __delay);
            let __waited = ::retry_runtime::private::sleep_async_with(&nap, __delay)
                .await;
            ::retry_runtime::private::waited(&__waited, __begun, __held)
        } {
            ::retry_runtime::private::Continue((__held, __unwaited)) => {
                __reservation.commit();
                __call.cut(__unwaited);
            }
            ::retry_runtime::private::Break((__error, __unwaited)) => {
                ::retry_runtime::private::drop(__reservation);
                return ::retry_runtime::private::from_error(__error);
            }
        }
    }
}
fn lent(budget: &RetryBudget) -> Result<u32, Error> {
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call.refund(::retry_runtime::private::budget(&budget));
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay_after(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::Some(
                                ::retry_runtime::private::budget(&budget),
                            ),
                        },
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        let __reservation = __call
                            .reserve(::retry_runtime::private::budget(&budget));
                        ::retry_runtime::private::drop(__error);
                        __reservation.commit();
                        __delay
                    }
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        let __reservation = __call.reserve(::retry_runtime::private::budget(&budget));
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __reservation.commit();
    }
}
/// Of a field.
/**

# Retries

A failed attempt is retried:
- within the budget `self.budget`.*/
fn owned(&self) -> Result<u32, Error> {
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call.refund(::retry_runtime::private::budget(&self.budget));
                return ::retry_runtime::private::from_value(__value);
            }
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
                        __call.refund(::retry_runtime::private::budget(&self.budget));
                        ::retry_runtime::private::Decision::Succeed
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(()),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::Some(
                                        ::retry_runtime::private::budget(&self.budget),
                                    ),
                                },
                            )
                    }
                };
                let __delay = ::retry_runtime::private::Notice {
                    site: ::retry_runtime::private::None,
                    policy: &::retry_runtime::private::DEFAULT,
                    call: &__call,
                    decision: __decision,
                    format: ::retry_runtime::private::format(
                        ::retry_runtime::private::ByTypeName,
                    ),
                    reserved: ::retry_runtime::private::None,
                    tokens: __call
                        .tokens_left(::retry_runtime::private::budget(&self.budget)),
                }
                    .send(
                        __result,
                        |__message| match __message {
                            ::retry_runtime::private::Message::Event(__event) => {}
                            ::retry_runtime::private::Message::Retry(__retry) => {
                                ::retry_runtime::private::on_retry(&note, __retry)
                            }
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
        let __reservation = __call
            .reserve(::retry_runtime::private::budget(&self.budget));
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __reservation.commit();
    }
}
fn told(&self) -> Result<u32, Error> {
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __budget<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls ::retry_runtime::private::RetryBudget {
        let __budget: &'a_static_shared_by_all_calls ::retry_runtime::private::RetryBudget = ::retry_runtime::private::budget(
            &BUDGET,
        );
        __budget
    }
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(__value) => {
                        match ::retry_runtime::private::until(&is_done, __value) {
                            ::retry_runtime::private::Verdict::Stop => {
                                __call.refund(__budget());
                                ::retry_runtime::private::Decision::Succeed
                            }
                            __verdict => {
                                __call
                                    .decide(
                                        &::retry_runtime::private::FailedAttempt {
                                            site: ::retry_runtime::private::LazySite::of(()),
                                            policy: &::retry_runtime::private::DEFAULT,
                                            verdict: __verdict,
                                            not_ready: true,
                                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                            budget: ::retry_runtime::private::Some(__budget()),
                                        },
                                    )
                            }
                        }
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(()),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::Some(__budget()),
                                },
                            )
                    }
                };
                let __delay = ::retry_runtime::private::Notice {
                    site: ::retry_runtime::private::None,
                    policy: &::retry_runtime::private::DEFAULT,
                    call: &__call,
                    decision: __decision,
                    format: ::retry_runtime::private::format(
                        ::retry_runtime::private::ByTypeName,
                    ),
                    reserved: ::retry_runtime::private::Some(__budget()),
                    tokens: __call.tokens_left(__budget()),
                }
                    .send(
                        __result,
                        |__message| match __message {
                            ::retry_runtime::private::Message::Event(__event) => {}
                            ::retry_runtime::private::Message::Retry(__retry) => {
                                ::retry_runtime::private::on_retry(&note, __retry)
                            }
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
        let __reservation = __call.reserve(__budget());
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __reservation.commit();
    }
}
fn picky(&self) -> Result<u32, Error> {
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __budget<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls ::retry_runtime::private::RetryBudget {
        let __budget: &'a_static_shared_by_all_calls ::retry_runtime::private::RetryBudget = ::retry_runtime::private::budget(
            &BUDGET,
        );
        __budget
    }
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call.refund(__budget());
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay_after(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: if ::retry_runtime::private::when(
                                &is_busy,
                                &__error,
                            ) {
                                ::retry_runtime::private::Verdict::Retry
                            } else {
                                ::retry_runtime::private::Verdict::Stop
                            },
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::Some(__budget()),
                        },
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        let __reservation = __call.reserve(__budget());
                        ::retry_runtime::private::drop(__error);
                        __reservation.commit();
                        __delay
                    }
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        let __reservation = __call.reserve(__budget());
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __reservation.commit();
    }
}
/// With a cooldown.
/**

# Retries

A failed attempt is retried:
- never earlier than the error asks.*/
fn cooled() -> Result<u32, Error> {
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __cooldown<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls ::retry_runtime::private::Cooldown {
        let __cooldown: &'a_static_shared_by_all_calls ::retry_runtime::private::Cooldown = ::retry_runtime::private::cooldown(
            &GITHUB,
        );
        __cooldown
    }
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    let mut __cooling = <::retry_runtime::private::Cooling<
        1,
    > as ::retry_runtime::private::CooledAttempt>::start();
    loop {
        let __delay = '__wait: {
            if let ::retry_runtime::private::Some(__delay) = ::retry_runtime::private::CooledAttempt::next_delay(
                &mut __cooling,
                ::retry_runtime::private::Some(__cooldown()),
                &::retry_runtime::private::DEFAULT,
                || ::retry_runtime::private::None,
            ) {
                break '__wait __delay;
            }
            let __outcome = (|| -> Result<u32, Error> { get() })();
            match ::retry_runtime::private::into_result(__outcome) {
                ::retry_runtime::private::Ok(__value) => {
                    return ::retry_runtime::private::from_value(__value);
                }
                ::retry_runtime::private::Err(__error) => {
                    match __call
                        .delay_after(
                            &::retry_runtime::private::FailedAttempt {
                                site: ::retry_runtime::private::LazySite::of(()),
                                policy: &::retry_runtime::private::DEFAULT,
                                verdict: ::retry_runtime::private::CooledAttempt::weigh(
                                    &mut __cooling,
                                    ::retry_runtime::private::Some(__cooldown()),
                                    &::retry_runtime::private::DEFAULT,
                                    ::retry_runtime::private::retry_after(
                                        |error| error.wait,
                                        &__error,
                                    ),
                                ),
                                not_ready: false,
                                elapsed: ::retry_runtime::private::Elapsed::ZERO,
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
            }
        };
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
async fn cooled_by_a_field(&self) -> Result<u32, Error> {
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .max_elapsed(::retry_runtime::private::Duration::new(10u64, 0u32)),
    );
    let mut __clock = ::retry_runtime::private::AsyncClock::now(&__POLICY);
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    let mut __cooling = <::retry_runtime::private::Cooling<
        1,
    > as ::retry_runtime::private::CooledAttempt>::start();
    loop {
        let __delay = '__wait: {
            if let ::retry_runtime::private::Some(__delay) = ::retry_runtime::private::CooledAttempt::next_delay(
                &mut __cooling,
                ::retry_runtime::private::Some(
                    ::retry_runtime::private::cooldown(&self.cooldown),
                ),
                &__POLICY,
                || ::retry_runtime::private::None,
            ) {
                break '__wait __delay;
            }
            let __outcome = async {
                if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                    Result<u32, Error>,
                > {
                    return __pinned;
                }
                match () {
                    () => get().await,
                }
            }
                .await;
            match ::retry_runtime::private::into_result(__outcome) {
                ::retry_runtime::private::Ok(__value) => {
                    return ::retry_runtime::private::from_value(__value);
                }
                ::retry_runtime::private::Err(__error) => {
                    match __call
                        .delay_after(
                            &::retry_runtime::private::FailedAttempt {
                                site: ::retry_runtime::private::LazySite::of(()),
                                policy: &__POLICY,
                                verdict: ::retry_runtime::private::CooledAttempt::weigh(
                                    &mut __cooling,
                                    ::retry_runtime::private::Some(
                                        ::retry_runtime::private::cooldown(&self.cooldown),
                                    ),
                                    &__POLICY,
                                    ::retry_runtime::private::Verdict::Retry,
                                ),
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
            }
        };
        ::retry_runtime::private::sleep_async(::retry_runtime::private::TIMER, __delay)
            .await;
    }
}
