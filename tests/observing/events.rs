//! Events, observers, and the text of errors.

use crate::support;

use std::cell::RefCell;
use std::fmt::Debug;
use std::sync::Mutex;
use std::time::Duration;

use retry_runtime::{Event, Observer, Policy, Report, RetryBudget, Status, retry};
use support::{fails, nap, naps};

/// Every event as text.
#[derive(Default)]
struct Lines(Vec<String>);

impl Observer for Lines {
    fn observe(&mut self, event: &Event<'_>) {
        self.0.push(format!("{event:?}"));
    }
}

/// The tokens left in the budget are reported after a failed attempt only: a call that
/// succeeds at once does not read them.
#[test]
fn events_report_budget_tokens_after_a_failure() {
    let budget = RetryBudget::builder().capacity(10).build();
    let told = |failures| {
        let (mut told, mut calls) = (Vec::new(), 0);
        let outcome = Policy::default()
            .retry(|| fails(failures, &mut calls))
            .sleep(nap)
            .budget(&budget)
            .observe_fn(|event| match *event {
                Event::Retry { budget, .. } | Event::Success { budget, .. } => told.push(budget),
                ref other => panic!("{other:?}"),
            })
            .call();
        assert_eq!(outcome, Ok(failures + 1));
        told
    };
    assert_eq!(told(0), [None]);
    assert_eq!(told(1), [Some(5), Some(10)]);
}

mod observers {
    use super::*;

    struct Shared(Mutex<u32>);

    impl Observer for &Shared {
        fn observe(&mut self, _: &Event<'_>) {
            *self.0.lock().unwrap() += 1;
        }
    }

    static SHARED: Shared = Shared(Mutex::new(0));

    struct Client {
        shared: Shared,
        lines: Lines,
    }

    impl Client {
        #[retry(max = 1, sleep = nap, observe(self.shared, self.lines))]
        fn own(&mut self) -> Option<()> {
            None
        }

        #[retry(max = 1, sleep = nap, observe = self.shared)]
        fn shared(&self) -> Option<()> {
            None
        }
    }

    #[test]
    fn observers_may_be_fields() {
        let mut client = Client {
            shared: Shared(Mutex::new(0)),
            lines: Lines::default(),
        };
        assert_eq!(client.own(), None);
        assert_eq!(
            (*client.shared.0.lock().unwrap(), client.lines.0.len()),
            (2, 2)
        );
        assert_eq!(client.shared(), None);
        assert_eq!(*client.shared.0.lock().unwrap(), 4);
    }

