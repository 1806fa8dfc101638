//! Profiles: one configuration for many calls, and arguments that override it.

use crate::support;

use std::cell::Cell;
use std::future::pending;
use std::sync::LazyLock;
use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use retry_runtime::testing::VirtualTime;
use retry_runtime::{
    AttemptTimeout, Classify, Event, Policy, Profile, Report, RetryBudget, Verdict, retry,
};
use support::block_on;

#[derive(Clone, Copy, Debug, PartialEq, Classify)]
enum StorageError {
    #[verdict(retry)]
    Busy,
    #[verdict(retry)]
    Slow,
    #[verdict(stop)]
    NotFound,
}

impl std::fmt::Display for StorageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl From<AttemptTimeout> for StorageError {
    fn from(_: AttemptTimeout) -> Self {
        Self::Slow
    }
}

static BUDGET: RetryBudget = RetryBudget::builder().capacity(1000).build();
static STORAGE: Profile<StorageError> = Profile::new(Policy::builder().max(2).build())
    .classify(StorageError::verdict)
    .budget(&BUDGET)
    .attempt_timeout(Duration::from_secs(2))
    .name_prefix("storage");
static CONFIGURED: LazyLock<Profile<StorageError>> = LazyLock::new(|| {
    let policy = "max = 4".parse().expect("a policy");
    STORAGE.clone().with_policy(policy)
});

/// The number of attempts for each of two errors.
fn attempts(call: impl Fn(&Cell<u32>, StorageError)) -> (u32, u32) {
    let count = |error| {
        let calls = Cell::new(0);
        let _time = VirtualTime::start();
        call(&calls, error);
        calls.get()
    };
    (count(StorageError::Busy), count(StorageError::NotFound))
}

fn fail(calls: &Cell<u32>, error: StorageError) -> Result<(), StorageError> {
    calls.set(calls.get() + 1);
    Err(error)
}

#[retry(with = STORAGE)]
fn by_a_static(calls: &Cell<u32>, error: StorageError) -> Result<(), StorageError> {
    fail(calls, error)
}

#[retry(with = STORAGE, max = 1)]
fn with_fewer_retries(calls: &Cell<u32>, error: StorageError) -> Result<(), StorageError> {
    fail(calls, error)
}

#[retry(with = STORAGE, when = |error| *error == StorageError::NotFound)]
fn with_another_verdict(calls: &Cell<u32>, error: StorageError) -> Result<(), StorageError> {
    fail(calls, error)
}

#[retry(with = STORAGE, policy = Policy::builder().max(6).build())]
fn with_another_policy(calls: &Cell<u32>, error: StorageError) -> Result<(), StorageError> {
    fail(calls, error)
}

#[retry(with = *CONFIGURED)]
fn by_a_lazy_static(calls: &Cell<u32>, error: StorageError) -> Result<(), StorageError> {
    fail(calls, error)
}

#[retry(with = *CONFIGURED, max = 1)]
fn by_a_lazy_static_and_an_argument(
    calls: &Cell<u32>,
    error: StorageError,
) -> Result<(), StorageError> {
    fail(calls, error)
}

#[retry(with = profile, max_attempts = 2)]
fn by_an_argument(
    profile: &Profile<StorageError>,
    calls: &Cell<u32>,
    error: StorageError,
) -> Result<(), StorageError> {
    fail(calls, error)
}

fn made_by_a_call() -> Profile<StorageError> {
    STORAGE
        .clone()
        .with_policy(Policy::builder().max(3).build())
}

#[retry(with = made_by_a_call())]
fn by_an_owned_profile(calls: &Cell<u32>, error: StorageError) -> Result<(), StorageError> {
    fail(calls, error)
}

#[retry(with = STORAGE.clone().name_prefix("cloned"), base_delay = "1s")]
fn beside_an_owned_profile(calls: &Cell<u32>, error: StorageError) -> Result<(), StorageError> {
    fail(calls, error)
}

#[retry(with = made_by_a_call())]
async fn by_an_owned_profile_async(calls: &Cell<u32>) -> Result<(), StorageError> {
    fail(calls, StorageError::Busy)
}

