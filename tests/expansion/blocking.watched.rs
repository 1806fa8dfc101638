fn fetch(url: &str) -> Result<Page, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = (|| -> Result<Page, Error> { get(url) })();
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
        let __outcome = (|| -> Option<Page> { get(url) })();
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
        let __outcome = (|| -> Result<T, Error> { get(n, &what) })();
        let (__delay, __held, __format) = match __retry::into_result(__outcome) {
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
                            budget: __retry::None,
                        },
                        __format,
                        &__error,
                    )
                {
                    __retry::Some(__delay) => {
                        let __held = __retry::hold(__error, __retry::drop);
                        (__delay, __held, __format)
                    }
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        match __retry::sleep_with(&nap, __delay, __held) {
            __retry::Continue((__held, __unwaited)) => {
                __call.record_unwaited(__unwaited);
            }
            __retry::Break((__error, __unwaited)) => {
                __call
                    .observed_cancel(
                        __unwaited,
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::None,
                        __format,
                        &__error,
                    );
                return __retry::from_error(__error);
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
        let __outcome = (|| -> Result<_, Box<dyn Error>> { get() })();
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
            let __outcome = (|| -> io::Result<u32> { self.get(a, b, first) })();
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
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let (__delay, __held, __format) = match __retry::into_result(__outcome) {
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
                            budget: __retry::None,
                        },
                        __format,
                        &__error,
                    )
                {
                    __retry::Some(__delay) => {
                        let __held = __retry::hold(__error, __retry::drop);
                        (__delay, __held, __format)
                    }
                    __retry::None => return __retry::from_error(__error),
                }
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
            }
            __retry::Break((__error, __unwaited)) => {
                __call
                    .observed_cancel(
                        __unwaited,
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__retry::DEFAULT,
                        __retry::None,
                        __format,
                        &__error,
                    );
                return __retry::from_error(__error);
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
        let __outcome = (|| -> Result<String, Error> { get(url) })();
        let __delay = match __retry::into_result(__outcome) {
            __retry::Ok(__value) => {
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
