//! Overrides of the running process. Each test has its own sites. Tests set overrides one at a
//! time, because the process has only one set of overrides.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{Event, Overrides, Policy, Reason, Report, Verdict, retry, sites};

/// Overrides that hold until the guard is dropped.
struct Set(#[allow(dead_code)] MutexGuard<'static, ()>);

impl Set {
    fn text(text: &str) -> Self {
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        text.parse::<Overrides>().unwrap().set();
        Self(guard)
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        Overrides::new().set();
    }
}

#[retry(max = 3, max_delay = "250ms", name = "shop::orders::fetch", observe = report)]
fn fetch(report: &mut Report) -> Result<(), &'static str> {
    Err("down")
}

/// The delays in milliseconds, and the reason.
fn run() -> (Vec<u128>, Reason) {
    let clock = VirtualTime::start();
    let mut report = Report::new();
    assert!(fetch(&mut report).is_err());
    let delays = clock.delays();
    (
        delays.iter().map(Duration::as_millis).collect(),
        report.reason.unwrap(),
    )
}

mod effects {
    use super::*;

    #[test]
    fn empty_overrides_change_nothing() {
        let _set = Set::text("");
        assert_eq!(run(), (vec![100, 200, 250], Reason::RetriesExhausted));
    }

    #[test]
    fn override_off_leaves_a_single_attempt() {
        let _set = Set::text("shop::orders::fetch=off");
        assert_eq!(run(), (vec![], Reason::Overridden));
    }

    #[test]
    fn override_max_caps_retries_and_adds_none() {
        let _set = Set::text("shop::orders::fetch=max(1)");
        assert_eq!(run(), (vec![100], Reason::Overridden));
        "*=max(3)".parse::<Overrides>().unwrap().set();
        assert_eq!(run(), (vec![100, 200, 250], Reason::RetriesExhausted));
        "*=max(9)".parse::<Overrides>().unwrap().set();
        assert_eq!(run(), (vec![100, 200, 250], Reason::RetriesExhausted));
    }

    #[test]
    fn override_scale_lengthens_delays_up_to_the_cap() {
        let _set = Set::text("shop::*=scale(1.5)");
        assert_eq!(run(), (vec![150, 250, 250], Reason::RetriesExhausted));
        "*=scale(1e300)".parse::<Overrides>().unwrap().set();
        assert_eq!(run(), (vec![250, 250, 250], Reason::RetriesExhausted));
        "*=scale(1)".parse::<Overrides>().unwrap().set();
        assert_eq!(run(), (vec![100, 200, 250], Reason::RetriesExhausted));
    }

    #[test]
    fn the_tightest_of_several_overrides_applies_in_any_order() {
        let _set = Set::text("*=max(2), scale(2); shop::orders::fetch=max(1); shop::*=scale(1.1)");
        assert_eq!(run(), (vec![200], Reason::Overridden));
        "shop::*=scale(1.1); shop::orders::fetch=max(1); *=max(2), scale(2)"
            .parse::<Overrides>()
            .unwrap()
            .set();
        assert_eq!(run(), (vec![200], Reason::Overridden));
    }

    #[test]
    fn overrides_do_not_affect_other_sites() {
        for others in [
            "shop::orders::fetch_all=off",
            "shop::orders=off",
            "shop::users::*=off",
            "orders::fetch=off",
            "shop::orders::fetch::*=off",
        ] {
            let _set = Set::text(others);
            assert_eq!(run().1, Reason::RetriesExhausted, "{others}");
        }
    }

    #[test]
    fn overrides_match_sites_by_prefix() {
        for these in ["*", "s*", "shop::*", "shop::orders::fetch*"] {
            let _set = Set::text(&format!("{these}=off"));
            assert_eq!(run().1, Reason::Overridden, "{these}");
        }
    }

    #[test]
    fn overrides_apply_to_closures_and_async_calls() {
        let _set = Set::text("other::*=max(1)");
        let clock = VirtualTime::start();
        let policy = Policy::default();
        assert_eq!(policy.retry(|| None::<()>).name("other::a").call(), None);
        let call = policy.retry_async(async || None::<()>).name("other::b");
        assert_eq!(futures::executor::block_on(call.call()), None);
        assert_eq!(clock.delays().len(), 2);
    }