#[test]
fn a_profile_may_be_created_in_the_attribute() {
    assert_eq!(attempts(|c, e| _ = by_an_owned_profile(c, e)), (4, 1));
    assert_eq!(attempts(|c, e| _ = beside_an_owned_profile(c, e)), (3, 1));
    let calls = Cell::new(0);
    let outcome = block_on(by_an_owned_profile_async(&calls));
    assert_eq!((outcome, calls.get()), (Err(StorageError::Busy), 4));
}

#[test]
fn an_argument_overrides_the_profile() {
    let by = |call: fn(&Cell<u32>, StorageError) -> Result<(), StorageError>| {
        attempts(|calls, error| assert_eq!(call(calls, error), Err(error)))
    };
    assert_eq!(by(by_a_static), (3, 1));
    assert_eq!(by(with_fewer_retries), (2, 1));
    assert_eq!(by(with_another_verdict), (1, 3));
    assert_eq!(by(with_another_policy), (7, 1));
    assert_eq!(by(by_a_lazy_static), (5, 1));
    assert_eq!(by(by_a_lazy_static_and_an_argument), (2, 1));
    assert_eq!(
        by(|calls, error| by_an_argument(&STORAGE, calls, error)),
        (2, 1)
    );
}

#[test]
fn a_closure_follows_its_profile_and_its_methods_win() {
    let by = |call: &dyn Fn(&Cell<u32>, StorageError)| attempts(call);
    let plain = by(&|calls, error| {
        let outcome = STORAGE.retry(|| fail(calls, error)).call();
        assert_eq!(outcome, Err(error));
    });
    assert_eq!(plain, (3, 1));
    let replaced = by(&|calls, error| {
        let attempt = || fail(calls, error);
        let call = STORAGE
            .retry(attempt)
            .when(|error| *error == StorageError::NotFound);
        assert_eq!(call.call(), Err(error));
    });
    assert_eq!(replaced, (1, 3));
    let asynchronous = by(&|calls, error| {
        let attempt = async || fail(calls, error);
        let outcome = block_on(STORAGE.retry_async_mut(attempt).call());
        assert_eq!(outcome, Err(error));
    });
    assert_eq!(asynchronous, (3, 1));
    let with_context = by(&|calls, error| {
        let call = STORAGE.retry_with(|context| {
            assert_eq!(context.attempt(), calls.get() + 1);
            fail(calls, error)
        });
        assert_eq!(call.call(), Err(error));
    });
    assert_eq!(with_context, (3, 1));
}

#[test]
fn a_budget_argument_replaces_the_budget_of_the_profile() {
    static OWN: RetryBudget = RetryBudget::builder().capacity(1000).build();
    static EMPTY: RetryBudget = RetryBudget::builder().capacity(1000).build();
    static PROFILE: Profile<u8> = Profile::new(Policy::builder().max(9).build()).budget(&EMPTY);

    #[retry(with = PROFILE, budget = OWN)]
    fn paid_by_its_own(calls: &Cell<u32>) -> Result<(), u8> {
        calls.set(calls.get() + 1);
        Err(1)
    }

    #[retry(with = PROFILE)]
    fn paid_by_the_profile(calls: &Cell<u32>) -> Result<(), u8> {
        calls.set(calls.get() + 1);
        Err(1)
    }

    let _time = VirtualTime::start();
    while EMPTY.withdraw(5) {}
    let calls = Cell::new(0);
    assert_eq!(paid_by_the_profile(&calls), Err(1));
    assert_eq!(calls.replace(0), 1);
    assert_eq!(PROFILE.retry(|| Err::<(), _>(2)).call(), Err(2));
    assert_eq!(paid_by_its_own(&calls), Err(1));
    assert_eq!(calls.replace(0), 10);
    let outcome = PROFILE
        .retry(|| paid_by_its_own(&calls))
        .budget(&OWN)
        .call();
    assert_eq!(outcome, Err(1));
    assert_eq!(calls.get(), 100);
}

