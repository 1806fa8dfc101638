/// Limited.
/**

# Retries

A failed attempt is retried:
- each attempt takes at most 2s.*/
async fn limited(url: &str) -> Result<Page, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = match { __retry::Duration::new(2u64, 0u32) } {
            __limit => {
                __retry::within(
                        async {
                            if let __retry::Some(__pinned) = __retry::None::<
                                Result<Page, Error>,
                            > {
                                return __pinned;
                            }
                            match () {
                                () => get(url).await,
                            }
                        },
                        __limit,
                        __retry::limit_async(__retry::TIMER, __limit),
                        __retry::timed_out,
                    )
                    .await
            }
        };
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
        __retry::sleep_async(__retry::TIMER, __delay).await;
    }
}
/// Limited by a constant.
/**

# Retries

A failed attempt is retried:
- none later than 60s after the call began,
- each attempt takes at most `LIMIT`.*/
async fn limited_by_a_constant() -> Result<impl Display, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    const __POLICY: __retry::Policy = __retry::judged::policy(
        __retry::Policy::builder().max_elapsed(__retry::Duration::new(60u64, 0u32)),
    );
    let mut __clock = __retry::AsyncClock::now(&__POLICY);
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = match {
            const __ATTEMPT_TIMEOUT: __retry::Duration = __retry::judged::attempt_timeout(
                LIMIT,
            );
            __ATTEMPT_TIMEOUT
        } {
            __limit => {
                __retry::within(
                        async {
                            if let __retry::Some(__pinned) = __retry::None::<
                                Result<_, Error>,
                            > {
                                return __pinned;
                            }
                            match () {
                                () => get().await,
                            }
                        },
                        __limit,
                        __retry::limit_async_with(&nap, __limit),
                        __retry::timed_out,
                    )
                    .await
            }
        };
        let (__delay, __held, __format) = match __retry::into_result(__outcome) {
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
                            elapsed: __clock.lap(&__POLICY, __call.attempt()),
                            policy: &__POLICY,
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
        match {
            let __begun = __retry::begun(&__held, __delay);
            let __waited = __retry::sleep_async_with(&nap, __delay).await;
            __retry::waited(&__waited, __begun, __held)
        } {
            __retry::Continue((__held, __unwaited)) => {
                __call.record_unwaited(__unwaited);
            }
            __retry::Break((__error, __unwaited)) => {
                __call
                    .observed_cancel(
                        __unwaited,
                        __retry::LazySite::of(__site).within(::core::module_path!()),
                        &__POLICY,
                        __retry::None,
                        __format,
                        &__error,
                    );
                return __retry::from_error(__error);
            }
        }
    }
}
async fn limited_by_a_generic_constant<const N: u64>() -> Result<Page, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = match const { __retry::judged::attempt_timeout(Self::LIMIT) } {
            __limit => {
                __retry::within(
                        async {
                            if let __retry::Some(__pinned) = __retry::None::<
                                Result<Page, Error>,
                            > {
                                return __pinned;
                            }
                            match () {
                                () => get().await,
                            }
                        },
                        __limit,
                        __retry::limit_async(__retry::TIMER, __limit),
                        __retry::timed_out,
                    )
                    .await
            }
        };
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
        __retry::sleep_async(__retry::TIMER, __delay).await;
    }
}
async fn limited_by_a_generic_parameter<const N: u64>() -> Result<Page, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = match const {
            __retry::judged::attempt_timeout(Duration::from_secs(N))
        } {
            __limit => {
                __retry::within(
                        async {
                            if let __retry::Some(__pinned) = __retry::None::<
                                Result<Page, Error>,
                            > {
                                return __pinned;
                            }
                            match () {
                                () => get().await,
                            }
                        },
                        __limit,
                        __retry::limit_async(__retry::TIMER, __limit),
                        __retry::timed_out,
                    )
                    .await
            }
        };
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
        __retry::sleep_async(__retry::TIMER, __delay).await;
    }
}
async fn by_a_closure(policy: Policy) -> Option<u32> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let __policy: &__retry::Policy = &__retry::policy(policy);
    let mut __clock = __retry::AsyncClock::now(__policy);
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = async {
            if let __retry::Some(__pinned) = __retry::None::<Option<u32>> {
                return __pinned;
            }
            match () {
                () => get().await,
            }
        }
            .await;
        match __retry::into_result(__outcome) {
            __result => {
                let mut __result = __result;
                let mut __decision = match &__result {
                    __retry::Ok(_) => __retry::Decision::Succeed,
                    __retry::Err(__error) => {
                        __call
                            .decide(
                                &__retry::FailedAttempt {
                                    site: __retry::LazySite::of(__site)
                                        .within(::core::module_path!()),
                                    verdict: __retry::Verdict::Retry,
                                    not_before: 0,
                                    not_ready: false,
                                    elapsed: __clock.lap(__policy, __call.attempt()),
                                    policy: __policy,
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
                        policy: __policy,
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
                                __retry::Message::Retry(__retry) => {
                                    __retry::on_retry(&note, __retry)
                                }
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
                    match {
                        let __begun = __retry::begun(&__held, __delay);
                        let __waited = __retry::sleep_async_with(
                                |delay| nap(delay),
                                __delay,
                            )
                            .await;
                        __retry::waited(&__waited, __begun, __held)
                    } {
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
        __clock.begin_attempt(__policy);
    }
}
fn returned(url: String) -> impl Future<Output = Result<Page, Error>> + Send {
    let client = client();
    async move {
        use ::retry_runtime::private as __retry;
        if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
            return __pinned;
        }
        fn __site() {}
        let mut __call = __retry::Call::new();
        loop {
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
                    return __pinned;
                }
                match () {
                    () => get(client, url).await,
                }
            }
                .await;
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
            __retry::sleep_async(__retry::TIMER, __delay).await;
        }
    }
}
fn boxed(url: String) -> Pin<Box<dyn Future<Output = Result<Page, Error>> + Send>> {
    Box::pin(async move {
        use ::retry_runtime::private as __retry;
        if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
            return __pinned;
        }
        fn __site() {}
        let mut __call = __retry::Call::new();
        loop {
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
                    return __pinned;
                }
                match () {
                    () => get(url).await,
                }
            }
                .await;
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
            __retry::sleep_async(__retry::TIMER, __delay).await;
        }
    })
}
fn boxed_by_a_method(url: &str) -> BoxFuture<'_, Result<Page, Error>> {
    async {
        use ::retry_runtime::private as __retry;
        if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
            return __pinned;
        }
        fn __site() {}
        let mut __call = __retry::Call::new();
        loop {
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
                    return __pinned;
                }
                match () {
                    () => get(url).await,
                }
            }
                .await;
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
            __retry::sleep_async(__retry::TIMER, __delay).await;
        }
    }
        .boxed()
}
fn boxed_locally(url: &str) -> LocalBoxFuture<'_, Option<Page>> {
    async {
        use ::retry_runtime::private as __retry;
        if let __retry::Some(__pinned) = __retry::None::<Option<Page>> {
            return __pinned;
        }
        fn __site() {}
        let mut __call = __retry::Call::new();
        loop {
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Option<Page>> {
                    return __pinned;
                }
                match () {
                    () => get(url).await,
                }
            }
                .await;
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
            __retry::sleep_async(__retry::TIMER, __delay).await;
        }
    }
        .boxed_local()
}
fn returned_after_a_check(n: u32) -> impl Future<Output = Result<Page, Error>> {
    async move {
        use ::retry_runtime::private as __retry;
        if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
            return __pinned;
        }
        fn __site() {}
        let mut __call = __retry::Call::new();
        loop {
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
                    return __pinned;
                }
                match () {
                    () => {
                        if n == 0 {
                            return Err(none());
                        }
                        let n = n;
                        get(n).await
                    }
                }
            }
                .await;
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
            __retry::sleep_async(__retry::TIMER, __delay).await;
        }
    }
}
#[allow(clippy::needless_pass_by_value)]
fn of_a_trait<'life0, 'async_trait>(
    &'life0 self,
    job: Job,
    __arg2: (u32, u32),
    #[cfg(test)]
    __arg3: &'async_trait str,
) -> ::core::pin::Pin<
    Box<
        dyn ::core::future::Future<
            Output = Result<Page, Error>,
        > + ::core::marker::Send + 'async_trait,
    >,
