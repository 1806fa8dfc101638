/// By a profile alone.
/**

# Retries

A failed attempt is retried:
- by the profile `STORAGE`.*/
fn alone() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let mut __clock = __retry::Clock::now(
        __retry::policy_of(__retry::profile::<Result<(), Error>>(&STORAGE)),
    );
    let mut __call = <__retry::Parts<
        { __retry::parts(&STORAGE) },
    > as __retry::StateOf>::start();
    let mut __cooling = <<__retry::Parts<
        { __retry::parts(&STORAGE) },
    > as __retry::StateOf>::Cooling as __retry::CooledAttempt>::start();
    loop {
        let __delay = '__wait: {
            if let __retry::Some(__delay) = __retry::CooledAttempt::next_delay(
                &mut __cooling,
                __retry::cooldown_of(__retry::profile::<Result<(), Error>>(&STORAGE)),
                __retry::policy_of(__retry::profile::<Result<(), Error>>(&STORAGE)),
                || __retry::None,
            ) {
                break '__wait __delay;
            }
            let __outcome = (|| -> Result<(), Error> { get() })();
            match __retry::into_result(__outcome) {
                __retry::Ok(__value) => {
                    __retry::succeed_by_profile(
                        &__call,
                        __retry::profile::<Result<(), Error>>(&STORAGE),
                        __retry::site(__site),
                        __retry::policy_of(
                            __retry::profile::<Result<(), Error>>(&STORAGE),
                        ),
                        __retry::budget_of(
                            __retry::profile::<Result<(), Error>>(&STORAGE),
                        ),
                    );
                    return __retry::from_value(__value);
                }
                __retry::Err(__error) => {
                    match __retry::delay_by_profile(
                        &__retry::FailedAttempt {
                            site: __retry::LazySite::of(__site),
                            verdict: __retry::CooledAttempt::cooled_verdict(
                                &mut __cooling,
                                __retry::cooldown_of(
                                    __retry::profile::<Result<(), Error>>(&STORAGE),
                                ),
                                __retry::policy_of(
                                    __retry::profile::<Result<(), Error>>(&STORAGE),
                                ),
                                __retry::verdict_of(
                                    __retry::profile::<Result<(), Error>>(&STORAGE),
                                    &__error,
                                ),
                            ),
                            not_before: __retry::CooledAttempt::not_before(&__cooling),
                            not_ready: false,
                            elapsed: __clock
                                .lap(
                                    __retry::policy_of(
                                        __retry::profile::<Result<(), Error>>(&STORAGE),
                                    ),
                                    __call.attempt(),
                                ),
                            policy: __retry::policy_of(
                                __retry::profile::<Result<(), Error>>(&STORAGE),
                            ),
                            budget: __retry::budget_of(
                                __retry::profile::<Result<(), Error>>(&STORAGE),
                            ),
                        },
                        &mut __call,
                        __retry::profile::<Result<(), Error>>(&STORAGE),
                        __retry::site(__site),
                        {
                            use __retry::{
                                SelectDebug as _, SelectDisplay as _, SelectError as _,
                                SelectName as _,
                            };
                            (&&&&&&__retry::SelectFormat(__retry::Some(&__error)))
                                .__retry_format()
                        },
                        __error,
                    ) {
                        __retry::Ok(__delay) => __delay,
                        __retry::Err(__error) => return __retry::from_error(__error),
                    }
                }
            }
        };
        let __reservation = __retry::CallSteps::reserve(
            &__call,
            __retry::budget_of(__retry::profile::<Result<(), Error>>(&STORAGE)),
        );
        __retry::sleep(__retry::THREAD, __delay);
        __retry::Reservation::commit(__reservation);
        __clock
            .begin_attempt(
                __retry::policy_of(__retry::profile::<Result<(), Error>>(&STORAGE)),
            );
    }
}
/// Beside arguments that win.
/**

# Retries

A failed attempt is retried:
- by the profile `STORAGE`,
- at most 1 retries,
- only errors for which `is_busy` holds,
- within the budget `BUDGET`.*/
fn beside_arguments(report: &mut Report) -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    const __POLICY: __retry::Policy = __retry::judged::policy_over(
        __retry::policy_of(&STORAGE),
        __retry::Policy::builder().max(1u32),
    );
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __budget<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls __retry::RetryBudget {
        let __budget: &'a_static_shared_by_all_calls __retry::RetryBudget = __retry::budget(
            &BUDGET,
        );
        __budget
    }
    let mut __clock = __retry::Clock::now(&__POLICY);
    let mut __call = __retry::Call::new();
    let mut __cooling = <<__retry::Parts<
        { __retry::parts(&STORAGE) },
    > as __retry::StateOf>::Cooling as __retry::CooledAttempt>::start();
    loop {
        let __delay = '__wait: {
            if let __retry::Some(__delay) = __retry::CooledAttempt::next_delay(
                &mut __cooling,
                __retry::cooldown_of(__retry::profile::<Result<(), Error>>(&STORAGE)),
                &__POLICY,
                || __retry::None,
            ) {
                break '__wait __delay;
            }
            let __outcome = (|| -> Result<(), Error> { get() })();
            match __retry::into_result(__outcome) {
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
                                        verdict: __retry::CooledAttempt::cooled_verdict(
                                            &mut __cooling,
                                            __retry::cooldown_of(
                                                __retry::profile::<Result<(), Error>>(&STORAGE),
                                            ),
                                            &__POLICY,
                                            if __retry::when(&is_busy, __error) {
                                                __retry::Verdict::Retry
                                            } else {
                                                __retry::Verdict::Stop
                                            },
                                        ),
                                        not_before: __retry::CooledAttempt::not_before(&__cooling),
                                        not_ready: false,
                                        elapsed: __clock.lap(&__POLICY, __call.attempt()),
                                        policy: &__POLICY,
                                        budget: __retry::Some(__budget()),
                                    },
                                )
                        }
                    };
                    let __delay = __retry::Notice {
                        site: __retry::Some(
                            __retry::site_behind(
                                __retry::profile::<Result<(), Error>>(&STORAGE),
                                __retry::site(__site),
                            ),
                        ),
                        policy: &__POLICY,
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
            }
        };
        let __reservation = __retry::CallSteps::reserve(
            &__call,
            __retry::Some(__budget()),
        );
        __retry::sleep(__retry::THREAD, __delay);
        __retry::Reservation::commit(__reservation);
        __clock.begin_attempt(&__POLICY);
    }
}
impl Client {
    /// Of a field.
    /**

# Retries

A failed attempt is retried:
- by the profile `self.profile`,
- at most 1 retries,
- each attempt takes at most `self.limit`,
- as the error itself says.*/
    async fn of_a_field(&self, operation: &'static str) -> Result<(), Error> {
        use ::retry_runtime::private as __retry;
        let __name: &'static ::core::primitive::str = __retry::name(operation);
        let __policy: &__retry::Policy = &__retry::policy_beside(
            __retry::policy_of(__retry::profile::<Result<(), Error>>(&self.profile)),
            __retry::Policy::builder().max(1u32),
        );
        let mut __clock = __retry::AsyncClock::now(__policy);
        let mut __call = __retry::Call::new();
        let mut __cooling = <__retry::Cooling<1> as __retry::CooledAttempt>::start();
        loop {
            let __delay = '__wait: {
                if let __retry::Some(__delay) = __retry::CooledAttempt::next_delay(
                    &mut __cooling,
                    __retry::cooldown_of(
                        __retry::profile::<Result<(), Error>>(&self.profile),
                    ),
                    __policy,
                    || __retry::None,
                ) {
                    break '__wait __delay;
                }
                let __outcome = match __retry::limit(self.limit) {
                    __limit => {
                        __retry::within(
                                async {
                                    if let __retry::Some(__pinned) = __retry::None::<
                                        Result<(), Error>,
                                    > {
                                        return __pinned;
                                    }
                                    match () {
                                        () => get(),
                                    }
                                },
                                __limit,
                                __retry::limit_async(__retry::TIMER, __limit),
                                __retry::timed_out,
                            )
                            .await
                    }
                };
                match __retry::into_result(__outcome) {
                    __retry::Ok(__value) => {
                        __retry::succeed_by_profile(
                            &__call,
                            __retry::profile::<Result<(), Error>>(&self.profile),
                            __retry::named(__name),
                            __policy,
                            __retry::budget_of(
                                __retry::profile::<Result<(), Error>>(&self.profile),
                            ),
                        );
                        return __retry::from_value(__value);
                    }
                    __retry::Err(__error) => {
                        match __retry::delay_by_profile(
                            &__retry::FailedAttempt {
                                site: __retry::LazySite::at(__retry::named(__name)),
                                verdict: __retry::CooledAttempt::cooled_verdict(
                                    &mut __cooling,
                                    __retry::cooldown_of(
                                        __retry::profile::<Result<(), Error>>(&self.profile),
                                    ),
                                    __policy,
                                    __retry::own_verdict(&__error),
                                ),
                                not_before: __retry::CooledAttempt::not_before(&__cooling),
                                not_ready: false,
                                elapsed: __clock.lap(__policy, __call.attempt()),
                                policy: __policy,
                                budget: __retry::budget_of(
                                    __retry::profile::<Result<(), Error>>(&self.profile),
                                ),
                            },
                            &mut __call,
                            __retry::profile::<Result<(), Error>>(&self.profile),
                            __retry::named(__name),
                            {
                                use __retry::{
                                    SelectDebug as _, SelectDisplay as _, SelectError as _,
                                    SelectName as _,
                                };
                                (&&&&&&__retry::SelectFormat(__retry::Some(&__error)))
                                    .__retry_format()
                            },
                            __error,
                        ) {
                            __retry::Ok(__delay) => __delay,
                            __retry::Err(__error) => return __retry::from_error(__error),
                        }
                    }
                }
            };
            let __reservation = __retry::CallSteps::reserve(
                &__call,
                __retry::budget_of(__retry::profile::<Result<(), Error>>(&self.profile)),
            );
            __retry::sleep_async(__retry::TIMER, __delay).await;
            __retry::Reservation::commit(__reservation);
            __clock.begin_attempt(__policy);
        }
    }
    /// Not retried.
    fn not_retried(&self) -> Result<(), Error> {
        get()
    }
}
/// Of a call.
/**

# Retries

A failed attempt is retried:
- by the profile `profile()`.*/
async fn of_a_call() -> Result<(), Error> {
    use ::retry_runtime::private as __retry;
    fn __site() {}
    let __with = &profile();
    let __profile = __retry::profile::<Result<(), Error>>(__with);
    let mut __clock = __retry::AsyncClock::now(__retry::policy_of(__profile));
    let mut __call = __retry::Call::new();
    let mut __cooling = <__retry::Cooling<1> as __retry::CooledAttempt>::start();
    loop {
        let __delay = '__wait: {
            if let __retry::Some(__delay) = __retry::CooledAttempt::next_delay(
                &mut __cooling,
                __retry::cooldown_of(__profile),
                __retry::policy_of(__profile),
                || __retry::None,
            ) {
                break '__wait __delay;
            }
            let __outcome = match __retry::limit_of(__profile) {
                __limit => {
                    __retry::Limited::<
                        true,
                    >::attempt(
                            async {
                                if let __retry::Some(__pinned) = __retry::None::<
                                    Result<(), Error>,
                                > {
                                    return __pinned;
                                }
                                match () {
                                    () => get(),
                                }
                            },
                            __limit,
                            __limit
                                .map(|__limit| __retry::limit_async(
                                    __retry::TIMER,
                                    __limit.limit,
                                )),
                        )
                        .await
                }
            };
            match __retry::into_result(__outcome) {
                __retry::Ok(__value) => {
                    __retry::succeed_by_profile(
                        &__call,
                        __profile,
                        __retry::site(__site),
                        __retry::policy_of(__profile),
                        __retry::budget_of(__profile),
                    );
                    return __retry::from_value(__value);
                }
                __result => {
                    let __decision = match &__result {
                        __retry::Ok(_) => {
                            __call.refund(__retry::budget_of(__profile));
                            __retry::Decision::Succeed
                        }
                        __retry::Err(__error) => {
                            __call
                                .decide(
                                    &__retry::FailedAttempt {
                                        site: __retry::LazySite::of(__site),
                                        verdict: __retry::CooledAttempt::cooled_verdict(
                                            &mut __cooling,
                                            __retry::cooldown_of(__profile),
                                            __retry::policy_of(__profile),
                                            __retry::verdict_of(__profile, __error),
                                        ),
                                        not_before: __retry::CooledAttempt::not_before(&__cooling),
                                        not_ready: false,
                                        elapsed: __clock
                                            .lap(__retry::policy_of(__profile), __call.attempt()),
                                        policy: __retry::policy_of(__profile),
                                        budget: __retry::budget_of(__profile),
                                    },
                                )
                        }
                    };
                    let __delay = __retry::Notice {
                        site: if __retry::is_observed(__profile) {
                            __retry::Some(
                                __retry::site_behind(__profile, __retry::site(__site)),
                            )
                        } else {
                            __retry::None
                        },
                        policy: __retry::policy_of(__profile),
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
                        reserved: __retry::budget_of(__profile),
                        tokens: __call.tokens_left(__retry::budget_of(__profile)),
                    }
                        .send(
                            __result,
                            |__message| match __message {
                                __retry::Message::Event(__event) => {
                                    __retry::notify_observer_of(__profile, __event);
                                }
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
            }
        };
        let __reservation = __retry::CallSteps::reserve(
            &__call,
            __retry::budget_of(__profile),
        );
        __retry::sleep_async(__retry::TIMER, __delay).await;
        __retry::Reservation::commit(__reservation);
        __clock.begin_attempt(__retry::policy_of(__profile));
    }
}
