//! The registry of sites. Each test has its own sites.

#[path = "../support/mod.rs"]
mod support;

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::thread;
use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{
    CancelToken, Event, Policy, Reason, Report, RetryBudget, Site, SiteCounters, retry, sites,
};
use support::fails;

fn find(name: &str) -> Option<SiteCounters> {
    sites().into_iter().find(|site| site.site == name)
}

fn counted(name: &str) -> SiteCounters {
    find(name).unwrap_or_else(|| panic!("no {name} among {:?}", names()))
}

fn names() -> Vec<String> {
    sites().into_iter().map(|site| site.site).collect()
}

#[test]
fn sites_appear_with_their_first_failure() {
    #[retry(max = 2, name = "first failure")]
    fn call(failures: u32) -> Result<u32, String> {
        thread_local! { static CALLS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) }; }
        CALLS.set(CALLS.get() + 1);
        fails(failures, &mut CALLS.get())
    }

    let _clock = VirtualTime::start();
    assert!(call(0).is_ok());
    assert_eq!(find("first failure"), None);
    assert!(call(u32::MAX).is_err());
    assert_eq!(counted("first failure").retries, 2);
}

#[test]
fn sites_do_not_appear_with_an_observed_first_success() {
    #[retry(name = "first success", observe(report))]
    fn call(report: &mut Report) -> Option<()> {
        Some(())
    }

    let mut report = Report::new();
    assert_eq!(call(&mut report), Some(()));
    assert_eq!(report.attempts.len(), 1);
    assert_eq!(find("first success"), None);
}

#[test]
fn sites_count_retries_recoveries_reasons_and_delays() {
    #[retry(max = 2, name = "counted", when = |error| error != "failure 9")]
    fn call(failures: u32, calls: &mut u32) -> Result<u32, String> {
        fails(failures, calls)
    }

    let _clock = VirtualTime::start();
    assert!(call(1, &mut 0).is_ok());
    assert!(call(2, &mut 0).is_ok());
    assert!(call(3, &mut 0).is_err());
    assert!(call(3, &mut 0).is_err());
    assert!(call(9, &mut 8).is_err());
    let site = counted("counted");
    assert_eq!((site.retries, site.overridden_retries), (1 + 2 + 2 + 2, 0));
    assert_eq!(site.recoveries, 2);
    assert_eq!(site.total_delay, Duration::from_secs(1));
    let reasons: Vec<_> = site.give_ups.into_iter().collect();
    assert_eq!(
        reasons,
        [(Reason::NotRetryable, 1), (Reason::RetriesExhausted, 2)]
    );
}

#[test]
fn sites_count_each_value_that_is_not_ready_once() {
    #[retry(max = 2, name = "polled", until = |ready| *ready, cancel = stop)]
    fn poll(stop: &CancelToken, answers: &mut Vec<bool>) -> Option<bool> {
        if answers.is_empty() {
            stop.cancel();
        }
        answers.pop().or(Some(false))
    }

    let _clock = VirtualTime::start();
    let poll = |mut answers| poll(&CancelToken::new(), &mut answers);
    assert_eq!(poll(vec![true, false]), Some(true));
    assert_eq!(counted("polled").not_ready, 1);
    assert_eq!(poll(vec![false, false, false]), Some(false));
    assert_eq!(counted("polled").not_ready, 1 + 3);
    assert_eq!(poll(vec![]), Some(false));
    assert_eq!(counted("polled").not_ready, 1 + 3 + 1);
}

#[test]
fn sites_round_trip_through_json() {
    #[retry(max = 1, name = "json")]
    fn call() -> Option<()> {
        None
    }

    let _clock = VirtualTime::start();
    assert_eq!(call(), None);
    let site = counted("json");
    let json = serde_json::to_string(&site).unwrap();
    assert_eq!(
        json,
        r#"{"site":"json","retries":1,"overridden_retries":0,"not_ready":0,"recoveries":0,"give_ups":{"retries_exhausted":1},"total_delay_seconds":0.1,"budget_available":null,"nested_calls":0,"max_attempts_product":0}"#
    );
    assert_eq!(serde_json::from_str::<SiteCounters>(&json).unwrap(), site);
}

#[test]
fn sites_count_calls_of_many_threads() {
    #[retry(max = 3, name = "threads")]
    fn call() -> Option<()> {
        None
    }

    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let _clock = VirtualTime::start();
                for _ in 0..25 {
                    assert_eq!(call(), None);
                }
            });
        }
    });
    let site = counted("threads");
    assert_eq!(
        (site.retries, site.give_ups[&Reason::RetriesExhausted]),
        (300, 100)
    );
}

mod names {
    use super::*;

    struct Orders;
    struct Users<T>(T);