#[test]
fn a_profile_observer_gets_every_event_unless_the_call_has_its_own() {
    static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());
    fn hear(event: &Event<'_>) {
        let line = format!("{event:?}");
        let (kind, _) = line.split_once(' ').unwrap();
        HEARD
            .lock()
            .unwrap()
            .push(format!("{kind} {}", event.site()));
    }
    static PROFILE: Profile<&str> = Profile::new(Policy::builder().max(1).build())
        .name_prefix("orders")
        .observe(&hear);

    #[retry(with = PROFILE)]
    fn get(answers: &mut Vec<Result<u8, &'static str>>) -> Result<u8, &'static str> {
        answers.pop().unwrap()
    }

    #[retry(with = PROFILE, on_retry = |_| *retries += 1)]
    fn told(retries: &mut u32) -> Result<u8, &'static str> {
        Err("down")
    }

    #[retry(with = PROFILE, observe = report)]
    fn own(report: &mut Report) -> Result<u8, &'static str> {
        Err("down")
    }

    let heard = || std::mem::take(&mut *HEARD.lock().unwrap());
    let _time = VirtualTime::start();
    assert_eq!(get(&mut vec![Ok(1)]), Ok(1));
    assert_eq!(heard(), ["Success orders.get"]);
    assert_eq!(get(&mut vec![Ok(2), Err("down")]), Ok(2));
    assert_eq!(heard(), ["Retry orders.get", "Success orders.get"]);
    let mut retries = 0;
    assert_eq!(told(&mut retries), Err("down"));
    assert_eq!(heard(), ["Retry orders.told", "GiveUp orders.told"]);
    assert_eq!(retries, 1);
    let mut report = Report::new();
    assert_eq!(own(&mut report), Err("down"));
    assert_eq!(report.total_retries, 1);
    assert!(heard().is_empty());

    assert_eq!(
        PROFILE.retry(|| Err::<(), _>("down")).name("scan").call(),
        Err("down")
    );
    assert_eq!(heard(), ["Retry orders.scan", "GiveUp orders.scan"]);
    let call = PROFILE.retry(|| Err::<(), _>("down")).observe(&mut report);
    assert_eq!(call.call(), Err("down"));
    assert!(heard().is_empty());
}

struct Slow {
    profile: Profile<StorageError>,
    limit: Duration,
    attempts: u32,
}

impl Slow {
    #[retry(with = self.profile)]
    async fn by_the_profile(&mut self) -> Result<(), StorageError> {
        self.attempts += 1;
        pending().await
    }

    #[retry(with = self.profile, attempt_timeout = self.limit)]
    async fn by_a_field(&mut self) -> Result<(), StorageError> {
        self.attempts += 1;
        pending().await
    }

    #[retry(with = self.profile(), max = 1)]
    async fn by_a_getter(&self) -> Result<(), StorageError> {
        pending().await
    }

    fn profile(&self) -> &Profile<StorageError> {
        &self.profile
    }
}

#[test]
fn an_attempt_timeout_comes_from_the_profile_or_an_argument() {
    /// The milliseconds of a call under tokio's paused clock.
    fn lasts(call: impl Future<Output = Result<(), StorageError>>) -> u128 {
        let (outcome, time) = block_on(async {
            let start = tokio::time::Instant::now();
            (call.await, start.elapsed())
        });
        assert_eq!(outcome, Err(StorageError::Slow));
        time.as_millis()
    }

    let mut slow = Slow {
        profile: STORAGE.clone(),
        limit: Duration::from_millis(10),
        attempts: 0,
    };
    // 2 s for each attempt, and delays of 100 ms and 200 ms.
    assert_eq!(lasts(slow.by_the_profile()), 6300);
    assert_eq!(slow.attempts, 3);
    assert_eq!(lasts(slow.by_a_field()), 330);
    assert_eq!(slow.attempts, 6);
    assert_eq!(lasts(slow.by_a_getter()), 4100);
    let closure = STORAGE.retry_async(pending::<Result<(), StorageError>>);
    assert_eq!(lasts(closure.call()), 6300);
    slow.limit = Duration::ZERO;
    assert_eq!(lasts(slow.by_a_field()), 300);
    assert_eq!(slow.attempts, 9);
}

mod blocks {
    use super::*;

    pub(super) struct Client<T> {
        pub(super) calls: Cell<u32>,
        pub(super) sites: Cell<Vec<String>>,
        pub(super) error: T,
    }

    #[retry(with = STORAGE, observe = |event| self.note(event))]
    impl<T: Copy + Into<StorageError>> Client<T> {
        /// Gets an object.
        #[retry]
        pub(super) fn get(&self) -> Result<(), StorageError> {
            fail(&self.calls, self.error.into())
        }

        #[retry_runtime::retry(max = 1)]
        pub(super) async fn put(&self) -> Result<(), StorageError> {
            fail(&self.calls, self.error.into())
        }