>
where
    'life0: 'async_trait,
    Self: 'async_trait,
{
    Box::pin(async move {
        use ::retry_runtime::private as __retry;
        if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
            return __pinned;
        }
        let __self = self;
        let job = job;
        let (a, ref b) = __arg2;
        #[cfg(test)]
        let __arg3 = __arg3;
        fn __site() {}
        let mut __call = __retry::Call::new();
        loop {
            let __own_job = __retry::cloned(&job);
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
                    return __pinned;
                }
                #[allow(
                    clippy::shadow_reuse,
                    clippy::shadow_same,
                    clippy::shadow_unrelated
                )]
                let mut job = __own_job;
                #[allow(
                    clippy::shadow_reuse,
                    clippy::shadow_same,
                    clippy::shadow_unrelated
                )]
                let mut a = __retry::afresh(&a);
                match () {
                    () => {
                        if let ::core::option::Option::Some(__ret) = ::core::option::Option::None::<
                            Result<Page, Error>,
                        > {
                            return __ret;
                        }
                        let page: Page = __self.get(job, a, b).await?;
                        Ok(page)
                    }
                }
            }
                .await;
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
            __retry::sleep_async(__retry::TIMER, __delay).await;
        }
    })
}
#[allow(clippy::needless_pass_by_value)]
fn of_a_trait_by_value<'async_trait>(
    self,
    n: u32,
) -> ::core::pin::Pin<
    Box<dyn ::core::future::Future<Output = Result<Page, Error>> + 'async_trait>,
