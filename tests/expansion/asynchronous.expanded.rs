/// Limited.
/**

# Retries

A failed attempt is retried:
- each attempt takes at most 2s.*/
async fn limited(url: &str) -> Result<Page, Error> {
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = match { ::retry_runtime::private::Duration::new(2u64, 0u32) } {
            __limit => {
                ::retry_runtime::private::within(
                        async {
                            if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                                Result<Page, Error>,
                            > {
                                return __pinned;
                            }
                            match () {
                                () => get(url).await,
                            }
                        },
                        __limit,
                        ::retry_runtime::private::limit_async(
                            ::retry_runtime::private::TIMER,
                            __limit,
                        ),
                        ::retry_runtime::private::timed_out,
                    )
                    .await
            }
        };
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
        ::retry_runtime::private::sleep_async(::retry_runtime::private::TIMER, __delay)
            .await;
    }
}
/// Limited by a constant.
/**

# Retries

A failed attempt is retried:
- none later than 60s after the call began,
- each attempt takes at most `LIMIT`.*/
async fn limited_by_a_constant() -> Result<impl Display, Error> {
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy(
        ::retry_runtime::private::Policy::builder()
            .max_elapsed(::retry_runtime::private::Duration::new(60u64, 0u32)),
    );
    let mut __clock = ::retry_runtime::private::AsyncClock::now(&__POLICY);
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = match {
            const __ATTEMPT_TIMEOUT: ::retry_runtime::private::Duration = ::retry_runtime::private::judged::attempt_timeout(
                LIMIT,
            );
            __ATTEMPT_TIMEOUT
        } {
            __limit => {
                ::retry_runtime::private::within(
                        async {
                            if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                                Result<_, Error>,
                            > {
                                return __pinned;
                            }
                            match () {
                                () => get().await,
                            }
                        },
                        __limit,
                        ::retry_runtime::private::limit_async_with(&nap, __limit),
                        ::retry_runtime::private::timed_out,
                    )
                    .await
            }
        };
        let (__delay, __held) = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .held_after(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(()),
                            policy: &__POLICY,
                            verdict: ::retry_runtime::private::Verdict::Retry,
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
        };
        match {
            let __begun = ::retry_runtime::private::begun(&__held, __delay);
            let __waited = ::retry_runtime::private::sleep_async_with(&nap, __delay)
                .await;
            ::retry_runtime::private::waited(&__waited, __begun, __held)
        } {
            ::retry_runtime::private::Continue((__held, __unwaited)) => {}
            ::retry_runtime::private::Break((__error, __unwaited)) => {
                return ::retry_runtime::private::from_error(__error);
            }
        }
    }
}
async fn limited_by_a_generic_constant<const N: u64>() -> Result<Page, Error> {
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = match const {
            ::retry_runtime::private::judged::attempt_timeout(Self::LIMIT)
        } {
            __limit => {
                ::retry_runtime::private::within(
                        async {
                            if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                                Result<Page, Error>,
                            > {
                                return __pinned;
                            }
                            match () {
                                () => get().await,
                            }
                        },
                        __limit,
                        ::retry_runtime::private::limit_async(
                            ::retry_runtime::private::TIMER,
                            __limit,
                        ),
                        ::retry_runtime::private::timed_out,
                    )
                    .await
            }
        };
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
        ::retry_runtime::private::sleep_async(::retry_runtime::private::TIMER, __delay)
            .await;
    }
}
async fn limited_by_a_generic_parameter<const N: u64>() -> Result<Page, Error> {
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let __outcome = match const {
            ::retry_runtime::private::judged::attempt_timeout(Duration::from_secs(N))
        } {
            __limit => {
                ::retry_runtime::private::within(
                        async {
                            if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                                Result<Page, Error>,
                            > {
                                return __pinned;
                            }
                            match () {
                                () => get().await,
                            }
                        },
                        __limit,
                        ::retry_runtime::private::limit_async(
                            ::retry_runtime::private::TIMER,
                            __limit,
                        ),
                        ::retry_runtime::private::timed_out,
                    )
                    .await
            }
        };
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
        ::retry_runtime::private::sleep_async(::retry_runtime::private::TIMER, __delay)
            .await;
    }
}
async fn by_a_closure(policy: Policy) -> Option<u32> {
    let __policy: &::retry_runtime::private::Policy = &::retry_runtime::private::policy(
        policy,
    );
    let mut __clock = ::retry_runtime::private::AsyncClock::now(__policy);
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = async {
            if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                Option<u32>,
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
                                    policy: __policy,
                                    verdict: ::retry_runtime::private::Verdict::Retry,
                                    not_ready: false,
                                    elapsed: __clock.lap(__policy, __call.attempt()),
                                    budget: ::retry_runtime::private::None,
                                },
                            )
                    }
                };
                loop {
                    let __notified = ::retry_runtime::private::Notice {
                        site: ::retry_runtime::private::None,
                        policy: __policy,
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
                                ::retry_runtime::private::Message::Retry(__retry) => {
                                    ::retry_runtime::private::on_retry(&note, __retry)
                                }
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
                    match {
                        let __begun = ::retry_runtime::private::begun(&__held, __delay);
                        let __waited = ::retry_runtime::private::sleep_async_with(
                                |delay| nap(delay),
                                __delay,
                            )
                            .await;
                        ::retry_runtime::private::waited(&__waited, __begun, __held)
                    } {
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
        __clock.begin_attempt(__policy);
    }
}
fn returned(url: String) -> impl Future<Output = Result<Page, Error>> + Send {
    let client = client();
    async move {
        if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
            Result<Page, Error>,
        > {
            return __pinned;
        }
        let mut __call = ::retry_runtime::private::UnobservedCall::new();
        loop {
            let __outcome = async {
                if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                    Result<Page, Error>,
                > {
                    return __pinned;
                }
                match () {
                    () => get(client, url).await,
                }
            }
                .await;
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
            ::retry_runtime::private::sleep_async(
                    ::retry_runtime::private::TIMER,
                    __delay,
                )
                .await;
        }
    }
}
fn boxed(url: String) -> Pin<Box<dyn Future<Output = Result<Page, Error>> + Send>> {
    Box::pin(async move {
        if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
            Result<Page, Error>,
        > {
            return __pinned;
        }
        let mut __call = ::retry_runtime::private::UnobservedCall::new();
        loop {
            let __outcome = async {
                if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                    Result<Page, Error>,
                > {
                    return __pinned;
                }
                match () {
                    () => get(url).await,
                }
            }
                .await;
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
            ::retry_runtime::private::sleep_async(
                    ::retry_runtime::private::TIMER,
                    __delay,
                )
                .await;
        }
    })
}
fn boxed_by_a_method(url: &str) -> BoxFuture<'_, Result<Page, Error>> {
    async {
        if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
            Result<Page, Error>,
        > {
            return __pinned;
        }
        let mut __call = ::retry_runtime::private::UnobservedCall::new();
        loop {
            let __outcome = async {
                if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                    Result<Page, Error>,
                > {
                    return __pinned;
                }
                match () {
                    () => get(url).await,
                }
            }
                .await;
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
            ::retry_runtime::private::sleep_async(
                    ::retry_runtime::private::TIMER,
                    __delay,
                )
                .await;
        }
    }
        .boxed()
}
fn boxed_locally(url: &str) -> LocalBoxFuture<'_, Option<Page>> {
    async {
        if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
            Option<Page>,
        > {
            return __pinned;
        }
        let mut __call = ::retry_runtime::private::UnobservedCall::new();
        loop {
            let __outcome = async {
                if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                    Option<Page>,
                > {
                    return __pinned;
                }
                match () {
                    () => get(url).await,
                }
            }
                .await;
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
            ::retry_runtime::private::sleep_async(
                    ::retry_runtime::private::TIMER,
                    __delay,
                )
                .await;
        }
    }
        .boxed_local()
}
fn returned_after_a_check(n: u32) -> impl Future<Output = Result<Page, Error>> {
    async move {
        if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
            Result<Page, Error>,
        > {
            return __pinned;
        }
        let mut __call = ::retry_runtime::private::UnobservedCall::new();
        loop {
            let __outcome = async {
                if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                    Result<Page, Error>,
                > {
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
            ::retry_runtime::private::sleep_async(
                    ::retry_runtime::private::TIMER,
                    __delay,
                )
                .await;
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
        if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
            Result<Page, Error>,
        > {
            return __pinned;
        }
        let __self = self;
        let job = job;
        let (a, ref b) = __arg2;
        #[cfg(test)]
        let __arg3 = __arg3;
        let mut __call = ::retry_runtime::private::UnobservedCall::new();
        loop {
            let __own_job = ::retry_runtime::private::cloned(&job);
            let __outcome = async {
                if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                    Result<Page, Error>,
                > {
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
                let mut a = ::retry_runtime::private::afresh(&a);
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
            ::retry_runtime::private::sleep_async(
                    ::retry_runtime::private::TIMER,
                    __delay,
                )
                .await;
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
        if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
            Result<Page, Error>,
        > {
            return __pinned;
        }
        let __self = self;
        let n = {
            let n = n;
            n
        };
        let mut __call = ::retry_runtime::private::UnobservedCall::new();
        loop {
            let __own___self = ::retry_runtime::private::cloned(&__self);
            let __outcome = async {
                if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                    Result<Page, Error>,
                > {
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
                let mut n = ::retry_runtime::private::afresh(&n);
                match () {
                    () => {
                        let local = n;
                        __self.get(local).await
                    }
                }
            }
                .await;
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
            ::retry_runtime::private::sleep_async(
                    ::retry_runtime::private::TIMER,
                    __delay,
                )
                .await;
        }
    })
}
async fn cancelled(stop: &CancelToken, report: &mut Report) -> Result<u32, Error> {
    fn __site() {}
    let mut __cancel = ::retry_runtime::private::pin!(
        ::retry_runtime::private::cancel_async(stop.cancelled())
    );
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
        match ::retry_runtime::private::into_result(__outcome) {
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
                loop {
                    let __notified = ::retry_runtime::private::Notice {
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
                        .send_held(
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
                    match ::retry_runtime::private::sleep_async_cancel(
                            ::retry_runtime::private::TIMER,
                            __cancel.as_mut(),
                            __delay,
                            __held,
                        )
                        .await
                    {
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
async fn informed() -> Result<u32, Error> {
    let mut __clock = ::retry_runtime::private::AsyncClock::timed();
    let mut __last_error: ::retry_runtime::private::LastError<Result<u32, Error>> = ::retry_runtime::private::None;
    let mut __call = ::retry_runtime::private::UnobservedCall::new();
    loop {
        let ctx = &::retry_runtime::private::context(
            __call.attempt(),
            __last_error.as_ref(),
            __clock.elapsed(),
            __clock.time_left(&::retry_runtime::private::DEFAULT),
        );
        let __outcome = async {
            if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                Result<u32, Error>,
            > {
                return __pinned;
            }
            match () {
                () => get(ctx).await,
            }
        }
            .await;
        let (__delay, __held) = match ::retry_runtime::private::into_result(__outcome) {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            ::retry_runtime::private::Err(__error) => {
                match __call
                    .delay(
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
                {
                    ::retry_runtime::private::Some(__delay) => {
                        let __held = ::retry_runtime::private::hold(
                            __error,
                            |__error| {
                                __last_error = ::retry_runtime::private::Some(__error);
                            },
                        );
                        (__delay, __held)
                    }
                    ::retry_runtime::private::None => {
                        return ::retry_runtime::private::from_error(__error);
                    }
                }
            }
        };
        match {
            let __begun = ::retry_runtime::private::begun(&__held, __delay);
            let __waited = ::retry_runtime::private::sleep_async(
                    ::retry_runtime::private::TIMER,
                    __delay,
                )
                .await;
            ::retry_runtime::private::waited(&__waited, __begun, __held)
        } {
            ::retry_runtime::private::Continue((__held, __unwaited)) => {
                ::retry_runtime::private::release(
                    __held,
                    |__error| __last_error = ::retry_runtime::private::Some(__error),
                );
            }
            ::retry_runtime::private::Break((__error, __unwaited)) => {
                return ::retry_runtime::private::from_error(__error);
            }
        }
    }
}
async fn limited() -> Result<u32, Error> {
    let __limit = {
        const __CALL_TIMEOUT: ::retry_runtime::private::Duration = ::retry_runtime::private::judged::call_timeout(
            LIMIT,
        );
        __CALL_TIMEOUT
    };
    let mut __clock = ::retry_runtime::private::AsyncClock::timed();
    let mut __last_error: ::retry_runtime::private::LastError<Result<u32, Error>> = ::retry_runtime::private::None;
    let mut __call = ::retry_runtime::private::Call::new();
    loop {
        let __outcome = match __clock.left(__limit) {
            __left => {
                ::retry_runtime::private::in_time(
                        async {
                            match {
                                ::retry_runtime::private::Duration::new(2u64, 0u32)
                            } {
                                __limit => {
                                    ::retry_runtime::private::within(
                                            async {
                                                if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                                                    Result<u32, Error>,
                                                > {
                                                    return __pinned;
                                                }
                                                match () {
                                                    () => get().await,
                                                }
                                            },
                                            __limit,
                                            ::retry_runtime::private::limit_async(
                                                ::retry_runtime::private::TIMER,
                                                __limit,
                                            ),
                                            ::retry_runtime::private::timed_out,
                                        )
                                        .await
                                }
                            }
                        },
                        ::retry_runtime::private::limit_async(
                            ::retry_runtime::private::TIMER,
                            __left,
                        ),
                    )
                    .await
            }
        };
        let mut __is_cut = false;
        match match __outcome {
            ::retry_runtime::private::Some(__outcome) => {
                ::retry_runtime::private::into_result(__outcome)
            }
            ::retry_runtime::private::None => {
                __is_cut = true;
                ::retry_runtime::private::Err(
                    ::retry_runtime::private::cut_off(__last_error.take(), __limit),
                )
            }
        } {
            ::retry_runtime::private::Ok(__value) => {
                return ::retry_runtime::private::from_value(__value);
            }
            __result => {
                let mut __result = __result;
                let mut __decision = if __is_cut {
                    __call.cut_off(&::retry_runtime::private::DEFAULT)
                } else {
                    match &__result {
                        ::retry_runtime::private::Ok(_) => {
                            ::retry_runtime::private::Decision::Succeed
                        }
                        ::retry_runtime::private::Err(__error) => {
                            __call
                                .decide(
                                    &::retry_runtime::private::FailedAttempt {
                                        site: ::retry_runtime::private::LazySite::of(()),
                                        policy: &__clock
                                            .within(&::retry_runtime::private::DEFAULT, __limit),
                                        verdict: ::retry_runtime::private::Verdict::Retry,
                                        not_ready: false,
                                        elapsed: __clock
                                            .lap(&::retry_runtime::private::DEFAULT, __call.attempt()),
                                        budget: ::retry_runtime::private::None,
                                    },
                                )
                        }
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
                        ) => return ::retry_runtime::private::from_error(__error),
                    };
                    match {
                        let __begun = ::retry_runtime::private::begun(&__held, __delay);
                        let __waited = ::retry_runtime::private::sleep_async(
                                ::retry_runtime::private::TIMER,
                                __delay,
                            )
                            .await;
                        ::retry_runtime::private::waited(&__waited, __begun, __held)
                    } {
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
