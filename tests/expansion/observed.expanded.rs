fn observed(report: &mut Report) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    __retry::Ok(_) => __retry::Decision::Succeed,
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(__site),
                                    verdict: __retry::Verdict::Retry,
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
                    site: __retry::Some(__retry::site(__site)),
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
                            __retry::Message::Event(__event) => {
                                {
                                    use __retry::{ObserveShared as _, ObserveUnique as _};
                                    (report).__retry_observe(__event);
                                }
                                __retry::notify(|event| log(event), __event);
                            }
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
fn observed_by_a_pair(report: &mut Report) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    __retry::Ok(_) => __retry::Decision::Succeed,
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(__site),
                                    verdict: __retry::Verdict::Retry,
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
                    site: __retry::Some(__retry::site(__site)),
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
                            __retry::Message::Event(__event) => {
                                use __retry::{ObserveShared as _, ObserveUnique as _};
                                ((report, log)).__retry_observe(__event);
                            }
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
fn noted() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __result => {
                let __decision = match &__result {
                    __retry::Ok(_) => __retry::Decision::Succeed,
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(()),
                                    verdict: __retry::Verdict::Retry,
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
                    site: __retry::None,
                    policy: &__retry::DEFAULT,
                    call: &__call,
                    decision: __decision,
                    format: __retry::format(__retry::ByTypeName),
                    reserved: __retry::None,
                    tokens: __retry::None,
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
        __retry::sleep(__retry::THREAD, __delay);
    }
}
fn told_by_an_argument(
    hook: &mut dyn FnMut(Retry<'_>),
    is_temporary: impl Fn(&Error) -> bool,
) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __result => {
                let __decision = match &__result {
                    __retry::Ok(_) => __retry::Decision::Succeed,
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(()),
                                    verdict: if __retry::when(&is_temporary, __error) {
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
                    site: __retry::None,
                    policy: &__retry::DEFAULT,
                    call: &__call,
                    decision: __decision,
                    format: __retry::format(__retry::ByTypeName),
                    reserved: __retry::None,
                    tokens: __retry::None,
                }
                    .send(
                        __result,
                        |__message| match __message {
                            __retry::Message::Event(__event) => {}
                            __retry::Message::Retry(__retry) => {
                                __retry::on_retry(&mut *hook, __retry)
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
        __retry::sleep(__retry::THREAD, __delay);
    }
}
fn named() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
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
                                            site: __retry::LazySite::of(()),
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
                                    site: __retry::LazySite::of(()),
                                    verdict: __retry::Verdict::Retry,
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
                    site: __retry::None,
                    policy: &__retry::DEFAULT,
                    call: &__call,
                    decision: __decision,
                    format: __retry::format(__retry::ByTypeName),
                    reserved: __retry::None,
                    tokens: __retry::None,
                }
                    .send(
                        __result,
                        |__message| match __message {
                            __retry::Message::Event(__event) => {}
                            __retry::Message::Retry(__retry) => {
                                __retry::on_retry(|retry| log(retry), __retry)
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
        __retry::sleep(__retry::THREAD, __delay);
    }
}
fn named_and_observed(report: &Report) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let __delay = match __retry::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    __retry::Ok(_) => __retry::Decision::Succeed,
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::at(__retry::named("orders.fetch")),
                                    verdict: __retry::Verdict::Retry,
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
                    site: __retry::Some(__retry::named("orders.fetch")),
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
                            __retry::Message::Event(__event) => {
                                use __retry::{ObserveShared as _, ObserveUnique as _};
                                (report).__retry_observe(__event);
                            }
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
async fn paid_and_observed(report: &Report) -> Result<u32, Error> {
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
        let __outcome = async {
            if let __retry::Some(__pinned) = __retry::None::<Result<u32, Error>> {
                return __pinned;
            }
            match () {
                () => get().await,
            }
        }
            .await;
        let __delay = match __retry::into_result(__outcome) {
            __result => {
                let __decision = match &__result {
                    __retry::Ok(_) => {
                        __call.refund(__budget());
                        __retry::Decision::Succeed
                    }
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(__site),
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
                    site: __retry::Some(__retry::site(__site)),
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
                            __retry::Message::Event(__event) => {
                                use __retry::{ObserveShared as _, ObserveUnique as _};
                                (report).__retry_observe(__event);
                            }
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
        let __reservation = __call.reserve(__budget());
        __retry::sleep_async(__retry::TIMER, __delay).await;
        __reservation.commit();
    }
}
fn informed() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    let mut __clock = __retry::Clock::timed();
    let key = Key::new();
    let mut __last_error: __retry::LastError<Result<u32, Error>> = __retry::None;
    let mut __call = __retry::Call::new();
    loop {
        let ctx = &__retry::context(
            __call.attempt(),
            __last_error.as_ref(),
            __clock.elapsed(),
            __clock.time_left(&__retry::DEFAULT),
        );
        let __outcome = (|| -> Result<u32, Error> { get(ctx, key) })();
        match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                return __retry::from_value(__value);
            }
            __result => {
                let mut __result = __result;
                let mut __decision = match &__result {
                    __retry::Ok(_) => __retry::Decision::Succeed,
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(()),
                                    verdict: __retry::Verdict::Retry,
                                    not_before: 0,
                                    not_ready: false,
                                    elapsed: __clock.lap(&__retry::DEFAULT, __call.attempt()),
                                    policy: &__retry::DEFAULT,
                                    budget: __retry::None,
                                },
                            )
                    }
                };
                loop {
                    let __notified = __retry::Notice {
                        site: __retry::None,
                        policy: &__retry::DEFAULT,
                        call: &__call,
                        decision: __decision,
                        format: __retry::format(__retry::ByTypeName),
                        reserved: __retry::None,
                        tokens: __retry::None,
                    }
                        .send_held(
                            __result,
                            |__message| match __message {
                                __retry::Message::Event(__event) => {}
                                __retry::Message::Retry(__retry) => {}
                            },
                            |__outcome| __last_error = __outcome.err(),
                        );
                    let (__delay, __held) = match __notified {
                        __retry::Ok(__held) => __held,
                        __retry::Err(__retry::Ok(__value)) => {
                            return __retry::from_value(__value);
                        }
                        __retry::Err(__retry::Err(__error)) => {
                            return __retry::from_error(
                                __retry::on_give_up(wrap, __error, __call.give_up()),
                            );
                        }
                    };
                    match __retry::sleep_held(__retry::THREAD, __delay, __held) {
                        __retry::Continue((__held, __unwaited)) => {
                            __retry::release(
                                __held,
                                |__outcome| __last_error = __outcome.err(),
                            );
                            __call.record_unwaited(__unwaited);
                            break;
                        }
                        __retry::Break((__kept, __unwaited)) => {
                            __result = __kept;
                            __decision = __call.cancel(__unwaited);
                        }
                    }
                }
            }
        }
    }
}