    #[test]
    fn overrides_apply_from_the_next_failure_of_a_running_call() {
        let _set = Set::text("");
        let clock = VirtualTime::start();
        let mut attempts = 0;
        let outcome = Policy::builder()
            .unlimited()
            .build()
            .retry(|| {
                attempts += 1;
                if attempts == 3 {
                    "running=off".parse::<Overrides>().unwrap().set();
                }
                None::<()>
            })
            .name("running")
            .call();
        assert_eq!((outcome, clock.delays().len()), (None, 2));
    }

    #[test]
    fn overrides_never_break_a_limit_of_the_policy() {
        let _set = Set::text("limits=scale(100)");
        let clock = VirtualTime::start();
        let policy = Policy::builder()
            .max_elapsed(Duration::from_secs(5))
            .build();
        let mut report = Report::new();
        // 100 ms would become 10 s.
        let call = policy.retry(|| None::<()>).name("limits");
        assert_eq!(call.observe(&mut report).call(), None);
        assert_eq!(report.reason, Some(Reason::DeadlineExceeded));
        assert_eq!(clock.delays(), []);
        // The retry waits at least for the pushback, which is not scaled.
        let outcome = Policy::builder()
            .max(1)
            .max_delay(Duration::from_secs(60))
            .build()
            .retry(|| Err::<(), _>("busy"))
            .name("limits")
            .classify(|_| Verdict::RetryAfter(Duration::from_secs(50)))
            .call();
        assert!(outcome.is_err());
        assert_eq!(clock.delays(), [Duration::from_secs(50)]);
    }
}

#[test]
fn current_returns_the_overrides_set_last() {
    let _set = Set::text("current::a=off");
    let next: Overrides = "current::*=max(2)".parse().unwrap();
    next.clone().set();
    assert_eq!(Overrides::current(), next);
}

mod changes_are_visible {
    use super::*;

    #[test]
    fn overridden_values_are_marked_in_events_reports_and_sites() {
        let _set = Set::text("seen=max(2), scale(2)");
        let _clock = VirtualTime::start();
        let (mut report, mut overridden) = (Report::new(), Vec::new());
        let outcome = Policy::builder()
            .max_delay(Duration::from_millis(100))
            .base_delay(Duration::from_millis(30))
            .build()
            .retry(|| None::<()>)
            .name("seen")
            .observe(&mut report)
            .observe_fn(|event| {
                if let Event::Retry {
                    overridden: changed,
                    ..
                } = event
                {
                    overridden.push(*changed);
                }
            })
            .call();
        assert_eq!(outcome, None);
        assert_eq!(overridden, [true, true]);
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["reason"], "overridden");
        assert_eq!(json["attempts"][0]["overridden"], true);
        assert_eq!(json["attempts"][0]["delay_seconds"], 0.06);
        assert!(json["attempts"][2].get("overridden").is_none());
        let site = sites()
            .into_iter()
            .find(|site| site.site == "seen")
            .unwrap();
        assert_eq!((site.retries, site.overridden_retries), (2, 2));
        assert_eq!(site.give_ups[&Reason::Overridden], 1);
    }

    #[test]
    fn only_changed_values_are_marked_as_overridden() {
        let _set = Set::text("shop::*=scale(2)");
        let _clock = VirtualTime::start();
        let mut report = Report::new();
        assert!(fetch(&mut report).is_err());
        let marked: Vec<_> = report.attempts.iter().map(|one| one.overridden).collect();
        // The third delay is the unscaled cap, and no delay follows the last attempt.
        assert_eq!(marked, [true, true, false, false]);
    }
}

mod as_text {
    use super::*;

