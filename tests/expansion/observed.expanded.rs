fn observed(report: &mut Report) -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
                        ::retry_runtime::private::Decision::Succeed
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(__site),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                    }
                };
                let __delay = ::retry_runtime::private::Notice {
                    site: ::retry_runtime::private::Some(
                        ::retry_runtime::private::site(__site),
                    ),
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
                            ::retry_runtime::private::Message::Event(__event) => {
                                {
                                    use ::retry_runtime::private::{
                                        ObserveShared as _, ObserveUnique as _,
                                    };
                                    (report).__retry_observe(__event);
                                }
                                ::retry_runtime::private::notify(
                                    |event| log(event),
                                    __event,
                                );
                            }
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
fn observed_by_a_pair(report: &mut Report) -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
                        ::retry_runtime::private::Decision::Succeed
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(__site),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                    }
                };
                let __delay = ::retry_runtime::private::Notice {
                    site: ::retry_runtime::private::Some(
                        ::retry_runtime::private::site(__site),
                    ),
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
                            ::retry_runtime::private::Message::Event(__event) => {
                                use ::retry_runtime::private::{
                                    ObserveShared as _, ObserveUnique as _,
                                };
                                ((report, log)).__retry_observe(__event);
                            }
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
fn noted() -> Result<u32, Error> {
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
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
                                    budget: ::retry_runtime::private::None,
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
                    tokens: ::retry_runtime::private::None,
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
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
fn told_by_an_argument(
    hook: &mut dyn FnMut(Retry<'_>),
    is_temporary: impl Fn(&Error) -> bool,
) -> Result<u32, Error> {
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
                        ::retry_runtime::private::Decision::Succeed
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(()),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: if ::retry_runtime::private::when(
                                        &is_temporary,
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
                    site: ::retry_runtime::private::None,
                    policy: &::retry_runtime::private::DEFAULT,
                    call: &__call,
                    decision: __decision,
                    format: ::retry_runtime::private::format(
                        ::retry_runtime::private::ByTypeName,
                    ),
                    reserved: ::retry_runtime::private::None,
                    tokens: ::retry_runtime::private::None,
                }
                    .send(
                        __result,
                        |__message| match __message {
                            ::retry_runtime::private::Message::Event(__event) => {}
                            ::retry_runtime::private::Message::Retry(__retry) => {
                                ::retry_runtime::private::on_retry(&mut *hook, __retry)
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
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
fn named() -> Result<u32, Error> {
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
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
                                            site: ::retry_runtime::private::LazySite::of(()),
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
                                    site: ::retry_runtime::private::LazySite::of(()),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::None,
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
                    tokens: ::retry_runtime::private::None,
                }
                    .send(
                        __result,
                        |__message| match __message {
                            ::retry_runtime::private::Message::Event(__event) => {}
                            ::retry_runtime::private::Message::Retry(__retry) => {
                                ::retry_runtime::private::on_retry(
                                    |retry| log(retry),
                                    __retry,
                                )
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
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
    }
}
fn named_and_observed(report: &Report) -> Result<u32, Error> {
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
                        ::retry_runtime::private::Decision::Succeed
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::at(
                                        ::retry_runtime::private::named("orders.fetch"),
                                    ),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                    }
                };
                let __delay = ::retry_runtime::private::Notice {
                    site: ::retry_runtime::private::Some(
                        ::retry_runtime::private::named("orders.fetch"),
                    ),
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
                            ::retry_runtime::private::Message::Event(__event) => {
                                use ::retry_runtime::private::{
                                    ObserveShared as _, ObserveUnique as _,
                                };
                                (report).__retry_observe(__event);
                            }
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
async fn paid_and_observed(report: &Report) -> Result<u32, Error> {
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
            __result => {
                let __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
                        __call.refund(__budget());
                        ::retry_runtime::private::Decision::Succeed
                    }
                    ::retry_runtime::private::Err(__error) => {
                        __call
                            .decide(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(__site),
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
                    site: ::retry_runtime::private::Some(
                        ::retry_runtime::private::site(__site),
                    ),
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
                    reserved: ::retry_runtime::private::Some(__budget()),
                    tokens: __call.tokens_left(__budget()),
                }
                    .send(
                        __result,
                        |__message| match __message {
                            ::retry_runtime::private::Message::Event(__event) => {
                                use ::retry_runtime::private::{
                                    ObserveShared as _, ObserveUnique as _,
                                };
                                (report).__retry_observe(__event);
                            }
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
        let __reservation = __call.reserve(__budget());
        ::retry_runtime::private::sleep_async(::retry_runtime::private::TIMER, __delay)
            .await;
        __reservation.commit();
    }
}
fn informed() -> Result<u32, Error> {
    let mut __clock = ::retry_runtime::private::Clock::timed();
    let key = Key::new();
    let mut __last_error: ::retry_runtime::private::LastError<Result<u32, Error>> = ::retry_runtime::private::None;
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let ctx = &::retry_runtime::private::context(
            __call.attempt(),
            __last_error.as_ref(),
            __clock.elapsed(),
            __clock.time_left(&::retry_runtime::private::DEFAULT),
        );
        let __outcome = (|| -> Result<u32, Error> { get(ctx, key) })();
        match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            __result => {
                let mut __result = __result;
                let mut __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
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
                                    elapsed: __clock
                                        .lap(&::retry_runtime::private::DEFAULT, __call.attempt()),
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                    }
                };
                loop {
                    let __notified = ::retry_runtime::private::Notice {
                        site: ::retry_runtime::private::None,
                        policy: &::retry_runtime::private::DEFAULT,
                        call: &__call,
                        decision: __decision,
                        format: ::retry_runtime::private::format(
                            ::retry_runtime::private::ByTypeName,
                        ),
                        reserved: ::retry_runtime::private::None,
                        tokens: ::retry_runtime::private::None,
                    }
                        .send_held(
                            __result,
                            |__message| match __message {
                                ::retry_runtime::private::Message::Event(__event) => {}
                                ::retry_runtime::private::Message::Retry(__retry) => {}
                            },
                            |__outcome| __last_error = __outcome.err(),
                        );
                    let (__delay, __held) = match __notified {
                        ::retry_runtime::private::Ok(__held) => __held,
                        ::retry_runtime::private::Err(
                            ::retry_runtime::private::Ok(__value),
                        ) => return ::retry_runtime::private::from_value(__value),
                        ::retry_runtime::private::Err(
                            ::retry_runtime::private::Err(__error),
                        ) => {
                            return ::retry_runtime::private::from_error(
                                ::retry_runtime::private::on_give_up(
                                    wrap,
                                    __error,
                                    __call.give_up(),
                                ),
                            );
                        }
                    };
                    match ::retry_runtime::private::sleep_held(
                        ::retry_runtime::private::THREAD,
                        __delay,
                        __held,
                    ) {
                        ::retry_runtime::private::Continue((__held, __unwaited)) => {
                            ::retry_runtime::private::release(
                                __held,
                                |__outcome| __last_error = __outcome.err(),
                            );
                            __call.cut(__unwaited);
                            break;
                        }
                        ::retry_runtime::private::Break((__kept, __unwaited)) => {
                            __result = __kept;
                            __decision = __call.cancel(__unwaited);
                        }
                    }
                }
            }
        }
    }
}
