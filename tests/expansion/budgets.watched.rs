/// Of a static.
/**

# Retries

A failed attempt is retried:
- within the budget `BUDGET`.*/
fn shared() -> Result<u32, Error> {
    fn __site() {}
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
                __call
                    .succeed(
                        ::retry_runtime::private::Place::of(__site),
                        &::retry_runtime::private::DEFAULT,
                        ::retry_runtime::private::Some(__budget()),
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay(
                        &::retry_runtime::private::Case {
                            place: ::retry_runtime::private::Place::of(__site),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            elapsed: ::retry_runtime::private::Duration::ZERO,
                            budget: ::retry_runtime::private::Some(__budget()),
                        },
                        {
                            use ::retry_runtime::private::{
                                LookDebug as _, LookDisplay as _, LookError as _,
                                LookName as _,
                            };
                            (&&&&&&::retry_runtime::private::Look(&__error))
                                .__retry_how()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        let __held = __call.hold_retry(__budget());
                        ::retry_runtime::private::drop(__error);
                        __held.spend();
                        __delay
                    }
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        let __held = __call.hold_retry(__budget());
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __held.spend();
    }
}
async fn shared_async() -> Result<u32, Error> {
    fn __site() {}
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
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call
                    .succeed(
                        ::retry_runtime::private::Place::of(__site),
                        &::retry_runtime::private::DEFAULT,
                        ::retry_runtime::private::Some(__budget()),
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay(
                        &::retry_runtime::private::Case {
                            place: ::retry_runtime::private::Place::of(__site),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            elapsed: ::retry_runtime::private::Duration::ZERO,
                            budget: ::retry_runtime::private::Some(__budget()),
                        },
                        {
                            use ::retry_runtime::private::{
                                LookDebug as _, LookDisplay as _, LookError as _,
                                LookName as _,
                            };
                            (&&&&&&::retry_runtime::private::Look(&__error))
                                .__retry_how()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        let __held = __call.hold_retry(__budget());
                        ::retry_runtime::private::drop(__error);
                        __held.spend();
                        __delay
                    }
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        let __held = __call.hold_retry(__budget());
        ::retry_runtime::private::sleep_async_with(&nap, __delay).await;
        __held.spend();
    }
}
fn lent(budget: &RetryBudget) -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                __call
                    .succeed(
                        ::retry_runtime::private::Place::of(__site),
                        &::retry_runtime::private::DEFAULT,
                        ::retry_runtime::private::Some(
                            ::retry_runtime::private::budget(&budget),
                        ),
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay(
                        &::retry_runtime::private::Case {
                            place: ::retry_runtime::private::Place::of(__site),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            elapsed: ::retry_runtime::private::Duration::ZERO,
                            budget: ::retry_runtime::private::Some(
                                ::retry_runtime::private::budget(&budget),
                            ),
                        },
                        {
                            use ::retry_runtime::private::{
                                LookDebug as _, LookDisplay as _, LookError as _,
                                LookName as _,
                            };
                            (&&&&&&::retry_runtime::private::Look(&__error))
                                .__retry_how()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        let __held = __call
                            .hold_retry(::retry_runtime::private::budget(&budget));
                        ::retry_runtime::private::drop(__error);
                        __held.spend();
                        __delay
                    }
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        let __held = __call.hold_retry(::retry_runtime::private::budget(&budget));
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __held.spend();
    }
}
/// Of a field.
/**

# Retries

A failed attempt is retried:
- within the budget `self.budget`.*/
fn owned(&self) -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
                        __call.refund(::retry_runtime::private::budget(&self.budget));
                        ::retry_runtime::private::Decision::Succeed
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::Case {
                                    place: ::retry_runtime::private::Place::of(__site),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    elapsed: ::retry_runtime::private::Duration::ZERO,
                                    budget: ::retry_runtime::private::Some(
                                        ::retry_runtime::private::budget(&self.budget),
                                    ),
                                },
                            )
                    }
                };
                if __call.has_failed() {
                    match ::retry_runtime::private::event(
                        ::retry_runtime::private::site(__site),
                        &::retry_runtime::private::DEFAULT,
                        &__call,
                        __decision,
                        (match &__result {
                            ::retry_runtime::private::Ok(_) => {
                                ::retry_runtime::private::None
                            }
                            ::retry_runtime::private::Err(__error) => {
                                ::retry_runtime::private::Some(
                                    ::retry_runtime::private::show(
                                        __error,
                                        {
                                            use ::retry_runtime::private::{
                                                LookDebug as _, LookDisplay as _, LookError as _,
                                                LookName as _,
                                            };
                                            (&&&&&&::retry_runtime::private::Look(__error))
                                                .__retry_how()
                                        },
                                    ),
                                )
                            }
                        })
                            .as_ref(),
                        ::retry_runtime::private::Some(
                            ::retry_runtime::private::budget(&self.budget),
                        ),
                    ) {
                        __event => {
                            ::retry_runtime::private::watch(&__event);
                        }
                    }
                }
                ::retry_runtime::private::on_retry(
                    &note,
                    &::retry_runtime::private::DEFAULT,
                    &__call,
                    __decision,
                    __result.as_ref().err(),
                );
                let __delay = __decision.delay(__result);
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
        let __held = __call.hold_retry(::retry_runtime::private::budget(&self.budget));
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __held.spend();
    }
}
fn told(&self) -> Result<u32, Error> {
    fn __site() {}
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
                    ::retry_runtime::private::Ok(
                        __value,
                    ) if ::retry_runtime::private::until(&is_done, __value) => {
                        __call.refund(__budget());
                        ::retry_runtime::private::Decision::Succeed
                    }
                    ::retry_runtime::private::Ok(_) => {
                        __call
                            .decide(
                                &::retry_runtime::private::Case {
                                    place: ::retry_runtime::private::Place::of(__site),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    elapsed: ::retry_runtime::private::Duration::ZERO,
                                    budget: ::retry_runtime::private::Some(__budget()),
                                },
                            )
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::Case {
                                    place: ::retry_runtime::private::Place::of(__site),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    elapsed: ::retry_runtime::private::Duration::ZERO,
                                    budget: ::retry_runtime::private::Some(__budget()),
                                },
                            )
                    }
                };
                let __held = __call.hold(__decision, __budget());
                if __call.has_failed() {
                    match ::retry_runtime::private::event(
                        ::retry_runtime::private::site(__site),
                        &::retry_runtime::private::DEFAULT,
                        &__call,
                        __decision,
                        (match &__result {
                            ::retry_runtime::private::Ok(_) => {
                                ::retry_runtime::private::None
                            }
                            ::retry_runtime::private::Err(__error) => {
                                ::retry_runtime::private::Some(
                                    ::retry_runtime::private::show(
                                        __error,
                                        {
                                            use ::retry_runtime::private::{
                                                LookDebug as _, LookDisplay as _, LookError as _,
                                                LookName as _,
                                            };
                                            (&&&&&&::retry_runtime::private::Look(__error))
                                                .__retry_how()
                                        },
                                    ),
                                )
                            }
                        })
                            .as_ref(),
                        ::retry_runtime::private::Some(__budget()),
                    ) {
                        __event => {
                            ::retry_runtime::private::watch(&__event);
                        }
                    }
                }
                ::retry_runtime::private::on_retry(
                    &note,
                    &::retry_runtime::private::DEFAULT,
                    &__call,
                    __decision,
                    __result.as_ref().err(),
                );
                let __delay = __decision.delay(__result);
                __held.spend();
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
        let __held = __call.hold_retry(__budget());
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __held.spend();
    }
}
fn picky(&self) -> Result<u32, Error> {
    fn __site() {}
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
                __call
                    .succeed(
                        ::retry_runtime::private::Place::of(__site),
                        &::retry_runtime::private::DEFAULT,
                        ::retry_runtime::private::Some(__budget()),
                    );
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay(
                        &::retry_runtime::private::Case {
                            place: ::retry_runtime::private::Place::of(__site),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: if ::retry_runtime::private::when(
                                &is_busy,
                                &__error,
                            ) {
                                ::retry_runtime::private::Verdict::Retry
                            } else {
                                ::retry_runtime::private::Verdict::Stop
                            },
                            elapsed: ::retry_runtime::private::Duration::ZERO,
                            budget: ::retry_runtime::private::Some(__budget()),
                        },
                        {
                            use ::retry_runtime::private::{
                                LookDebug as _, LookDisplay as _, LookError as _,
                                LookName as _,
                            };
                            (&&&&&&::retry_runtime::private::Look(&__error))
                                .__retry_how()
                        },
                        &__error,
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        let __held = __call.hold_retry(__budget());
                        ::retry_runtime::private::drop(__error);
                        __held.spend();
                        __delay
                    }
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        let __held = __call.hold_retry(__budget());
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        __held.spend();
    }
}
