//! What a call tells: events, observers, how errors are shown, the report.

mod support;

use std::fmt::Debug;
use std::sync::Mutex;
use std::time::Duration;

use retry_runtime::{AttemptStatus, Event, Observer, Policy, Reason, Report, Status, retry};
use support::{millis, nap, naps};

/// Every event as text.
#[derive(Default)]
struct Lines(Vec<String>);

impl Observer for Lines {
    fn observe(&mut self, event: &Event<'_>) {
        self.0.push(format!("{event:?}"));
    }
}

fn fails(times: u32, calls: &mut u32) -> Result<u32, String> {
    *calls += 1;
    if *calls <= times {
        Err(format!("failure {calls}"))
    } else {
        Ok(*calls)
    }
}

mod each_way_to_end {
    use super::*;

    #[retry(max = 2, base_delay = "10ms", sleep = nap, observe = lines)]
    fn call(failures: u32, calls: &mut u32, lines: &mut Lines) -> Result<u32, String> {
        fails(failures, calls)
    }

    fn events(failures: u32) -> Vec<String> {
        let mut lines = Lines::default();
        let _outcome = call(failures, &mut 0, &mut lines);
        lines.0
    }

    const RETRY_1: &str =
        "Retry { attempt: 1, delay: 10ms, error: failure 1, max_retries: Some(2) }";
    const RETRY_2: &str =
        "Retry { attempt: 2, delay: 20ms, error: failure 2, max_retries: Some(2) }";

    #[test]
    fn success_at_once() {
        assert_eq!(
            events(0),
            ["Success { attempts: 1, total_delay: 0ns, max_retries: Some(2) }"]
        );
    }

    #[test]
    fn success_after_retries() {
        let success = "Success { attempts: 3, total_delay: 30ms, max_retries: Some(2) }";
        assert_eq!(events(2), [RETRY_1, RETRY_2, success]);
    }

