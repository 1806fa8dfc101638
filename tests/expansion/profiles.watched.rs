/// By a profile alone.
/**

# Retries

A failed attempt is retried:
- by the profile `STORAGE`.*/
fn alone() -> Result<(), Error> {
    fn __site() {}
    let mut __clock = ::retry_runtime::private::Clock::now(
        ::retry_runtime::private::policy_of(
            ::retry_runtime::private::profile::<Result<(), Error>>(&STORAGE),
        ),
    );
    let mut __call = <::retry_runtime::private::Parts<
        { ::retry_runtime::private::parts(&STORAGE) },
    > as ::retry_runtime::private::StateOf>::start();
    let mut __cooling = <<::retry_runtime::private::Parts<
        { ::retry_runtime::private::parts(&STORAGE) },
    > as ::retry_runtime::private::StateOf>::Cooling as ::retry_runtime::private::CooledAttempt>::start();
    loop {
        let __delay = '__wait: {
            if let ::retry_runtime::private::Some(__delay) = ::retry_runtime::private::CooledAttempt::next_delay(
                &mut __cooling,
                ::retry_runtime::private::cooldown_of(
                    ::retry_runtime::private::profile::<Result<(), Error>>(&STORAGE),
                ),
                ::retry_runtime::private::policy_of(
                    ::retry_runtime::private::profile::<Result<(), Error>>(&STORAGE),
                ),
                || ::retry_runtime::private::None,
            ) {
                break '__wait __delay;
            }
            let __outcome = (|| -> Result<(), Error> { get() })();
            match ::retry_runtime::private::into_result(__outcome) {
                ::retry_runtime::private::Ok(__value) => {
                    ::retry_runtime::private::succeed_by_profile(
                        &__call,
                        ::retry_runtime::private::profile::<Result<(), Error>>(&STORAGE),
                        ::retry_runtime::private::placed(
                            ::retry_runtime::private::site(__site),
                            ::core::module_path!(),
                        ),
                        ::retry_runtime::private::policy_of(
                            ::retry_runtime::private::profile::<
                                Result<(), Error>,
                            >(&STORAGE),
                        ),
                        ::retry_runtime::private::budget_of(
                            ::retry_runtime::private::profile::<
                                Result<(), Error>,
                            >(&STORAGE),
                        ),
                    );
                    return ::retry_runtime::private::from_value(__value);
                }
                ::retry_runtime::private::Err(__error) => {
                    match ::retry_runtime::private::delay_by_profile(
                        &::retry_runtime::private::FailedAttempt {
                            site: ::retry_runtime::private::LazySite::of(__site)
                                .within(::core::module_path!())
                                .behind(
                                    ::retry_runtime::private::site_defaults_of(
                                        ::retry_runtime::private::profile::<
                                            Result<(), Error>,
                                        >(&STORAGE),
                                    ),
                                ),
                            policy: ::retry_runtime::private::policy_of(
                                ::retry_runtime::private::profile::<
                                    Result<(), Error>,
                                >(&STORAGE),
                            ),
                            verdict: ::retry_runtime::private::CooledAttempt::weigh(
                                &mut __cooling,
                                ::retry_runtime::private::cooldown_of(
                                    ::retry_runtime::private::profile::<
                                        Result<(), Error>,
                                    >(&STORAGE),
                                ),
                                ::retry_runtime::private::policy_of(
                                    ::retry_runtime::private::profile::<
                                        Result<(), Error>,
                                    >(&STORAGE),
                                ),
                                ::retry_runtime::private::verdict_of(
                                    ::retry_runtime::private::profile::<
                                        Result<(), Error>,
                                    >(&STORAGE),
                                    &__error,
                                ),
                            ),
                            not_ready: false,
                            elapsed: __clock
                                .lap(
                                    ::retry_runtime::private::policy_of(
                                        ::retry_runtime::private::profile::<
                                            Result<(), Error>,
                                        >(&STORAGE),
                                    ),
                                    __call.attempt(),
                                ),
                            budget: ::retry_runtime::private::budget_of(
                                ::retry_runtime::private::profile::<
                                    Result<(), Error>,
                                >(&STORAGE),
                            ),
                        },
                        &mut __call,
                        ::retry_runtime::private::profile::<Result<(), Error>>(&STORAGE),
                        ::retry_runtime::private::placed(
                            ::retry_runtime::private::site(__site),
                            ::core::module_path!(),
                        ),
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
                        __error,
                    ) {
                        ::retry_runtime::private::Ok(__delay) => __delay,
                        ::retry_runtime::private::Err(__error) => {
                            return ::retry_runtime::private::from_error(__error);
                        }
                    }
                }
            }
        };
        let __reservation = ::retry_runtime::private::CallSteps::reserve(
            &__call,
            ::retry_runtime::private::budget_of(
                ::retry_runtime::private::profile::<Result<(), Error>>(&STORAGE),
            ),
        );
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        ::retry_runtime::private::Reservation::commit(__reservation);
        __clock
            .begin_attempt(
                ::retry_runtime::private::policy_of(
                    ::retry_runtime::private::profile::<Result<(), Error>>(&STORAGE),
                ),
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
    fn __site() {}
    const __POLICY: ::retry_runtime::private::Policy = ::retry_runtime::private::judged::policy_over(
        ::retry_runtime::private::policy_of(&STORAGE),
        ::retry_runtime::private::Policy::builder().max(1u32),
    );
    #[inline]
    #[allow(clippy::let_and_return)]
    fn __budget<'a_static_shared_by_all_calls>() -> &'a_static_shared_by_all_calls ::retry_runtime::private::RetryBudget {
        let __budget: &'a_static_shared_by_all_calls ::retry_runtime::private::RetryBudget = ::retry_runtime::private::budget(
            &BUDGET,
        );
        __budget
    }
    let mut __clock = ::retry_runtime::private::Clock::now(&__POLICY);
    let mut __call = ::retry_runtime::private::Call::new();
    let mut __cooling = <<::retry_runtime::private::Parts<
        { ::retry_runtime::private::parts(&STORAGE) },
    > as ::retry_runtime::private::StateOf>::Cooling as ::retry_runtime::private::CooledAttempt>::start();
    loop {
        let __delay = '__wait: {
            if let ::retry_runtime::private::Some(__delay) = ::retry_runtime::private::CooledAttempt::next_delay(
                &mut __cooling,
                ::retry_runtime::private::cooldown_of(
                    ::retry_runtime::private::profile::<Result<(), Error>>(&STORAGE),
                ),
                &__POLICY,
                || ::retry_runtime::private::None,
            ) {
                break '__wait __delay;
            }
            let __outcome = (|| -> Result<(), Error> { get() })();
            match ::retry_runtime::private::into_result(__outcome) {
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
                                        site: ::retry_runtime::private::LazySite::of(__site)
                                            .within(::core::module_path!())
                                            .behind(
                                                ::retry_runtime::private::site_defaults_of(
                                                    ::retry_runtime::private::profile::<
                                                        Result<(), Error>,
                                                    >(&STORAGE),
                                                ),
                                            ),
                                        policy: &__POLICY,
                                        verdict: ::retry_runtime::private::CooledAttempt::weigh(
                                            &mut __cooling,
                                            ::retry_runtime::private::cooldown_of(
                                                ::retry_runtime::private::profile::<
                                                    Result<(), Error>,
                                                >(&STORAGE),
                                            ),
                                            &__POLICY,
                                            if ::retry_runtime::private::when(&is_busy, __error) {
                                                ::retry_runtime::private::Verdict::Retry
                                            } else {
                                                ::retry_runtime::private::Verdict::Stop
                                            },
                                        ),
                                        not_ready: false,
                                        elapsed: __clock.lap(&__POLICY, __call.attempt()),
                                        budget: ::retry_runtime::private::Some(__budget()),
                                    },
                                )
                        }
                    };
                    let __delay = ::retry_runtime::private::Notice {
                        site: ::retry_runtime::private::Some(
                            ::retry_runtime::private::site_behind(
                                ::retry_runtime::private::profile::<
                                    Result<(), Error>,
                                >(&STORAGE),
                                ::retry_runtime::private::placed(
                                    ::retry_runtime::private::site(__site),
                                    ::core::module_path!(),
                                ),
                            ),
                        ),
                        policy: &__POLICY,
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
            }
        };
        let __reservation = ::retry_runtime::private::CallSteps::reserve(
            &__call,
            ::retry_runtime::private::Some(__budget()),
        );
        ::retry_runtime::private::sleep(::retry_runtime::private::THREAD, __delay);
        ::retry_runtime::private::Reservation::commit(__reservation);
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
        let __name: &'static ::core::primitive::str = ::retry_runtime::private::name(
            operation,
        );
        let __policy: &::retry_runtime::private::Policy = &::retry_runtime::private::policy_beside(
            ::retry_runtime::private::policy_of(
                ::retry_runtime::private::profile::<Result<(), Error>>(&self.profile),
            ),
            ::retry_runtime::private::Policy::builder().max(1u32),
        );
        let mut __clock = ::retry_runtime::private::AsyncClock::now(__policy);
        let mut __call = ::retry_runtime::private::Call::new();
        let mut __cooling = <::retry_runtime::private::Cooling<
            1,
        > as ::retry_runtime::private::CooledAttempt>::start();
        loop {
            let __delay = '__wait: {
                if let ::retry_runtime::private::Some(__delay) = ::retry_runtime::private::CooledAttempt::next_delay(
                    &mut __cooling,
                    ::retry_runtime::private::cooldown_of(
                        ::retry_runtime::private::profile::<
                            Result<(), Error>,
                        >(&self.profile),
                    ),
                    __policy,
                    || ::retry_runtime::private::None,
                ) {
                    break '__wait __delay;
                }
                let __outcome = match ::retry_runtime::private::limit(self.limit) {
                    __limit => {
                        ::retry_runtime::private::within(
                                async {
                                    if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
                                        Result<(), Error>,
                                    > {
                                        return __pinned;
                                    }
                                    match () {
                                        () => get(),
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
                match ::retry_runtime::private::into_result(__outcome) {
                    ::retry_runtime::private::Ok(__value) => {
                        ::retry_runtime::private::succeed_by_profile(
                            &__call,
                            ::retry_runtime::private::profile::<
                                Result<(), Error>,
                            >(&self.profile),
                            ::retry_runtime::private::placed(
                                ::retry_runtime::private::named(__name),
                                ::core::module_path!(),
                            ),
                            __policy,
                            ::retry_runtime::private::budget_of(
                                ::retry_runtime::private::profile::<
                                    Result<(), Error>,
                                >(&self.profile),
                            ),
                        );
                        return ::retry_runtime::private::from_value(__value);
                    }
                    ::retry_runtime::private::Err(__error) => {
                        match ::retry_runtime::private::delay_by_profile(
                            &::retry_runtime::private::FailedAttempt {
                                site: ::retry_runtime::private::LazySite::at(
                                        ::retry_runtime::private::placed(
                                            ::retry_runtime::private::named(__name),
                                            ::core::module_path!(),
                                        ),
                                    )
                                    .behind(
                                        ::retry_runtime::private::site_defaults_of(
                                            ::retry_runtime::private::profile::<
                                                Result<(), Error>,
                                            >(&self.profile),
                                        ),
                                    ),
                                policy: __policy,
                                verdict: ::retry_runtime::private::CooledAttempt::weigh(
                                    &mut __cooling,
                                    ::retry_runtime::private::cooldown_of(
                                        ::retry_runtime::private::profile::<
                                            Result<(), Error>,
                                        >(&self.profile),
                                    ),
                                    __policy,
                                    ::retry_runtime::private::own_verdict(&__error),
                                ),
                                not_ready: false,
                                elapsed: __clock.lap(__policy, __call.attempt()),
                                budget: ::retry_runtime::private::budget_of(
                                    ::retry_runtime::private::profile::<
                                        Result<(), Error>,
                                    >(&self.profile),
                                ),
                            },
                            &mut __call,
                            ::retry_runtime::private::profile::<
                                Result<(), Error>,
                            >(&self.profile),
                            ::retry_runtime::private::placed(
                                ::retry_runtime::private::named(__name),
                                ::core::module_path!(),
                            ),
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
                            __error,
                        ) {
                            ::retry_runtime::private::Ok(__delay) => __delay,
                            ::retry_runtime::private::Err(__error) => {
                                return ::retry_runtime::private::from_error(__error);
                            }
                        }
                    }
                }
            };
            let __reservation = ::retry_runtime::private::CallSteps::reserve(
                &__call,
                ::retry_runtime::private::budget_of(
                    ::retry_runtime::private::profile::<Result<(), Error>>(&self.profile),
                ),
            );
            ::retry_runtime::private::sleep_async(
                    ::retry_runtime::private::TIMER,
                    __delay,
                )
                .await;
            ::retry_runtime::private::Reservation::commit(__reservation);
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
    fn __site() {}
    let __profile = ::retry_runtime::private::profile::<Result<(), Error>>(&profile());
    let mut __clock = ::retry_runtime::private::AsyncClock::now(
        ::retry_runtime::private::policy_of(__profile),
    );
    let mut __call = ::retry_runtime::private::Call::new();
    let mut __cooling = <::retry_runtime::private::Cooling<
        1,
    > as ::retry_runtime::private::CooledAttempt>::start();
    loop {
        let __delay = '__wait: {
            if let ::retry_runtime::private::Some(__delay) = ::retry_runtime::private::CooledAttempt::next_delay(
                &mut __cooling,
                ::retry_runtime::private::cooldown_of(__profile),
                ::retry_runtime::private::policy_of(__profile),
                || ::retry_runtime::private::None,
            ) {
                break '__wait __delay;
            }
            let __outcome = match ::retry_runtime::private::limit_of(__profile) {
                __limit => {
                    ::retry_runtime::private::Limited::<
                        true,
                    >::attempt(
                            async {
                                if let ::retry_runtime::private::Some(__pinned) = ::retry_runtime::private::None::<
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
                                .map(|__limit| ::retry_runtime::private::limit_async(
                                    ::retry_runtime::private::TIMER,
                                    __limit.limit,
                                )),
                        )
                        .await
                }
            };
            match ::retry_runtime::private::into_result(__outcome) {
                ::retry_runtime::private::Ok(__value) => {
                    ::retry_runtime::private::succeed_by_profile(
                        &__call,
                        __profile,
                        ::retry_runtime::private::placed(
                            ::retry_runtime::private::site(__site),
                            ::core::module_path!(),
                        ),
                        ::retry_runtime::private::policy_of(__profile),
                        ::retry_runtime::private::budget_of(__profile),
                    );
                    return ::retry_runtime::private::from_value(__value);
                }
                __result => {
                    let __decision = match &__result {
                        ::retry_runtime::private::Ok(_) => {
                            __call
                                .refund(::retry_runtime::private::budget_of(__profile));
                            ::retry_runtime::private::Decision::Succeed
                        }
                        ::retry_runtime::private::Err(__error) => {
                            __call
                                .decide(
                                    &::retry_runtime::private::FailedAttempt {
                                        site: ::retry_runtime::private::LazySite::of(__site)
                                            .within(::core::module_path!())
                                            .behind(
                                                ::retry_runtime::private::site_defaults_of(__profile),
                                            ),
                                        policy: ::retry_runtime::private::policy_of(__profile),
                                        verdict: ::retry_runtime::private::CooledAttempt::weigh(
                                            &mut __cooling,
                                            ::retry_runtime::private::cooldown_of(__profile),
                                            ::retry_runtime::private::policy_of(__profile),
                                            ::retry_runtime::private::verdict_of(__profile, __error),
                                        ),
                                        not_ready: false,
                                        elapsed: __clock
                                            .lap(
                                                ::retry_runtime::private::policy_of(__profile),
                                                __call.attempt(),
                                            ),
                                        budget: ::retry_runtime::private::budget_of(__profile),
                                    },
                                )
                        }
                    };
                    let __delay = ::retry_runtime::private::Notice {
                        site: if ::retry_runtime::private::is_observed(__profile)
                            || __call.has_failed()
                        {
                            ::retry_runtime::private::Some(
                                ::retry_runtime::private::site_behind(
                                    __profile,
                                    ::retry_runtime::private::placed(
                                        ::retry_runtime::private::site(__site),
                                        ::core::module_path!(),
                                    ),
                                ),
                            )
                        } else {
                            ::retry_runtime::private::None
                        },
                        policy: ::retry_runtime::private::policy_of(__profile),
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
                        reserved: ::retry_runtime::private::budget_of(__profile),
                        tokens: __call
                            .tokens_left(::retry_runtime::private::budget_of(__profile)),
                    }
                        .send(
                            __result,
                            |__message| match __message {
                                ::retry_runtime::private::Message::Event(__event) => {
                                    ::retry_runtime::private::notify_observer_of(
                                        __profile,
                                        __event,
                                    );
                                }
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
            }
        };
        let __reservation = ::retry_runtime::private::CallSteps::reserve(
            &__call,
            ::retry_runtime::private::budget_of(__profile),
        );
        ::retry_runtime::private::sleep_async(::retry_runtime::private::TIMER, __delay)
            .await;
        ::retry_runtime::private::Reservation::commit(__reservation);
        __clock.begin_attempt(::retry_runtime::private::policy_of(__profile));
    }
}
