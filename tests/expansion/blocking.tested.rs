fn fetch(url: &str) -> Result<Page, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = '__attempt: {
            if let __retry::Some(__outcome) = {
                use __retry::{InjectAny as _, InjectNone as _};
                (&&__retry::SelectInjected::<Result<Page, Error>>::NEW)
                    .__retry_injected(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Result<Page, Error> { get(url) })()
        };
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                match __call
                    .lost(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::None,
                        },
                    )
                {
                    __retry::Some(__delay) => {
                        __retry::drop(__value);
                        __delay
                    }
                    __retry::None => {
                        __call
                            .succeed(
                                __retry::LazySite::of(__site)
                                    .within(::core::module_path!()),
                                &__retry::DEFAULT,
                                __retry::None,
                            );
                        return __retry::from_value(__value);
                    }
                }
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
/// Fetches the page.
/**

# Retries

A failed attempt is retried:
- at most 5 retries,
- the first after 100ms,
- full jitter.*/
pub(crate) fn documented(url: &str) -> Option<Page> {
    #![allow(unused)]
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let __policy: &__retry::Policy = const {
        &__retry::judged::policy(
            __retry::Policy::builder()
                .max(5u32)
                .base_delay(__retry::Duration::new(0u64, 100000000u32))
                .jitter(__retry::Jitter::Full),
        )
    };
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = '__attempt: {
            if let __retry::Some(__outcome) = {
                use __retry::{InjectAny as _, InjectNone as _};
                (&&__retry::SelectInjected::<Option<Page>>::NEW)
                    .__retry_injected(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Option<Page> { get(url) })()
        };
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                match __call
                    .lost(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: __policy,
                            budget: __retry::None,
                        },
                    )
                {
                    __retry::Some(__delay) => {
                        __retry::drop(__value);
                        __delay
                    }
                    __retry::None => {
                        __call
                            .succeed(
                                __retry::LazySite::of(__site)
                                    .within(::core::module_path!()),
                                __policy,
                                __retry::None,
                            );
                        return __retry::from_value(__value);
                    }
                }
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
    }
}
fn numbered<T: Clone>(what: T) -> Result<T, Error>
where
    T: Send,
{
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let n: ::core::primitive::u32 = __call.attempt();
        let __outcome = '__attempt: {
            if let __retry::Some(__outcome) = {
                use __retry::{InjectAny as _, InjectNone as _};
                (&&__retry::SelectInjected::<Result<T, Error>>::NEW)
                    .__retry_injected(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Result<T, Error> { get(n, &what) })()
        };
        match __retry::into_result(__outcome) {
            __result => {
                let mut __result = __result;
                let mut __decision = match &__result {
                    __retry::Ok(_) => {
                        match __call
                            .lose(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    verdict: __retry::Verdict::Retry,
                                    not_before: 0,
                                    not_ready: false,
                                    elapsed: __retry::Elapsed::ZERO,
                                    policy: &__retry::DEFAULT,
                                    budget: __retry::None,
                                },
                            )
                        {
                            __retry::Some(__decision) => __decision,
                            __retry::None => __retry::Decision::Succeed,
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
                                    budget: __retry::None,
                                },
                            )
                    }
                };
                loop {
                    let __notified = __retry::Notice {
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
                        .send_held(
                            __result,
                            |__message| match __message {
                                __retry::Message::Event(__event) => {}
                                __retry::Message::Retry(__retry) => {}
                            },
                            __retry::drop,
                        );
                    let (__delay, __held) = match __notified {
                        __retry::Ok(__held) => __held,
                        __retry::Err(__retry::Ok(__value)) => {
                            return __retry::from_value(__value);
                        }
                        __retry::Err(__retry::Err(__error)) => {
                            return __retry::from_error(__error);
                        }
                    };
                    match __retry::sleep_with(&nap, __delay, __held) {
                        __retry::Continue((__held, __unwaited)) => {
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
unsafe extern "C" fn elsewhere() -> Result<
    impl Iterator<Item = u32> + use<>,
    Box<dyn Error>,
> {
    use crate::reexported::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = '__attempt: {
            if let __retry::Some(__outcome) = {
                use __retry::{InjectAny as _, InjectNone as _};
                (&&__retry::SelectInjected::<Result<_, Box<dyn Error>>>::NEW)
                    .__retry_injected(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Result<_, Box<dyn Error>> { get() })()
        };
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                match __call
                    .lost(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!()),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: &__retry::DEFAULT,
                            budget: __retry::None,
                        },
                    )
                {
                    __retry::Some(__delay) => {
                        __retry::drop(__value);
                        __delay
                    }
                    __retry::None => {
                        __call
                            .succeed(
                                __retry::LazySite::of(__site)
                                    .within(::core::module_path!()),
                                &__retry::DEFAULT,
                                __retry::None,
                            );
                        return __retry::from_value(__value);
                    }
                }
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
impl Client {
    fn method(&mut self, (a, b): (u32, &str), [first, ..]: [u32; 3]) -> io::Result<u32> {
        use ::retry_runtime::private as __retry;
        fn __site() {}
        let mut __call = __retry::Call::new();
        loop {
            let __outcome = '__attempt: {
                if let __retry::Some(__outcome) = {
                    use __retry::{InjectAny as _, InjectNone as _};
                    (&&__retry::SelectInjected::<io::Result<u32>>::NEW)
                        .__retry_injected(
                            __retry::LazySite::of(__site).within(::core::module_path!()),
                        )
                } {
                    break '__attempt __outcome;
                }
                (|| -> io::Result<u32> { self.get(a, b, first) })()
            };
            let __delay = match __retry::into_result(__outcome) {
                __retry::Ok(__value) => {
                    match __call
                        .lost(
                            &__retry::FailedAttempt {
                                site: __retry::LazySite::of(__site)
                                    .within(::core::module_path!()),
                                verdict: __retry::Verdict::Retry,
                                not_before: 0,
                                not_ready: false,
                                elapsed: __retry::Elapsed::ZERO,
                                policy: &__retry::DEFAULT,
                                budget: __retry::None,
                            },
                        )
                    {
                        __retry::Some(__delay) => {
                            __retry::drop(__value);
                            __delay
                        }
                        __retry::None => {
                            __call
                                .succeed(
                                    __retry::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    &__retry::DEFAULT,
                                    __retry::None,
                                );
                            return __retry::from_value(__value);
                        }
                    }
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
}
const fn not_ours() {}
fn cancelled(stop: &CancelToken) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = '__attempt: {
            if let __retry::Some(__outcome) = {
                use __retry::{InjectAny as _, InjectNone as _};
                (&&__retry::SelectInjected::<Result<u32, Error>>::NEW)
                    .__retry_injected(
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Result<u32, Error> { get() })()
        };
        match __retry::into_result(__outcome) {
            __result => {
                let mut __result = __result;
                let mut __decision = match &__result {
                    __retry::Ok(_) => {
                        match __call
                            .lose(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    verdict: __retry::Verdict::Retry,
                                    not_before: 0,
                                    not_ready: false,
                                    elapsed: __retry::Elapsed::ZERO,
                                    policy: &__retry::DEFAULT,
                                    budget: __retry::None,
                                },
                            )
                        {
                            __retry::Some(__decision) => __decision,
                            __retry::None => __retry::Decision::Succeed,
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
                                    budget: __retry::None,
                                },
                            )
                    }
                };
                loop {
                    let __notified = __retry::Notice {
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
                        .send_held(
                            __result,
                            |__message| match __message {
                                __retry::Message::Event(__event) => {}
                                __retry::Message::Retry(__retry) => {}
                            },
                            __retry::drop,
                        );
                    let (__delay, __held) = match __notified {
                        __retry::Ok(__held) => __held,
                        __retry::Err(__retry::Ok(__value)) => {
                            return __retry::from_value(__value);
                        }
                        __retry::Err(__retry::Err(__error)) => {
                            return __retry::from_error(__error);
                        }
                    };
                    match __retry::sleep_cancel(
                        __retry::THREAD,
                        __retry::cancel(&stop),
                        __delay,
                        __held,
                    ) {
                        __retry::Continue((__held, __unwaited)) => {
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
fn logged(url: &str) -> Result<String, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let __policy: &__retry::Policy = const {
        &__retry::judged::policy(__retry::Policy::builder().max(5u32))
    };
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = '__attempt: {
            if let __retry::Some(__outcome) = {
                use __retry::{InjectAny as _, InjectNone as _};
                (&&__retry::SelectInjected::<Result<String, Error>>::NEW)
                    .__retry_injected(
                        __retry::LazySite::of(__site)
                            .within(::core::module_path!())
                            .logged(__retry::LogLevel::Debug),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Result<String, Error> { get(url) })()
        };
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
                match __call
                    .lost(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!())
                                .logged(__retry::LogLevel::Debug),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
                            policy: __policy,
                            budget: __retry::None,
                        },
                    )
                {
                    __retry::Some(__delay) => {
                        __retry::drop(__value);
                        __delay
                    }
                    __retry::None => {
                        __call
                            .succeed(
                                __retry::LazySite::of(__site)
                                    .within(::core::module_path!())
                                    .logged(__retry::LogLevel::Debug),
                                __policy,
                                __retry::None,
                            );
                        return __retry::from_value(__value);
                    }
                }
            }
            __retry::Err(__error) => {
                match __call
                    .observed_delay(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site)
                                .within(::core::module_path!())
                                .logged(__retry::LogLevel::Debug),
                            verdict: __retry::Verdict::Retry,
                            not_before: 0,
                            not_ready: false,
                            elapsed: __retry::Elapsed::ZERO,
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
    }
}