    /// A text, and its printed form or its error.
    const TABLE: &[(&str, Result<&str, &str>)] = &[
        ("", Ok("")),
        ("  ", Ok("")),
        (";", Ok("")),
        ("a=off", Ok("a=off")),
        (" a = off ; ", Ok("a=off")),
        ("a::b::*=off", Ok("a::b::*=off")),
        ("*=off", Ok("*=off")),
        ("a=max(1)", Ok("a=max(1)")),
        ("a=max ( 4294967295 )", Ok("a=max(4294967295)")),
        ("a=scale(2.50)", Ok("a=scale(2.5)")),
        ("a=scale(1)", Ok("a=scale(1)")),
        ("a=scale(2),max(1)", Ok("a=max(1), scale(2)")),
        ("a=off,scale(2)", Ok("a=off, scale(2)")),
        (
            "a=off;b=max(2);c*=scale(3)",
            Ok("a=off; b=max(2); c*=scale(3)"),
        ),
        ("<a::B as c::D>::e=off", Ok("<a::B as c::D>::e=off")),
        (
            "a",
            Err("`a` is not an override: write `site=off`, `site=max(1)` or `site=scale(2)`"),
        ),
        (
            "a=off;;b=off",
            Err("`` is not an override: write `site=off`, `site=max(1)` or `site=scale(2)`"),
        ),
        (
            "=off",
            Err("a rule needs the name of a site, or `*` for all sites"),
        ),
        (
            "a*b=off",
            Err(
                "`a*b` can't name a site: `*` may stand only at the end, and `;` and `=` are not allowed",
            ),
        ),
        (
            "**=off",
            Err(
                "`**` can't name a site: `*` may stand only at the end, and `;` and `=` are not allowed",
            ),
        ),
        (
            "a=b=off",
            Err(
                "`a=b` can't name a site: `*` may stand only at the end, and `;` and `=` are not allowed",
            ),
        ),
        (
            "a=",
            Err("`` is not an override: write `off`, `max(1)` or `scale(2)`"),
        ),
        (
            "a=of",
            Err("`of` is not an override: write `off`, `max(1)` or `scale(2)`"),
        ),
        (
            "a=on",
            Err("`on` is not an override: write `off`, `max(1)` or `scale(2)`"),
        ),
        (
            "a=OFF",
            Err("`OFF` is not an override: write `off`, `max(1)` or `scale(2)`"),
        ),
        (
            "a=off,",
            Err("`` is not an override: write `off`, `max(1)` or `scale(2)`"),
        ),
        (
            "a=max 1",
            Err("`max 1` is not an override: write `off`, `max(1)` or `scale(2)`"),
        ),
        (
            "a=maximum(1)",
            Err("`maximum(1)` is not an override: write `off`, `max(1)` or `scale(2)`"),
        ),
        (
            "a=max(0)",
            Err("`max` must be at least 1: for no retries, write `off`"),
        ),
        (
            "a=max()",
            Err("`max` takes an integer from 1 to 4294967295, not ``"),
        ),
        (
            "a=max(-1)",
            Err("`max` takes an integer from 1 to 4294967295, not `-1`"),
        ),
        (
            "a=max(1.5)",
            Err("`max` takes an integer from 1 to 4294967295, not `1.5`"),
        ),
        (
            "a=max(4294967296)",
            Err("`max` takes an integer from 1 to 4294967295, not `4294967296`"),
        ),
        (
            "a=max(unlimited)",
            Err("`max` takes an integer from 1 to 4294967295, not `unlimited`"),
        ),
        (
            "a=scale(0.5)",
            Err("`scale` must be a finite number of at least 1: overrides only tighten"),
        ),
        (
            "a=scale(-2)",
            Err("`scale` must be a finite number of at least 1: overrides only tighten"),
        ),
        (
            "a=scale(inf)",
            Err("`scale` must be a finite number of at least 1: overrides only tighten"),
        ),
        (
            "a=scale(NaN)",
            Err("`scale` must be a finite number of at least 1: overrides only tighten"),
        ),
        (
            "a=scale(x)",
            Err("`scale` must be a finite number of at least 1: overrides only tighten"),
        ),
        (
            "a=off, off",
            Err("`off` repeats a limit that its rule already has: leave one of the two out"),
        ),
        (
            "a=off, max(1)",
            Err("`max(1)` repeats a limit that its rule already has: leave one of the two out"),
        ),
        (
            "a=scale(2), scale(3)",
            Err("`scale(3)` repeats a limit that its rule already has: leave one of the two out"),
        ),
        (
            "a=off; b=of",
            Err("`of` is not an override: write `off`, `max(1)` or `scale(2)`"),
        ),
    ];