        #[cfg_attr(all(), inline, retry(max_attempts = 5, name = operation))]
        pub(super) fn named(&self, operation: &'static str) -> Result<(), StorageError> {
            fail(&self.calls, self.error.into())
        }

        #[cfg(any())]
        #[retry]
        pub(super) fn of_another_target(&self) -> Nothing {}

        pub(super) fn cached(&self) -> Result<(), StorageError> {
            fail(&self.calls, self.error.into())
        }

        fn note(&self, event: &Event<'_>) {
            let mut sites = self.sites.take();
            sites.push(event.site().to_string());
            sites.dedup();
            self.sites.set(sites);
        }
    }

    #[async_trait(?Send)]
    pub(super) trait Fetch {
        async fn fetch(&self) -> Result<(), StorageError>;
    }

    #[retry(max = 3)]
    #[async_trait(?Send)]
    impl Fetch for Client<StorageError> {
        #[retry]
        async fn fetch(&self) -> Result<(), StorageError> {
            fail(&self.calls, self.error)
        }
    }

    pub(super) struct Other(pub(super) Client<StorageError>);

    #[async_trait(?Send)]
    #[retry(max = 4)]
    impl Fetch for Other {
        #[retry]
        async fn fetch(&self) -> Result<(), StorageError> {
            fail(&self.0.calls, self.0.error)
        }
    }

    #[retry(
        classify,
        clone,
        attempt_timeout = "1s",
        call_timeout = "1m",
        on_give_up = |error, _| error,
        max_attempts = 4,
        jitter
    )]
    impl Other {
        #[retry(max = 1)]
        pub(super) fn blocking(&self, key: String) -> Result<(), StorageError> {
            drop(key);
            fail(&self.0.calls, self.0.error)
        }

        #[retry]
        pub(super) fn missing(&self) -> Option<()> {
            fail(&self.0.calls, self.0.error).ok()
        }

        #[retry(when = |_| true)]
        pub(super) async fn patient(&self) -> Result<(), StorageError> {
            self.0.calls.set(self.0.calls.get() + 1);
            pending().await
        }
    }
}

#[test]
fn a_default_clone_applies_to_the_arguments_that_a_method_has() {
    struct Worker;

    type Both = (String, Option<String>);

    #[retry(max = 1, base_delay = "1ms", clone(job, note))]
    impl Worker {
        #[retry]
        fn both(job: String, note: Option<String>) -> Result<(), Both> {
            Err((job, note))
        }

        #[retry]
        fn one(job: String) -> Result<(), Both> {
            Err((job, None))
        }

        #[retry]
        fn borrowed(job: &str) -> Result<(), Both> {
            Err((job.to_owned(), None))
        }

        #[retry]
        fn none(count: u8) -> Result<(), u8> {
            Err(count)
        }
    }

    let _time = VirtualTime::start();
    let (job, note) = (|| "job".to_owned(), Some("note".to_owned()));
    assert_eq!(Worker::both(job(), note.clone()), Err((job(), note)));
    assert_eq!(Worker::one(job()), Err((job(), None)));
    assert_eq!(Worker::borrowed(&job()), Err((job(), None)));
    assert_eq!(Worker::none(4), Err(4));
}

#[test]
fn a_default_curve_gives_way_to_a_base_delay() {
    mod curves {
        use std::time::Duration;

        pub(super) fn linear(retry: u32) -> Duration {
            Duration::from_secs(u64::from(retry) * 10)
        }
    }

    struct Client;

    #[retry(max = 2, backoff = curves::linear)]
    impl Client {
        #[retry]
        fn curved() -> Option<()> {
            None
        }

        #[retry(base_delay = "1s")]
        fn doubled() -> Option<()> {
            None
        }
    }

    // A word in parentheses is still that word.
    #[retry(max = 3, backoff = (linear))]
    impl Client {
        #[retry(base_delay = "1s")]
        fn by_word() -> Option<()> {
            None
        }
    }

    let delays = |call: fn() -> Option<()>| {
        let clock = VirtualTime::start();
        assert_eq!(call(), None);
        let seconds: Vec<_> = clock.delays().iter().map(Duration::as_secs).collect();
        seconds
    };
    assert_eq!(delays(Client::curved), [10, 20]);
    assert_eq!(delays(Client::doubled), [1, 2]);
    assert_eq!(delays(Client::by_word), [1, 2, 3]);
}