    impl Orders {
        #[retry(max = 1)]
        fn fetch() -> Option<()> {
            None
        }

        #[retry(max = 1)]
        async fn fetch_later(&self) -> Option<()> {
            None
        }
    }

    impl<T> Users<T> {
        #[retry(max = 1)]
        fn fetch(&self) -> Option<()> {
            let _ = &self.0;
            None
        }
    }

    trait Load {
        fn load(&self) -> Option<()>;

        #[retry(max = 1)]
        fn load_by_default(&self) -> Option<()> {
            None
        }
    }

    impl Load for Orders {
        #[retry(max = 1)]
        fn load(&self) -> Option<()> {
            None
        }
    }

    impl Load for Vec<Orders> {
        #[retry(max = 1)]
        fn load(&self) -> Option<()> {
            None
        }
    }

    #[async_trait::async_trait]
    trait Send {
        async fn send(&self) -> Option<()>;
    }

    #[async_trait::async_trait]
    impl Send for Orders {
        #[retry(max = 1)]
        async fn send(&self) -> Option<()> {
            None
        }
    }

    #[retry(max = 1)]
    fn generic<T>(_: T) -> Option<()> {
        None
    }

    fn nothing() -> Option<()> {
        None
    }

    mod inner {
        #[retry_runtime::retry(max = 1)]
        pub(super) fn fetch() -> Option<()> {
            None
        }
    }

    fn has(name: &str) {
        assert_eq!(counted(name).retries, 1, "{name}");
    }

    #[test]
    fn site_names_of_methods_contain_their_type() {
        let _clock = VirtualTime::start();
        let none = [
            Orders::fetch(),
            futures::executor::block_on(Orders.fetch_later()),
            Users(1).fetch(),
            Orders.load(),
            vec![Orders].load(),
            Orders.load_by_default(),
            futures::executor::block_on(Orders.send()),
            inner::fetch(),
        ];
        assert_eq!(none, [None; 8]);
        has("sites::names::Orders::fetch");
        has("sites::names::Orders::fetch_later");
        has("<sites::names::Orders as sites::names::Load>::load");
        has("<alloc::vec::Vec as sites::names::Load>::load");
        has("sites::names::Load::load_by_default");
        has("<sites::names::Orders as sites::names::Send>::send");
        has("sites::names::inner::fetch");
        // There is one site for both types, whatever the compiler calls a generic `impl`.
        let users: Vec<_> = super::names()
            .into_iter()
            .filter(|name| name.contains("Users"))
            .collect();
        assert_eq!(users.len(), 1);
        assert!(
            users[0].ends_with("::fetch") && !users[0].contains("<_>"),
            "{users:?}"
        );
    }

    #[test]
    fn all_instances_of_a_generic_function_share_a_site() {
        let _clock = VirtualTime::start();
        assert_eq!((generic(1), generic("text")), (None, None));
        assert_eq!(counted("sites::names::generic").retries, 2);
    }

    #[test]
    fn of_closures_are_those_of_the_enclosing_functions() {
        let _clock = VirtualTime::start();
        let policy = Policy::builder().max(1).build();
        assert_eq!(policy.retry(|| None::<()>).call(), None);
        has("sites::names::of_closures_are_those_of_the_enclosing_functions");
        assert_eq!(policy.retry(nothing).call(), None);
        has("sites::names::nothing");
        assert_eq!(policy.retry(nothing).name("named").call(), None);
        has("named");
    }

    #[test]
    fn of_async_closures_are_those_of_the_enclosing_functions() {
        let _clock = VirtualTime::start();
        let policy = Policy::builder().max(1).build();
        let call = policy.retry_async(async || None::<()>).call();
        assert_eq!(futures::executor::block_on(call), None);
        let site = "of_async_closures_are_those_of_the_enclosing_functions";
        let site = format!("sites::names::{site}");
        has(&site);
        let mut calls = 0;
        let call = policy.retry_async_mut(async || {
            calls += 1;
            None::<()>
        });
        assert_eq!(futures::executor::block_on(call.call()), None);
        assert_eq!((calls, counted(&site).retries), (2, 2));
    }

    #[test]
    fn of_closures_passed_by_reference_have_no_ampersand() {
        let _clock = VirtualTime::start();
        let policy = Policy::builder().max(1).build();
        let mut calls = 0;
        let mut work = || {
            calls += 1;
            None::<()>
        };
        assert_eq!(policy.retry(&mut work).call(), None);
        has("sites::names::of_closures_passed_by_reference_have_no_ampersand");
        assert_eq!(calls, 2);
    }