    #[test]
    fn overrides_parse_and_print_as_in_the_table() {
        for (text, expected) in TABLE {
            let read = text.parse::<Overrides>().map(|read| read.to_string());
            let read = read.map_err(|error| error.to_string());
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(read, expected, "for `{text}`");
        }
    }

    #[test]
    fn any_text_of_overrides_is_refused_or_round_trips() {
        // Pieces of the grammar in any order: every text of up to five of them.
        const PIECES: [&str; 13] = [
            "a", "::", "*", "=", "off", "max", "scale", "(", "2", ")", ",", ";", " ",
        ];
        let (mut good, mut bad) = (0, 0);
        for length in 0..=5_u32 {
            for number in 0..13_usize.pow(length) {
                let pieces = (0..length).map(|place| PIECES[number / 13_usize.pow(place) % 13]);
                let text: String = pieces.collect();
                match text.parse::<Overrides>() {
                    Err(_) => bad += 1,
                    Ok(read) => {
                        good += 1;
                        let printed = read.to_string();
                        assert_eq!(printed.parse(), Ok(read), "`{text}` as `{printed}`");
                    }
                }
            }
        }
        assert!(good > 100 && bad > 100_000, "{good} good, {bad} bad");
    }

    #[test]
    fn any_bytes_parse_as_overrides_without_a_panic() {
        // xorshift, so that a failure can be repeated.
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..20_000 {
            let text: String = (0..24)
                .map(|_| {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    char::from_u32(u32::try_from(state % 0x250).unwrap()).unwrap()
                })
                .collect();
            let text = format!("a={text}; b=max({text})");
            if let Ok(read) = text.parse::<Overrides>() {
                assert_eq!(read.to_string().parse(), Ok(read));
            }
        }
    }

    #[test]
    fn setters_and_text_give_equal_overrides() {
        let calls = Overrides::new()
            .off("a")
            .and_then(|calls| calls.max("b::*", 2))
            .and_then(|calls| calls.scale("*", 2.5))
            .unwrap();
        assert_eq!(Ok(calls), "a=off; b::*=max(2); *=scale(2.5)".parse());
        for blank in [" *", "* ", "\t*\n"] {
            let printed = Overrides::new().off(blank).unwrap().to_string();
            assert_eq!(printed, "*=off", "for `{blank}`");
        }
        let error = |given: Result<Overrides, _>| {
            let error: retry_runtime::ParseOverridesError = given.unwrap_err();
            error.to_string()
        };
        assert_eq!(
            error(Overrides::new().max("a", 0)),
            "`max` must be at least 1: for no retries, write `off`"
        );
        for factor in [0.5, f64::NAN, f64::INFINITY] {
            assert_eq!(
                error(Overrides::new().scale("a", factor)),
                "`scale` must be a finite number of at least 1: overrides only tighten"
            );
        }
        for none in ["", " "] {
            assert_eq!(
                error(Overrides::new().off(none)),
                "a rule needs the name of a site, or `*` for all sites"
            );
        }
    }

    #[test]
    fn overrides_are_read_from_the_environment_only_on_request() {
        // A test must not change the environment of other tests. This test reads one variable that
        // always exists and one that never does.
        assert_eq!(
            Overrides::from_env("RETRY_NO_SUCH_VARIABLE"),
            Ok(Overrides::new())
        );
        let error = Overrides::from_env("CARGO_MANIFEST_DIR").unwrap_err();
        assert!(
            error.to_string().ends_with(
                "is not an override: write `site=off`, `site=max(1)` or `site=scale(2)`"
            )
        );
        let _set = Set::text("");
        assert_eq!(Overrides::current(), Overrides::new());
    }
}