    #[test]
    fn observers_may_be_closures_statics_and_references() {
        #[retry(max = 2, sleep = nap, observe(
            |event| if let Event::Retry { attempt, .. } = event { seen.push(*attempt) },
            SHARED,
            shared,
            pair(),
            note,
        ))]
        fn call(seen: &mut Vec<u32>, shared: &Shared) -> Option<()> {
            // The body uses a value that an observer borrows.
            seen.push(0);
            None
        }
        fn note(event: &Event<'_>) {
            assert_eq!(event.budget(), None);
        }
        fn pair() -> impl Observer {
            (Lines::default(), Report::new())
        }

        let (mut seen, shared) = (Vec::new(), Shared(Mutex::new(0)));
        assert_eq!(call(&mut seen, &shared), None);
        assert_eq!(seen, [0, 1, 0, 2, 0]);
        assert_eq!(*shared.0.lock().unwrap(), 3);
        assert_eq!(*SHARED.0.lock().unwrap(), 3);
    }

    #[test]
    fn observers_may_be_closures_in_parentheses_or_from_a_macro() {
        macro_rules! observed {
            ($observer:expr, $name:ident) => {
                #[retry(max = 1, sleep = nap, observe((|_| *seen += 1), $observer))]
                fn $name(seen: &mut u32) -> Option<()> {
                    None
                }
            };
        }
        observed!(|event| drop(format!("{event:?}")), call);

        let mut seen = 0;
        assert_eq!(call(&mut seen), None);
        assert_eq!(seen, 2);
    }

    #[test]
    fn observers_may_be_chosen_at_run_time() {
        #[retry(max = 1, sleep = nap, observe = observer)]
        fn call(observer: &mut dyn Observer) -> Option<()> {
            None
        }

        #[retry(max = 1, sleep = nap, observe = observer)]
        fn closure(observer: &mut dyn FnMut(&Event<'_>)) -> Option<()> {
            None
        }

        let mut events = 0;
        assert_eq!(closure(&mut |_| events += 1), None);
        assert_eq!(events, 2);

        let (mut lines, mut report) = (Lines::default(), Report::new());
        assert_eq!(call(&mut lines), None);
        assert_eq!(call(&mut report), None);
        assert_eq!((lines.0.len(), report.total_attempts), (2, 2));
    }

    struct Named<'a>(&'static str, &'a RefCell<Vec<&'static str>>);

    impl Observer for Named<'_> {
        fn observe(&mut self, _: &Event<'_>) {
            self.1.borrow_mut().push(self.0);
        }
    }

    #[test]
    fn observers_of_a_pair_are_called_in_order() {
        let mut report = Report::new();
        let order = RefCell::new(Vec::new());
        let mut first = Named("first", &order);
        let mut lines = Lines::default();
        let outcome = Policy::default()
            .retry(|| Some(1))
            .observe(&mut (&mut first, &mut report))
            .observe(&mut (&mut lines as &mut dyn Observer, Named("second", &order)))
            .observe_fn(|_| order.borrow_mut().push("closure"))
            .call();
        assert_eq!(outcome, Some(1));
        assert_eq!(*order.borrow(), ["first", "second", "closure"]);
        assert_eq!((report.status, lines.0.len()), (Status::Success, 1));
    }

    #[test]
    fn observers_are_called_before_the_wait() {
        thread_local! { static NAPPED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) }; }
        fn note(_: Duration) {
            NAPPED.set(true);
        }
        #[retry(max = 1, sleep = note, observe = |event| match event {
            Event::Retry { .. } => assert!(!NAPPED.get()),
            _ => assert!(NAPPED.get()),
        })]
        fn call() -> Option<()> {
            None
        }

        assert_eq!(call(), None);
    }
}

mod errors_are_shown_by {
    use super::*;

    struct Opaque;
    #[derive(Debug)]
    struct OnlyDebug;

    #[retry(max = 1, sleep = nap, observe = report)]
    fn concrete<E>(error: impl Fn() -> E, report: &mut Report) -> Result<(), E> {
        Err(error())
    }

    #[retry(max = 1, sleep = nap, observe = report)]
    fn debug<E: Debug>(error: impl Fn() -> E, report: &mut Report) -> Result<(), E> {
        Err(error())
    }

    macro_rules! shown {
        ($error:expr, $ty:ty) => {{
            #[retry(max = 1, sleep = nap, observe = report)]
            fn call(report: &mut Report) -> Result<(), $ty> {
                Err($error)
            }
            let mut report = Report::new();
            let _outcome = call(&mut report);
            report.error.unwrap()
        }};
    }