#[test]
fn an_impl_block_gives_defaults_only_to_its_retried_functions() {
    let client = |error| blocks::Client {
        calls: Cell::new(0),
        sites: Cell::default(),
        error,
    };
    let count = |call: &dyn Fn(&blocks::Client<StorageError>) -> Result<(), StorageError>| {
        let _time = VirtualTime::start();
        let client = client(StorageError::Busy);
        assert_eq!(call(&client), Err(StorageError::Busy));
        (client.calls.get(), client.sites.take())
    };
    let sites = |name: &str| vec![name.to_owned()];
    assert_eq!(count(&|client| client.get()), (3, sites("storage.get")));
    assert_eq!(
        count(&|client| block_on(client.put())),
        (2, sites("storage.put"))
    );
    assert_eq!(
        count(&|client| client.named("list")),
        (5, sites("storage.list"))
    );
    assert_eq!(count(&|client| client.cached()), (1, vec![]));
    assert_eq!(
        count(&|client| block_on(blocks::Fetch::fetch(client))),
        (4, vec![])
    );

    let other = |error| blocks::Other(client(error));
    let _time = VirtualTime::start();
    let busy = other(StorageError::Busy);
    assert_eq!(
        block_on(blocks::Fetch::fetch(&busy)),
        Err(StorageError::Busy)
    );
    assert_eq!(busy.0.calls.replace(0), 5);
    assert_eq!(busy.blocking(String::new()), Err(StorageError::Busy));
    assert_eq!(busy.0.calls.replace(0), 2);
    assert_eq!(busy.missing(), None);
    assert_eq!(busy.0.calls.replace(0), 4);
    assert_eq!(block_on(busy.patient()), Err(StorageError::Slow));
    assert_eq!(busy.0.calls.replace(0), 4);
    let missing = other(StorageError::NotFound);
    assert_eq!(missing.blocking(String::new()), Err(StorageError::NotFound));
    assert_eq!(missing.0.calls.get(), 1);
}

/// The future of a call stays `Send`, whatever its error and its profile are.
#[test]
fn a_call_with_a_profile_can_be_spawned() {
    fn spawned(_: impl Future<Output = Result<(), StorageError>> + Send) {}

    #[retry(with = STORAGE, max = 1)]
    async fn get() -> Result<(), StorageError> {
        Ok(())
    }

    spawned(get());
    spawned(STORAGE.retry_async(|| async { Ok(()) }).call());
}

#[test]
fn lost_answers_and_faults_use_the_site_name_with_its_prefix() {
    static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());
    static PROFILE: Profile<u8> = Profile::new(Policy::builder().max(1).build())
        .name_prefix("ledger")
        .observe(&|event| HEARD.lock().unwrap().push(event.site().to_string()));

    #[retry(with = PROFILE)]
    fn add(total: &mut u32) -> Result<u32, u8> {
        *total += 1;
        Ok(*total)
    }

    let heard = || std::mem::take(&mut *HEARD.lock().unwrap());
    let clock = VirtualTime::start();
    let lost = clock.lose_answers(1);
    assert_eq!(add(&mut 0), Ok(2));
    assert_eq!(heard(), ["ledger.add", "ledger.add"]);
    let mut total = 0;
    let closure = PROFILE.retry(|| {
        total += 1;
        Ok(total)
    });
    assert_eq!(closure.name("sum").call(), Ok(2));
    assert_eq!(heard(), ["ledger.sum", "ledger.sum"]);
    drop(lost);
    let faults = clock.fail_site("ledger.add", 1, || 7_u8);
    assert_eq!(add(&mut 0), Ok(1));
    drop(faults);
    let faults = clock.fail_site("ledger.sum", 2, || 7_u8);
    assert_eq!(PROFILE.retry(|| Ok(1)).name("sum").call(), Err(7));
    drop(faults);
}

#[test]
fn a_profile_is_printed_on_one_line() {
    assert_eq!(
        STORAGE.to_string(),
        "max = 2, base_delay = 100ms; classify; budget; name_prefix = storage; attempt_timeout = 2s"
    );
    assert_eq!(
        format!("{:?}", Profile::<u8>::default()),
        "Profile(max = 3, base_delay = 100ms)"
    );
    let verdict: Profile<u8> = Profile::default().classify(|_| Verdict::Stop);
    assert_eq!(
        verdict.clone().to_string(),
        "max = 3, base_delay = 100ms; classify"
    );
}