>
where
    Self: 'async_trait,
{
    Box::pin(async move {
        use ::retry_runtime::private as __retry;
        if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
            return __pinned;
        }
        let __self = self;
        let n = {
            let n = n;
            n
        };
        fn __site() {}
        let mut __call = __retry::Call::new();
        loop {
            let __own___self = __retry::cloned(&__self);
            let __outcome = async {
                if let __retry::Some(__pinned) = __retry::None::<Result<Page, Error>> {
                    return __pinned;
                }
                #[allow(
                    clippy::shadow_reuse,
                    clippy::shadow_same,
                    clippy::shadow_unrelated
                )]
                let mut __self = __own___self;
                #[allow(
                    clippy::shadow_reuse,
                    clippy::shadow_same,
                    clippy::shadow_unrelated
                )]
                let mut n = __retry::afresh(&n);
                match () {
                    () => {
                        let local = n;
                        __self.get(local).await
                    }
                }
            }
                .await;
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
            __retry::sleep_async(__retry::TIMER, __delay).await;
        }
    })
}
async fn cancelled(stop: &CancelToken, report: &mut Report) -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __cancel = __retry::pin!(__retry::cancel_async(stop.cancelled()));
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
        match __retry::into_result(__outcome) {
            __result => {
                let mut __result = __result;
                let mut __decision = match &__result {
                    __retry::Ok(_) => __retry::Decision::Succeed,
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
                        site: __retry::Some(
                            __retry::placed(
                                __retry::site(__site),
                                ::core::module_path!(),
                            ),
                        ),
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
                                __retry::Message::Event(__event) => {
                                    use __retry::{ObserveShared as _, ObserveUnique as _};
                                    (report).__retry_observe(__event);
                                }
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
                    match __retry::sleep_async_cancel(
                            __retry::TIMER,
                            __cancel.as_mut(),
                            __delay,
                            __held,
                        )
                        .await
                    {
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
async fn informed() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __clock = __retry::AsyncClock::timed();
    let mut __last_error: __retry::LastError<Result<u32, Error>> = __retry::None;
    let mut __call = __retry::Call::new();
    loop {
        let ctx = &__retry::context(
            __call.attempt(),
            __last_error.as_ref(),
            __clock.elapsed(),
            __clock.time_left(&__retry::DEFAULT),
        );
        let __outcome = async {
            if let __retry::Some(__pinned) = __retry::None::<Result<u32, Error>> {
                return __pinned;
            }
            match () {
                () => get(ctx).await,
            }
        }
            .await;
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
                            elapsed: __clock.lap(&__retry::DEFAULT, __call.attempt()),
                            policy: &__retry::DEFAULT,
                            budget: __retry::None,
                        },
                        __format,
                        &__error,
                    )
                {
                    __retry::Some(__delay) => {
                        let __held = __retry::hold(
                            __error,
                            |__error| __last_error = __retry::Some(__error),
                        );
                        (__delay, __held, __format)
                    }
                    __retry::None => return __retry::from_error(__error),
                }
            }
        };
        match {
            let __begun = __retry::begun(&__held, __delay);
            let __waited = __retry::sleep_async(__retry::TIMER, __delay).await;
            __retry::waited(&__waited, __begun, __held)
        } {
            __retry::Continue((__held, __unwaited)) => {
                __retry::release(
                    __held,
                    |__error| __last_error = __retry::Some(__error),
                );
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
async fn limited() -> Result<u32, Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let __limit = {
        const __CALL_TIMEOUT: __retry::Duration = __retry::judged::call_timeout(LIMIT);
        __CALL_TIMEOUT
    };
    let mut __clock = __retry::AsyncClock::timed();
    let mut __last_error: __retry::LastError<Result<u32, Error>> = __retry::None;
    let mut __call = __retry::Call::new();
    loop {
        let __outcome = __retry::within_both(
                async {
                    if let __retry::Some(__pinned) = __retry::None::<
                        Result<u32, Error>,
                    > {
                        return __pinned;
                    }
                    match () {
                        () => get().await,
                    }
                },
                { __retry::Duration::new(2u64, 0u32) },
                __clock.left(__limit),
                |__limit| __retry::limit_async(__retry::TIMER, __limit),
                __retry::timed_out,
            )
            .await;
        let mut __is_cut = false;
        match match __outcome {
            __retry::Some(__outcome) => __retry::into_result(__outcome),
            __retry::None => {
                __is_cut = true;
                __retry::Err(__retry::cut_off(__last_error.take(), __limit))
            }
        } {
            __result => {
                let mut __result = __result;
                let mut __decision = if __is_cut {
                    __call.cut_off(&__retry::DEFAULT)
                } else {
                    match &__result {
                        __retry::Ok(_) => __retry::Decision::Succeed,
                        __retry::Err(__error) => {
                            __call
                                .decide(
                                    &__retry::FailedAttempt {
                                        site: __retry::LazySite::of(__site)
                                            .within(::core::module_path!()),
                                        verdict: __retry::Verdict::Retry,
                                        not_before: 0,
                                        not_ready: false,
                                        elapsed: __clock.lap(&__retry::DEFAULT, __call.attempt()),
                                        policy: &__clock.within(&__retry::DEFAULT, __limit),
                                        budget: __retry::None,
                                    },
                                )
                        }
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
                            |__outcome| {
                                __last_error = __outcome.err().or(__last_error.take());
                            },
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
                    match {
                        let __begun = __retry::begun(&__held, __delay);
                        let __waited = __retry::sleep_async(__retry::TIMER, __delay)
                            .await;
                        __retry::waited(&__waited, __begun, __held)
                    } {
                        __retry::Continue((__held, __unwaited)) => {
                            __retry::release(
                                __held,
                                |__outcome| {
                                    __last_error = __outcome.err().or(__last_error.take());
                                },
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
