fn fetch(url: &str) -> Result<Page, Error> {
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<Page, Error> { get(url) })();
        let __delay = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.delay_by_policy(&::retry_runtime::private::DEFAULT, __error)
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
/// Fetches the page.
/**

# Retries

A failed attempt is retried:
- at most 5 retries,
- the first after 100ms,
- full jitter.*/
pub(crate) fn documented(url: &str) -> Option<Page> {
    #![allow(unused)]
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .max(5u32)
            .base_delay(::retry_runtime::private::Duration::new(0u64, 100000000u32))
            .jitter(::retry_runtime::private::Jitter::Full),
    );
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Option<Page> { get(url) })();
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
fn numbered<T: Clone>(what: T) -> Result<T, Error>
where
    T: Send,
{
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let n: ::core::primitive::u32 = __call.attempt();
        let __outcome = (|| -> Result<T, Error> { get(n, &what) })();
        let (__delay, __held) = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.held_by_policy(&::retry_runtime::private::DEFAULT, __error)
                {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        match ::retry_runtime::private::sleep_with(&nap, __delay, __held) {
            ::retry_runtime::private::Continue((__held, __unwaited)) => {}
            ::retry_runtime::private::Break((__error, __unwaited)) => {
                return ::retry_runtime::private::from_error(__error);
            }
        }
    }
}
unsafe extern "C" fn elsewhere() -> Result<
    impl Iterator<Item = u32> + use<>,
    Box<dyn Error>,
> {
    let mut __call = crate::reexported::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<_, Box<dyn Error>> { get() })();
        let __delay = match crate::reexported::private::into_result(__outcome) {
            crate::reexported::private::Ok(__value) => {
                return crate::reexported::private::from_value(__value);
            }
            crate::reexported::private::Err(__error) => {
                match __call
                    .delay_by_policy(&crate::reexported::private::DEFAULT, __error)
                {
                    crate::reexported::private::Ok(__delay) => __delay,
                    crate::reexported::private::Err(__error) => {
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
        let mut __call = ::retry_runtime::private::UnobservedCall::new();
        loop {
            let __outcome = (|| -> io::Result<u32> { self.get(a, b, first) })();
            let __delay = match ::retry_runtime::private::into_result(__outcome) {
                ::retry_runtime::private::Ok(__value) => {
                    return ::retry_runtime::private::from_value(__value);
                }
                ::retry_runtime::private::Err(__error) => {
                    match __call
                        .delay_by_policy(&::retry_runtime::private::DEFAULT, __error)
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
}
const fn not_ours() {}
fn cancelled(stop: &CancelToken) -> Result<u32, Error> {
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<u32, Error> { get() })();
        let (__delay, __held) = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call.held_by_policy(&::retry_runtime::private::DEFAULT, __error)
                {
                    ::retry_runtime::private::Ok(__delay) => __delay,
                    ::retry_runtime::private::Err(__error) => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        match ::retry_runtime::private::sleep_cancel(
            ::retry_runtime::private::THREAD,
            ::retry_runtime::private::cancel(&stop),
            __delay,
            __held,
        ) {
            ::retry_runtime::private::Continue((__held, __unwaited)) => {}
            ::retry_runtime::private::Break((__error, __unwaited)) => {
                return ::retry_runtime::private::from_error(__error);
            }
        }
    }
}
fn logged(url: &str) -> Result<String, Error> {
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder().max(5u32),
    );
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = (|| -> Result<String, Error> { get(url) })();
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
