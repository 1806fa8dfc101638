fn fetch(url: &str) -> Result<Page, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = '__attempt: {
            if let ::retry_runtime::private::Some(__outcome) = {
                use ::retry_runtime::private::{InjectAny as _, InjectNone as _};
                (&&::retry_runtime::private::SelectInjected::<Result<Page, Error>>::NEW)
                    .__retry_injected(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Result<Page, Error> { get(url) })()
        };
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                match __call
                    .lost(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::None,
                        },
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        ::retry_runtime::private::drop(__value);
                        __delay
                    }
                    ::retry_runtime::private::None => {
                        __call
                            .succeed(
                                ::retry_runtime::private::LazySite::of(__site)
                                    .within(::core::module_path!()),
                                &::retry_runtime::private::DEFAULT,
                                ::retry_runtime::private::None,
                            );
                        return ::retry_runtime::private::from_value(__value);
                    }
                }
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &::retry_runtime::private::DEFAULT,
                            verdict: ::retry_runtime::private::Verdict::Retry,
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
/// Fetches the page.
/**

# Retries

A failed attempt is retried:
- at most 5 retries,
- the first after 100ms,
- full jitter.*/
pub(crate) fn documented(url: &str) -> Option<Page> {
    #![allow(unused)]
    fn __site() {}
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .max(5u32)
            .base_delay(::retry_runtime::private::Duration::new(0u64, 100000000u32))
            .jitter(::retry_runtime::private::Jitter::Full),
    );
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = '__attempt: {
            if let ::retry_runtime::private::Some(__outcome) = {
                use ::retry_runtime::private::{InjectAny as _, InjectNone as _};
                (&&::retry_runtime::private::SelectInjected::<Option<Page>>::NEW)
                    .__retry_injected(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Option<Page> { get(url) })()
        };
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                match __call
                    .lost(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &__POLICY,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::None,
                        },
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        ::retry_runtime::private::drop(__value);
                        __delay
                    }
                    ::retry_runtime::private::None => {
                        __call
                            .succeed(
                                ::retry_runtime::private::LazySite::of(__site)
                                    .within(::core::module_path!()),
                                &__POLICY,
                                ::retry_runtime::private::None,
                            );
                        return ::retry_runtime::private::from_value(__value);
                    }
                }
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &__POLICY,
                            verdict: ::retry_runtime::private::Verdict::Retry,
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
fn numbered<T: Clone>(what: T) -> Result<T, Error>
where
    T: Send,
{
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let n: ::core::primitive::u32 = __call.attempt();
        let __outcome = '__attempt: {
            if let ::retry_runtime::private::Some(__outcome) = {
                use ::retry_runtime::private::{InjectAny as _, InjectNone as _};
                (&&::retry_runtime::private::SelectInjected::<Result<T, Error>>::NEW)
                    .__retry_injected(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Result<T, Error> { get(n, &what) })()
        };
        match ::retry_runtime::private::into_result(__outcome) {
            __result => {
                let mut __result = __result;
                let mut __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
                        match __call
                            .lose(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                        {
                            ::retry_runtime::private::Some(__decision) => __decision,
                            ::retry_runtime::private::None => {
                                ::retry_runtime::private::Decision::Succeed
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
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                    }
                };
                loop {
                    let __notified = ::retry_runtime::private::Notice {
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
                        .send_held(
                            __result,
                            |__message| match __message {
                                ::retry_runtime::private::Message::Event(__event) => {}
                                ::retry_runtime::private::Message::Retry(__retry) => {}
                            },
                            ::retry_runtime::private::drop,
                        );
                    let (__delay, __held) = match __notified {
                        ::retry_runtime::private::Ok(__held) => __held,
                        ::retry_runtime::private::Err(
                            ::retry_runtime::private::Ok(__value),
                        ) => return ::retry_runtime::private::from_value(__value),
                        ::retry_runtime::private::Err(
                            ::retry_runtime::private::Err(__error),
                        ) => return ::retry_runtime::private::from_error(__error),
                    };
                    match ::retry_runtime::private::sleep_with(&nap, __delay, __held) {
                        ::retry_runtime::private::Continue((__held, __unwaited)) => {
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
unsafe extern "C" fn elsewhere() -> Result<
    impl Iterator<Item = u32> + use<>,
    Box<dyn Error>,
> {
    fn __site() {}
    let mut __call = crate::reexported::private::Call::new();
    loop {
        let __outcome = '__attempt: {
            if let crate::reexported::private::Some(__outcome) = {
                use crate::reexported::private::{InjectAny as _, InjectNone as _};
                (&&crate::reexported::private::SelectInjected::<
                    Result<_, Box<dyn Error>>,
                >::NEW)
                    .__retry_injected(
                        crate::reexported::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Result<_, Box<dyn Error>> { get() })()
        };
        let __delay = match crate::reexported::private::into_result(__outcome) {
            crate::reexported::private::Ok(__value) => {
                match __call
                    .lost(
                        &crate::reexported::private::FailedAttempt {
                            site: crate::reexported::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &crate::reexported::private::DEFAULT,
                            verdict: crate::reexported::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: crate::reexported::private::Elapsed::ZERO,
                            budget: crate::reexported::private::None,
                        },
                    )
                {
                    crate::reexported::private::Some(__delay) => {
                        crate::reexported::private::drop(__value);
                        __delay
                    }
                    crate::reexported::private::None => {
                        __call
                            .succeed(
                                crate::reexported::private::LazySite::of(__site)
                                    .within(::core::module_path!()),
                                &crate::reexported::private::DEFAULT,
                                crate::reexported::private::None,
                            );
                        return crate::reexported::private::from_value(__value);
                    }
                }
            }
            crate::reexported::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &crate::reexported::private::FailedAttempt {
                            site: crate::reexported::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                            policy: &crate::reexported::private::DEFAULT,
                            verdict: crate::reexported::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: crate::reexported::private::Elapsed::ZERO,
                            budget: crate::reexported::private::None,
                        },
                        {
                            use crate::reexported::private::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&crate::reexported::private::SelectFormat(
                                crate::reexported::private::Some(&__error),
                            ))
                                .__retry_format()
                        },
                        &__error,
                    )
                {
                    crate::reexported::private::Some(__delay) => __delay,
                    crate::reexported::private::None => {
                        return crate::reexported::private::from_error(__error);
                    }
                }
            }
        };
        crate::reexported::private::sleep(crate::reexported::private::THREAD, __delay);
    }
}
impl Client {
    fn method(&mut self, (a, b): (u32, &str), [first, ..]: [u32; 3]) -> io::Result<u32> {
        fn __site() {}
        let mut __call = ::retry_runtime::private::Call::new();
        loop {
            let __outcome = '__attempt: {
                if let ::retry_runtime::private::Some(__outcome) = {
                    use ::retry_runtime::private::{InjectAny as _, InjectNone as _};
                    (&&::retry_runtime::private::SelectInjected::<io::Result<u32>>::NEW)
                        .__retry_injected(
                            ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!()),
                        )
                } {
                    break '__attempt __outcome;
                }
                (|| -> io::Result<u32> { self.get(a, b, first) })()
            };
            let __delay = match ::retry_runtime::private::into_result(__outcome) {
                ::retry_runtime::private::Ok(__value) => {
                    match __call
                        .lost(
                            &::retry_runtime::private::FailedAttempt {
                                site: ::retry_runtime::private::LazySite::of(__site)
                                    .within(::core::module_path!()),
                                policy: &::retry_runtime::private::DEFAULT,
                                verdict: ::retry_runtime::private::Verdict::Retry,
                                not_ready: false,
                                elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                budget: ::retry_runtime::private::None,
                            },
                        )
                    {
                        ::retry_runtime::private::Some(__delay) => {
                            ::retry_runtime::private::drop(__value);
                            __delay
                        }
                        ::retry_runtime::private::None => {
                            __call
                                .succeed(
                                    ::retry_runtime::private::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    &::retry_runtime::private::DEFAULT,
                                    ::retry_runtime::private::None,
                                );
                            return ::retry_runtime::private::from_value(__value);
                        }
                    }
                }
                ::retry_runtime::private::Err(__error) => {
                    match __call
                        .observed_delay(
                            &::retry_runtime::private::FailedAttempt {
                                site: ::retry_runtime::private::LazySite::of(__site)
                                    .within(::core::module_path!()),
                                policy: &::retry_runtime::private::DEFAULT,
                                verdict: ::retry_runtime::private::Verdict::Retry,
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
}
const fn not_ours() {}
fn cancelled(stop: &CancelToken) -> Result<u32, Error> {
    fn __site() {}
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = '__attempt: {
            if let ::retry_runtime::private::Some(__outcome) = {
                use ::retry_runtime::private::{InjectAny as _, InjectNone as _};
                (&&::retry_runtime::private::SelectInjected::<Result<u32, Error>>::NEW)
                    .__retry_injected(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!()),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Result<u32, Error> { get() })()
        };
        match ::retry_runtime::private::into_result(__outcome) {
            __result => {
                let mut __result = __result;
                let mut __decision = match &__result {
                    ::retry_runtime::private::Ok(_) => {
                        match __call
                            .lose(
                                &::retry_runtime::private::FailedAttempt {
                                    site: ::retry_runtime::private::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    policy: &::retry_runtime::private::DEFAULT,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                        {
                            ::retry_runtime::private::Some(__decision) => __decision,
                            ::retry_runtime::private::None => {
                                ::retry_runtime::private::Decision::Succeed
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
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: ::retry_runtime::private::Elapsed::ZERO,
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                    }
                };
                loop {
                    let __notified = ::retry_runtime::private::Notice {
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
                        .send_held(
                            __result,
                            |__message| match __message {
                                ::retry_runtime::private::Message::Event(__event) => {}
                                ::retry_runtime::private::Message::Retry(__retry) => {}
                            },
                            ::retry_runtime::private::drop,
                        );
                    let (__delay, __held) = match __notified {
                        ::retry_runtime::private::Ok(__held) => __held,
                        ::retry_runtime::private::Err(
                            ::retry_runtime::private::Ok(__value),
                        ) => return ::retry_runtime::private::from_value(__value),
                        ::retry_runtime::private::Err(
                            ::retry_runtime::private::Err(__error),
                        ) => return ::retry_runtime::private::from_error(__error),
                    };
                    match ::retry_runtime::private::sleep_cancel(
                        ::retry_runtime::private::THREAD,
                        ::retry_runtime::private::cancel(&stop),
                        __delay,
                        __held,
                    ) {
                        ::retry_runtime::private::Continue((__held, __unwaited)) => {
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
fn logged(url: &str) -> Result<String, Error> {
    fn __site() {}
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder().max(5u32),
    );
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = '__attempt: {
            if let ::retry_runtime::private::Some(__outcome) = {
                use ::retry_runtime::private::{InjectAny as _, InjectNone as _};
                (&&::retry_runtime::private::SelectInjected::<
                    Result<String, Error>,
                >::NEW)
                    .__retry_injected(
                        ::retry_runtime::private::LazySite::of(__site)
                            .within(::core::module_path!())
                            .logged(::retry_runtime::private::LogLevel::Debug),
                    )
            } {
                break '__attempt __outcome;
            }
            (|| -> Result<String, Error> { get(url) })()
        };
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                match __call
                    .lost(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!())
                                .logged(::retry_runtime::private::LogLevel::Debug),
                            policy: &__POLICY,
                            verdict: ::retry_runtime::private::Verdict::Retry,
                            not_ready: false,
                            elapsed: ::retry_runtime::private::Elapsed::ZERO,
                            budget: ::retry_runtime::private::None,
                        },
                    )
                {
                    ::retry_runtime::private::Some(__delay) => {
                        ::retry_runtime::private::drop(__value);
                        __delay
                    }
                    ::retry_runtime::private::None => {
                        __call
                            .succeed(
                                ::retry_runtime::private::LazySite::of(__site)
                                    .within(::core::module_path!())
                                    .logged(::retry_runtime::private::LogLevel::Debug),
                                &__POLICY,
                                ::retry_runtime::private::None,
                            );
                        return ::retry_runtime::private::from_value(__value);
                    }
                }
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .observed_delay(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!())
                                .logged(::retry_runtime::private::LogLevel::Debug),
                            policy: &__POLICY,
                            verdict: ::retry_runtime::private::Verdict::Retry,
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