    #[test]
    fn errors_are_shown_by_display_or_debug_or_type_name() {
        assert_eq!(shown!("text", &'static str), "text");
        assert_eq!(shown!("boxed".into(), Box<dyn std::error::Error>), "boxed");
        assert_eq!(shown!(OnlyDebug, OnlyDebug), "OnlyDebug");
        assert!(shown!(Opaque, Opaque).ends_with("Opaque"));
        assert_eq!(shown!(vec![1], Vec<u8>), "[1]");
    }

    #[test]
    fn generic_errors_are_shown_by_their_bounds() {
        let mut report = Report::new();
        assert!(concrete(|| "text", &mut report).is_err());
        assert_eq!(report.error.as_deref(), Some("&str"));
        assert!(debug(|| "text", &mut report).is_err());
        assert_eq!(report.error.as_deref(), Some("\"text\""));
    }

    #[test]
    fn errors_of_closures_are_shown_by_the_chosen_method() {
        let mut report = Report::new();
        let fails = || Err::<(), _>("text");
        let policy = Policy::builder().max(1).build();
        let _outcome = policy.retry(fails).sleep(nap).observe(&mut report).call();
        assert_eq!(report.error.as_deref(), Some("text"));
        let call = policy.retry(fails).sleep(nap).debug();
        let _outcome = call.observe(&mut report).call();
        assert_eq!(report.error.as_deref(), Some("\"text\""));
        let call = policy.retry(fails).sleep(nap).type_name();
        let _outcome = call.observe(&mut report).call();
        assert_eq!(report.error.as_deref(), Some("&str"));
        assert_eq!(naps().len(), 3);
    }

    #[test]
    fn the_error_of_an_option_is_shown_as_none_in_every_loop() {
        #[retry(max = 1, sleep = nap, observe = report)]
        fn inline(report: &mut Report) -> Option<()> {
            None
        }

        let policy = Policy::builder().max(1).build();
        let mut reports = [Report::new(), Report::new(), Report::new()];
        let [first, second, third] = &mut reports;
        assert_eq!(inline(first), None);
        let call = policy.retry(|| None::<()>).sleep(nap);
        assert_eq!(call.observe(second).call(), None);
        let call = policy.retry_async(async || None::<()>);
        let call = call.sleep(|_| std::future::ready(())).observe(third);
        assert_eq!(futures::executor::block_on(call.call()), None);
        for report in reports {
            assert_eq!(report.error.as_deref(), Some("None"));
        }
    }
}

mod a_retry_is_written {
    use super::*;

    fn lines<E: std::fmt::Display + 'static>(policy: Policy, error: E) -> Vec<String> {
        let mut lines = Vec::new();
        let mut error = Some(error);
        let _outcome = policy
            .retry(|| error.take().map_or(Ok(()), Err))
            .sleep(|_| ())
            .on_retry(|retry| lines.extend([format!("{retry}"), format!("{retry:#}")]))
            .call();
        lines
    }

    const FAILED: &str = "attempt 1 of 3 failed, retrying in 100ms: ";

    #[test]
    fn a_retry_is_shown_on_one_line_with_its_error() {
        let policy = Policy::builder().max(2).build();
        assert_eq!(lines(policy, "down")[0], format!("{FAILED}down"));
        let boxed: Box<dyn std::error::Error> = "boxed".into();
        assert_eq!(lines(policy, boxed)[0], format!("{FAILED}boxed"));
        let json = format!(r#"{FAILED}{{"code":503}}"#);
        let laid_out = serde_json::json!({"code": 503});
        assert_eq!(lines(policy, laid_out), [&*json, &json]);
        let unlimited = Policy::builder().unlimited().build();
        assert_eq!(
            lines(unlimited, "down")[0],
            "attempt 1 failed, retrying in 100ms: down"
        );
        let most = Policy::builder().max(u32::MAX - 1).build();
        assert_eq!(
            lines(most, "down")[0],
            "attempt 1 of 4294967295 failed, retrying in 100ms: down"
        );
    }

    #[test]
    fn a_retry_without_a_failure_is_shown_without_an_error() {
        let mut lines = Vec::new();
        let mut values = [false, true].into_iter();
        let done = Policy::default()
            .retry(|| values.next())
            .until(|done| *done)
            .sleep(|_| ())
            .on_retry(|retry| lines.push(retry.to_string()))
            .call();
        assert_eq!(done, Some(true));
        assert_eq!(lines, ["attempt 1 of 4 not ready, trying again in 100ms"]);
    }

    #[test]
    fn a_retry_is_shown_with_its_error_text_cut() {
        struct Long;

        impl std::fmt::Display for Long {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(if f.alternate() { "in full" } else { "short" })?;
                (0..1_000_000).try_for_each(|_| f.write_str("x"))
            }
        }

        let lines = lines(Policy::builder().max(2).build(), Long);
        let short = format!("{FAILED}short{}… (1000005 bytes)", "x".repeat(4096 - 5));
        let full = format!("{FAILED}in full{}… (1000007 bytes)", "x".repeat(4096 - 7));
        assert_eq!(lines, [short, full]);
    }
}
