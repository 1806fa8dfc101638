/// Of a static.
/**

# Retries

A failed attempt is retried:
- within the budget `BUDGET`.*/
fn shared() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __budget<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls __retry::RetryBudget {
        let __budget: &'a_static_shared_by_all_calls __retry::RetryBudget = __retry::budget(
            &BUDGET,
        );
        __budget
    }
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                __call
                    .succeed(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::Some(__budget()),
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
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::Some(__budget()),
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
                    __retry::Some(__delay) => {
                        let __reservation = __call.reserve(__budget());
                        __retry::drop(__error);
                        __reservation.commit();
                        __delay
                    }
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        let __reservation = __call.reserve(__budget());
        __retry::sleep(__retry::THREAD, __delay);
        __reservation.commit();
    }
}
async fn shared_async() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __budget<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls __retry::RetryBudget {
        let __budget: &'a_static_shared_by_all_calls __retry::RetryBudget = __retry::budget(
            &budgets::FETCH,
        );
        __budget
    }
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = async {
            if let __retry::Some(__pinned) = __retry::None::<Result<u32, Error>> {
                return __pinned;
            }
            match () {
                () => get().await,
            }
        }
            .await;
        let (__delay, __held, __format) = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                __call
                    .succeed(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::Some(__budget()),
                    );
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                let __format = {
                    use __retry::{
                        SelectDebug as _, SelectDisplay as _, SelectError as _,
                        SelectName as _,
                    };
                    (&&&&&&__retry::SelectFormat(__retry::Some(&__error)))
                        .__retry_format()
                };
                match __call
                    .observed_delay(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::Some(__budget()),
                        },
                        __format,
                        &__error,
                    )
                {
                    __retry::Some(__delay) => {
                        let __reservation = __call.reserve(__budget());
                        let __held = __retry::hold(__error, __retry::drop);
                        __reservation.commit();
                        (__delay, __held, __format)
                    }
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        let __reservation = __call.reserve(__budget());
        match {
            let __begun = __retry::begun(&__held, __delay);
            let __waited = __retry::sleep_async_with(&nap, __delay).await;
            __retry::waited(&__waited, __begun, __held)
        } {
            __retry::Continue((__held, __unwaited)) => {
                __reservation.commit();
                __call.record_unwaited(__unwaited);
            }
            __retry::Break((__error, __unwaited)) => {
                __retry::drop(__reservation);
                __call
                    .observed_cancel(
                        __unwaited,
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::Some(__budget()),
                        __format,
                        &__error,
                    );
                return __retry::from_error(__error);
            }
        }
    }
}
fn lent(budget: &RetryBudget) -> Result<u32, Error> {
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
                        __retry::Some(__retry::budget(&budget)),
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
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::Some(__retry::budget(&budget)),
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
                    __retry::Some(__delay) => {
                        let __reservation = __call.reserve(__retry::budget(&budget));
                        __retry::drop(__error);
                        __reservation.commit();
                        __delay
                    }
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        let __reservation = __call.reserve(__retry::budget(&budget));
        __retry::sleep(__retry::THREAD, __delay);
        __reservation.commit();
    }
}
/// Of a field.
/**

# Retries

A failed attempt is retried:
- within the budget `self.budget`.*/
fn owned(&self) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    __retry::Ok(_) => {
                        __call.refund(__retry::budget(&self.budget));
                        __retry::Decision::Succeed
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
                                    elapsed: __retry::Elapsed::ZERO,
                                    policy: &__retry::DEFAULT,
                                    budget: __retry::Some(__retry::budget(&self.budget)),
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
                    tokens: __call.tokens_left(__retry::budget(&self.budget)),
                }
                    .send(
                        __result,
                        |__message| match __message {
                            __retry::Message::Event(__event) => {}
                            __retry::Message::Retry(__retry) => {
                                __retry::on_retry(&note, __retry)
                            }
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
        let __reservation = __call.reserve(__retry::budget(&self.budget));
        __retry::sleep(__retry::THREAD, __delay);
        __reservation.commit();
    }
}
fn told(&self) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __budget<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls __retry::RetryBudget {
        let __budget: &'a_static_shared_by_all_calls __retry::RetryBudget = __retry::budget(
            &BUDGET,
        );
        __budget
    }
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    __retry::Ok(__value) => {
                        match __retry::until(&is_done, __value) {
                            __retry::Verdict::Stop => {
                                __call.refund(__budget());
                                __retry::Decision::Succeed
                            }
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
                                            budget: __retry::Some(__budget()),
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
                                    elapsed: __retry::Elapsed::ZERO,
                                    policy: &__retry::DEFAULT,
                                    budget: __retry::Some(__budget()),
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
                    reserved: __retry::Some(__budget()),
                    tokens: __call.tokens_left(__budget()),
                }
                    .send(
                        __result,
                        |__message| match __message {
                            __retry::Message::Event(__event) => {}
                            __retry::Message::Retry(__retry) => {
                                __retry::on_retry(&note, __retry)
                            }
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
        let __reservation = __call.reserve(__budget());
        __retry::sleep(__retry::THREAD, __delay);
        __reservation.commit();
    }
}
fn picky(&self) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __budget<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls __retry::RetryBudget {
        let __budget: &'a_static_shared_by_all_calls __retry::RetryBudget = __retry::budget(
            &BUDGET,
        );
        __budget
    }
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                __call
                    .succeed(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::Some(__budget()),
                    );
                return __retry::from_value(__value);
            }
            __retry::Err(__error) => {
                match __call
                    .observed_delay(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: if __retry::when(&is_busy, &__error) {
                                __retry::Verdict::Retry
                            } else {
                                __retry::Verdict::Stop
                            },
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::Some(__budget()),
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
                    __retry::Some(__delay) => {
                        let __reservation = __call.reserve(__budget());
                        __retry::drop(__error);
                        __reservation.commit();
                        __delay
                    }
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        let __reservation = __call.reserve(__budget());
        __retry::sleep(__retry::THREAD, __delay);
        __reservation.commit();
    }
}
/// With a cooldown.
/**

# Retries

A failed attempt is retried:
- never earlier than the error asks.*/
fn cooled() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __cooldown<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls __retry::Cooldown {
        let __cooldown: &'a_static_shared_by_all_calls __retry::Cooldown = __retry::cooldown(
            &GITHUB,
        );
        __cooldown
    }
    let mut __call = __retry::Call::new();
    let mut __cooling = <__retry::Cooling<1> as __retry::CooledAttempt>::start();
    loop {
        let __delay = '__wait: {
            if let __retry::Some(__delay) = __retry::CooledAttempt::next_delay(
                &mut __cooling,
                __retry::Some(__cooldown()),
                &__retry::DEFAULT,
                || __retry::None,
            ) {
                break '__wait __delay;
            }
            let __outcome = (|| -> Result<u32, Error> { get() })();
            match __retry::into_result(__outcome) {
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
                                verdict: __retry::CooledAttempt::cooled_verdict(
                                    &mut __cooling,
                                    __retry::Some(__cooldown()),
                                    &__retry::DEFAULT,
                                    __retry::retry_after(|error| error.wait, &__error),
                                ),
                                not_before: __retry::CooledAttempt::not_before(&__cooling),
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
            }
        };
        __retry::sleep(__retry::THREAD, __delay);
    }
}
async fn cooled_by_a_field(&self) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    const __POLICY: __retry::Policy = __retry::judged::policy(
        __retry::Policy::builder().max_elapsed(__retry::Duration::new(10u64, 0u32)),
    );
    let mut __clock = __retry::AsyncClock::now(&__POLICY);
    let mut __call = __retry::Call::new();
    let mut __cooling = <__retry::Cooling<1> as __retry::CooledAttempt>::start();
    loop {
        let __delay = '__wait: {
            if let __retry::Some(__delay) = __retry::CooledAttempt::next_delay(
                &mut __cooling,
                __retry::Some(__retry::cooldown(&self.cooldown)),
                &__POLICY,
                || __retry::None,
            ) {
                break '__wait __delay;
            }
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Result<u32, Error>> {
                    return __pinned;
                }
                match () {
                    () => get().await,
                }
            }
                .await;
            match __retry::into_result(__outcome) {
                __retry::Ok(__value) => {
                    __call
                        .succeed(
                            __retry::LazySite::of(__site).within(::core::module_path!()),
                            &__POLICY,
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
                                verdict: __retry::CooledAttempt::cooled_verdict(
                                    &mut __cooling,
                                    __retry::Some(__retry::cooldown(&self.cooldown)),
                                    &__POLICY,
                                    __retry::Verdict::Retry,
                                ),
                                not_before: __retry::CooledAttempt::not_before(&__cooling),
                                not_ready: false,
                                elapsed: __clock.lap(&__POLICY, __call.attempt()),
                                policy: &__POLICY,
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
            }
        };
        __retry::sleep_async(__retry::TIMER, __delay).await;
    }
}