    #[test]
    fn retries_exhausted() {
        let give_up = "GiveUp { reason: RetriesExhausted, attempts: 3, total_delay: 30ms, error: failure 3, max_retries: Some(2) }";
        assert_eq!(events(3), [RETRY_1, RETRY_2, give_up]);
    }
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
    fn may_be_fields() {
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
    fn may_be_closures_statics_and_references() {
        #[retry(max = 2, sleep = nap, observe(
            |event| if let Event::Retry { attempt, .. } = event { seen.push(*attempt) },
            SHARED,
            shared,
            (Lines::default(), dynamic_lines()),
        ))]
        fn call(seen: &mut Vec<u32>, shared: &Shared) -> Option<()> {
            // The body uses what an observer borrows.
            seen.push(0);
            None
        }
        fn dynamic_lines() -> impl Observer {
            |event: &Event<'_>| drop(format!("{event:?}"))
        }

        let (mut seen, shared) = (Vec::new(), Shared(Mutex::new(0)));
        assert_eq!(call(&mut seen, &shared), None);
        assert_eq!(seen, [0, 1, 0, 2, 0]);
        assert_eq!(*shared.0.lock().unwrap(), 3);
        assert_eq!(*SHARED.0.lock().unwrap(), 3);
    }

    #[test]
    fn may_be_closures_in_parentheses_and_from_a_macro() {
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
    fn may_be_chosen_at_run_time() {
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

    #[test]
    fn of_a_pair_are_told_in_order() {
        let mut report = Report::new();
        let mut order = Vec::new();
        let mut lines = Lines::default();
        let mut pair = (|_: &Event<'_>| order.push("closure"), &mut report);
        let outcome = Policy::default()
            .retry(|| Some(1))
            .observe(&mut pair)
            .observe(&mut (&mut lines as &mut dyn Observer, ()))
            .call();
        assert_eq!((outcome, order), (Some(1), vec!["closure"]));
        assert_eq!((report.status, lines.0.len()), (Status::Success, 1));
    }

    #[test]
    fn are_told_before_the_wait() {
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
    fn display_else_debug_else_the_name_of_the_type() {
        assert_eq!(shown!("text", &'static str), "text");
        assert_eq!(shown!("boxed".into(), Box<dyn std::error::Error>), "boxed");
        assert_eq!(shown!(OnlyDebug, OnlyDebug), "OnlyDebug");
        assert!(shown!(Opaque, Opaque).ends_with("Opaque"));
        assert_eq!(shown!(vec![1], Vec<u8>), "[1]");
    }

    #[test]
    fn what_the_bounds_of_a_type_parameter_say() {
        let mut report = Report::new();
        assert!(concrete(|| "text", &mut report).is_err());
        assert_eq!(report.error.as_deref(), Some("&str"));
        assert!(debug(|| "text", &mut report).is_err());
        assert_eq!(report.error.as_deref(), Some("\"text\""));
    }

    #[test]
    fn what_a_closure_asks_for() {
        let mut report = Report::new();
        let fails = || Err::<(), _>("text");
        let policy = Policy::builder().max(1).build();
        let _outcome = policy.retry(fails).sleep(nap).observe(&mut report).call();
        assert_eq!(report.error.as_deref(), Some("&str"));
        let _outcome = policy
            .retry(fails)
            .sleep(nap)
            .debug()
            .observe(&mut report)
            .call();
        assert_eq!(report.error.as_deref(), Some("\"text\""));
        let _outcome = policy
            .retry(fails)
            .sleep(nap)
            .display()
            .observe(&mut report)
            .call();
        assert_eq!(report.error.as_deref(), Some("text"));
        assert_eq!(naps().len(), 3);
    }
}

mod report {
    use super::*;

    #[retry(max = 2, base_delay = "100ms", sleep = nap, observe = report)]
    fn call(failures: u32, calls: &mut u32, report: &mut Report) -> Result<u32, String> {
        fails(failures, calls)
    }

    #[test]
    fn holds_every_attempt() {
        let mut report = Report::new();
        assert!(call(9, &mut 0, &mut report).is_err());
        assert_eq!(report.status, Status::Failed);
        assert_eq!(report.reason, Some(Reason::RetriesExhausted));
        assert_eq!((report.total_attempts, report.total_retries), (3, 2));
        assert_eq!(report.total_delay, Duration::from_millis(300));
        let attempts: Vec<_> = report
            .attempts
            .iter()
            .map(|one| (one.attempt, one.status))
            .collect();
        assert_eq!(attempts, [1, 2, 3].map(|n| (n, AttemptStatus::Failed)));
        let delays: Vec<_> = report.attempts.iter().map(|one| one.delay).collect();
        let [first, second] = millis([100, 200]);
        assert_eq!(delays, [Some(first), Some(second), None]);
    }

    #[test]
    fn lent_again_describes_the_last_call() {
        let mut again = Report::new();
        assert!(call(9, &mut 0, &mut again).is_err());
        assert!(call(1, &mut 0, &mut again).is_ok());
        let mut fresh = Report::new();
        assert!(call(1, &mut 0, &mut fresh).is_ok());
        assert_eq!(again, fresh);
    }

    #[test]
    fn of_a_call_that_a_panic_left_is_unfinished() {
        #[retry(max = 2, sleep = nap, observe = report)]
        fn call(calls: &mut u32, report: &mut Report) -> Result<(), String> {
            *calls += 1;
            assert!(*calls < 2, "the second attempt panics");
            Err("failure".to_owned())
        }

        let mut report = Report::new();
        assert!(super::report::call(9, &mut 0, &mut report).is_err());
        let run = std::panic::AssertUnwindSafe(|| call(&mut 0, &mut report));
        assert!(std::panic::catch_unwind(run).is_err());
        assert_eq!(report.status, Status::Unfinished);
        assert_eq!(
            (report.total_attempts, report.reason, report.error),
            (1, None, None)
        );
    }

    #[test]
    fn of_concurrent_calls_do_not_mix() {
        // tenacity: the statistics of concurrent calls of one function are wrong.
        let calls = (0..8_u32).map(|failures| {
            std::thread::spawn(move || {
                let mut report = Report::new();
                let _outcome = call(failures, &mut 0, &mut report);
                (failures, report.total_retries)
            })
        });
        for call in calls.collect::<Vec<_>>() {
            let (failures, retries) = call.join().unwrap();
            assert_eq!(retries, failures.min(2));
        }
    }

    #[test]
    fn of_success_is_this_json() {
        let mut report = Report::new();
        let answer = call(1, &mut 0, &mut report).unwrap();
        let expected = r#"{"status":"success","result":2,"attempts":[{"attempt":1,"status":"failed","error":"failure 1","delay_seconds":0.1},{"attempt":2,"status":"success"}],"total_attempts":2,"total_retries":1,"total_delay_seconds":0.1,"max_retries":2,"reason":null}"#;
        assert_eq!(
            serde_json::to_string(&report.with_result(answer)).unwrap(),
            expected
        );
    }

    #[test]
    fn of_failure_is_this_json() {
        let mut report = Report::new();
        assert!(call(9, &mut 0, &mut report).is_err());
        let expected = r#"{"status":"failed","result":null,"attempts":[{"attempt":1,"status":"failed","error":"failure 1","delay_seconds":0.1},{"attempt":2,"status":"failed","error":"failure 2","delay_seconds":0.2},{"attempt":3,"status":"failed","error":"failure 3"}],"total_attempts":3,"total_retries":2,"total_delay_seconds":0.3,"max_retries":2,"reason":"retries_exhausted","error":"failure 3"}"#;
        assert_eq!(serde_json::to_string(&report).unwrap(), expected);
    }

    #[test]
    fn of_no_limit_has_no_max_retries() {
        let mut report = Report::new();
        let mut calls = 0;
        let policy = Policy::builder().unlimited().build();
        let outcome = policy
            .retry(|| fails(4, &mut calls))
            .sleep(nap)
            .observe(&mut report)
            .call();
        assert_eq!(outcome, Ok(5));
        assert_eq!(report.max_retries, None);
        let json = serde_json::to_value(&report).unwrap();
        assert!(json["max_retries"].is_null());
    }
}