    #[test]
    fn equal_names_mean_equal_sites() {
        fn site_of<T>(name: Option<&'static str>) -> Site {
            let mut sites = HashSet::new();
            let policy = Policy::default();
            let work = || Some(size_of::<T>());
            let see = |event: &Event<'_>| sites.extend([event.site()]);
            let outcome = match name {
                Some(name) => policy.retry(work).name(name).observe_fn(see).call(),
                None => policy.retry(work).observe_fn(see).call(),
            };
            assert!(outcome.is_some());
            sites.into_iter().next().unwrap()
        }

        let site = site_of::<u8>(None);
        let name = "sites::names::equal_names_mean_equal_sites::site_of";
        let equal = [site, site_of::<u16>(None), site_of::<u8>(Some(name))];
        assert_eq!(equal, [site; 3]);
        assert_eq!(HashSet::from(equal).len(), 1);
        let another = site_of::<u8>(Some("another"));
        assert_ne!(site, another);
        let hash = |site| BuildHasherDefault::<DefaultHasher>::default().hash_one(site);
        assert_ne!(hash(site), hash(another));
    }

    /// Tests `run`, whose type name contains the closure's type and therefore the name of this
    /// test.
    #[test]
    fn of_closures_in_functions_generic_over_a_closure_are_of_the_function() {
        fn run<F: FnMut() -> Option<()>>(mut work: F) -> Option<()> {
            let policy = Policy::builder().max(1).build();
            #[allow(clippy::redundant_closure, reason = "it is what has the name")]
            policy.retry(|| work()).call()
        }

        let _clock = VirtualTime::start();
        assert_eq!((run(|| None), run(|| None)), (None, None));
        let outer = "of_closures_in_functions_generic_over_a_closure_are_of_the_function";
        let site = counted(&format!("sites::names::{outer}::run"));
        assert_eq!(site.retries, 2);
    }
}

#[test]
fn sites_show_the_tokens_left_by_their_last_call() {
    static BUDGET: RetryBudget = RetryBudget::builder().capacity(12).build();
    #[retry(max = 2, name = "bounded", budget = BUDGET)]
    fn call(failures: u32) -> Result<u32, String> {
        fails(failures, &mut 0)
    }

    let _clock = VirtualTime::start();
    for (refusals, left) in [(0, 2), (1, 2)] {
        assert!(call(u32::MAX).is_err());
        let site = counted("bounded");
        assert_eq!(site.budget_available, Some(left));
        let refused = site.give_ups.get(&Reason::BudgetExhausted);
        assert_eq!(refused.copied().unwrap_or(0), refusals);
    }
}

mod nested {
    use super::*;
    use futures::executor::block_on;

    /// Collects, for each event, whether it is marked as nested.
    fn marks(marks: &mut Vec<bool>, event: &Event<'_>) {
        marks.push(match *event {
            Event::Retry { nested, .. }
            | Event::NotReady { nested, .. }
            | Event::Success { nested, .. }
            | Event::GiveUp { nested, .. } => nested,
            _ => panic!("another event"),
        });
    }

    fn counted_nested(name: &str) -> (u64, u64) {
        let site = counted(name);
        (site.nested_calls, site.max_attempts_product)
    }

    #[test]
    fn calls_are_counted_by_site_with_the_product_of_attempts() {
        #[retry(max_attempts = 3, name = "page")]
        fn page() -> Option<()> {
            service()
        }
        #[retry(max_attempts = 4, name = "service")]
        fn service() -> Option<()> {
            block_on(database())
        }
        #[retry(max_attempts = 5, name = "database")]
        async fn database() -> Option<()> {
            None
        }

        let _clock = VirtualTime::start();
        assert_eq!(page(), None);
        assert_eq!(counted_nested("page"), (0, 0));
        assert_eq!(counted_nested("service"), (3, 3 * 4));
        assert_eq!(counted_nested("database"), (3 * 4, 3 * 4 * 5));
        // A call outside of others is not nested.
        assert_eq!(block_on(database()), None);
        assert_eq!(counted_nested("database"), (3 * 4, 3 * 4 * 5));
    }

    #[test]
    fn every_event_of_an_inner_call_is_marked_in_every_loop() {
        #[retry(max = 1, observe = |event| marks(seen, event))]
        fn blocking(seen: &mut Vec<bool>) -> Option<()> {
            None
        }
        #[retry(max = 1, until = |()| false, observe = |event| marks(seen, event))]
        async fn asynchronous(seen: &mut Vec<bool>) -> Option<()> {
            Some(())
        }
        fn succeeds(seen: &mut Vec<bool>) -> Option<()> {
            let policy = Policy::builder().max(1).build();
            let call = policy.retry_with(|context| (context.attempt() == 2).then_some(()));
            call.observe_fn(|event| marks(seen, event)).call()
        }
        async fn closure(seen: &mut Vec<bool>) -> Option<()> {
            let policy = Policy::builder().max(1).build();
            let call = policy.retry_async(async || None);
            call.observe_fn(|event| marks(seen, event)).call().await
        }
        async fn all(seen: &mut Vec<bool>) -> Option<()> {
            _ = blocking(seen);
            _ = asynchronous(seen).await;
            _ = succeeds(seen);
            _ = closure(seen).await;
            Some(())
        }
        #[retry]
        fn outer(seen: &mut Vec<bool>) -> Option<()> {
            block_on(all(seen))
        }
        #[retry]
        async fn outer_async(seen: &mut Vec<bool>) -> Option<()> {
            all(seen).await
        }

        let _clock = VirtualTime::start();
        let policy = Policy::default();
        let seen = |run: &dyn Fn(&mut Vec<bool>)| {
            let mut seen = Vec::new();
            run(&mut seen);
            seen
        };
        assert_eq!(seen(&|seen| block_on(all(seen)).unwrap()), [false; 8]);
        assert_eq!(seen(&|seen| outer(seen).unwrap()), [true; 8]);
        assert_eq!(
            seen(&|seen| block_on(outer_async(seen)).unwrap()),
            [true; 8]
        );
        let closure = |seen: &mut Vec<bool>| policy.retry(|| block_on(all(seen))).call().unwrap();
        assert_eq!(seen(&closure), [true; 8]);
        let closure = |seen: &mut Vec<bool>| {
            block_on(policy.retry_async_mut(async || all(seen).await).call()).unwrap();
        };
        assert_eq!(seen(&closure), [true; 8]);
    }

    #[test]
    fn an_event_of_a_nested_call_says_so_in_json() {
        fn lines(policy: &Policy) -> Vec<String> {
            let mut lines = Vec::new();
            let call = policy.retry(|| None::<()>).name("inner");
            let see = |event: &Event<'_>| lines.push(serde_json::to_string(event).unwrap());
            assert_eq!(call.observe_fn(see).call(), None);
            lines
        }

        let _clock = VirtualTime::start();
        let policy = Policy::builder().max(1).build();
        let says = |line: &String| line.ends_with(r#","nested":true}"#);
        let alone = lines(&policy);
        assert!(alone.len() == 2 && !alone.iter().any(says), "{alone:?}");
        let inside = policy.retry(|| Some(lines(&policy))).call().unwrap();
        assert!(inside.len() == 2 && inside.iter().all(says), "{inside:?}");
    }

    #[test]
    fn neither_an_observer_nor_a_call_after_a_panic_is_inside_of_an_attempt() {
        #[retry(max = 1, observe = |event| marks(seen, event))]
        fn inner(seen: &mut Vec<bool>) -> Option<()> {
            None
        }

        let _clock = VirtualTime::start();
        let mut seen = Vec::new();
        let policy = Policy::builder().max(1).build();
        let call = policy.retry(|| None::<()>);
        let outcome = call.on_retry(|_| _ = inner(&mut seen)).call();
        assert_eq!((outcome, seen), (None, vec![false; 2]));

        let call = policy.retry(|| -> Option<()> { std::panic::resume_unwind(Box::new(())) });
        let call = std::panic::AssertUnwindSafe(call);
        assert!(std::panic::catch_unwind(|| { call }.0.call()).is_err());
        let mut seen = Vec::new();
        assert_eq!((inner(&mut seen), seen), (None, vec![false; 2]));
    }

    /// Tasks of both kinds take turns on few threads.
    #[test]
    fn nested_calls_in_tasks_that_move_between_threads_are_detected() {
        #[retry(max = 1, base_delay = "1ns", name = "inner of a task")]
        async fn inner() -> Option<()> {
            tokio::task::yield_now().await;
            None
        }
        #[retry(max = 1, base_delay = "1ns", name = "outer of a task")]
        async fn outer() -> Option<()> {
            tokio::task::yield_now().await;
            inner().await
        }
        #[retry(max = 1, base_delay = "1ns", name = "alone in a task")]
        async fn alone() -> Option<()> {
            tokio::task::yield_now().await;
            None
        }
        #[retry(max = 1, base_delay = "1ns", name = "spawns")]
        async fn spawns() -> Option<()> {
            tokio::spawn(alone()).await.unwrap()
        }

        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(2).enable_time().build().unwrap();
        runtime.block_on(async {
            let tasks: Vec<_> = (0..50)
                .flat_map(|_| {
                    [
                        tokio::spawn(outer()),
                        tokio::spawn(alone()),
                        tokio::spawn(spawns()),
                    ]
                })
                .collect();
            for task in tasks {
                assert_eq!(task.await.unwrap(), None);
            }
        });
        assert_eq!(counted_nested("outer of a task"), (0, 0));
        assert_eq!(counted_nested("inner of a task"), (100, 4));
        assert_eq!(counted_nested("alone in a task"), (0, 0));
    }
}
