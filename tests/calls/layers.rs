//! A tower layer retries the calls of a service and follows the rules of tower's `Service` trait.

use crate::support;

use std::collections::VecDeque;
use std::future::{Future, Ready, pending, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{AttemptTimeout, Event, Policy, Reason};
use support::{block_on, millis, naps};
use tower::limit::ConcurrencyLimitLayer;
use tower::{BoxError, Layer, Service, ServiceBuilder, ServiceExt, service_fn};

const THREE: Policy = Policy::builder().max(3).build();

fn must_be_send<T: Send>(value: T) -> T {
    value
}

/// The reasons of the calls that gave up.
type Reasons = Arc<Mutex<Vec<Reason>>>;

fn remember(reasons: &Reasons) -> impl FnMut(&Event<'_>) + Clone + Send + 'static + use<> {
    let reasons = reasons.clone();
    move |event| {
        if let Event::GiveUp { reason, .. } = event {
            reasons.lock().unwrap().push(*reason);
        }
    }
}

/// A service that follows the contract of tower, and panics if a caller does not: each clone must
/// be ready before each call.
struct Strict {
    is_ready: bool,
    is_dead: bool,
    shared: Arc<Mutex<Outcomes>>,
}

#[derive(Default)]
struct Outcomes {
    readiness: VecDeque<Result<(), &'static str>>,
    answers: VecDeque<Result<u8, &'static str>>,
    calls: u32,
}

impl Strict {
    fn new(
        readiness: impl IntoIterator<Item = Result<(), &'static str>>,
        answers: impl IntoIterator<Item = Result<u8, &'static str>>,
    ) -> Self {
        let outcomes = Outcomes {
            readiness: readiness.into_iter().collect(),
            answers: answers.into_iter().collect(),
            calls: 0,
        };
        Self {
            is_ready: false,
            is_dead: false,
            shared: Arc::new(Mutex::new(outcomes)),
        }
    }
}

impl Clone for Strict {
    fn clone(&self) -> Self {
        assert!(!self.is_dead, "cloned after `poll_ready` failed");
        Self {
            is_ready: false,
            is_dead: false,
            shared: self.shared.clone(),
        }
    }
}

impl Service<()> for Strict {
    type Response = u8;
    type Error = &'static str;
    type Future = Ready<Result<u8, &'static str>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), &'static str>> {
        assert!(!self.is_dead, "polled after `poll_ready` failed");
        let ready = self.shared.lock().unwrap().readiness.pop_front();
        let ready = ready.unwrap_or(Ok(()));
        (self.is_ready, self.is_dead) = (ready.is_ok(), ready.is_err());
        Poll::Ready(ready)
    }

    fn call(&mut self, (): ()) -> Self::Future {
        assert!(std::mem::take(&mut self.is_ready), "called before ready");
        let mut shared = self.shared.lock().unwrap();
        shared.calls += 1;
        ready(shared.answers.pop_front().expect("an answer"))
    }
}

#[test]
fn each_attempt_is_made_by_a_clone_that_is_ready() {
    let service = Strict::new([], [Err("down"), Err("down"), Ok(7), Err("down"), Ok(8)]);
    let shared = service.shared.clone();
    let mut service = THREE.layer().layer(service);
    block_on(async {
        assert_eq!(service.ready().await.unwrap().call(()).await, Ok(7));
        assert_eq!(service.ready().await.unwrap().call(()).await, Ok(8));
    });
    assert_eq!(shared.lock().unwrap().calls, 5);
}

#[test]
fn a_clone_that_fails_to_get_ready_counts_as_a_failed_attempt() {
    let service = Strict::new([Ok(()), Err("closed"), Err("closed")], [Err("down"), Ok(7)]);
    let shared = service.shared.clone();
    let outcome = block_on(THREE.layer().layer(service).oneshot(()));
    assert_eq!((outcome, shared.lock().unwrap().calls), (Ok(7), 2));

    let service = Strict::new([Ok(()), Err("closed")], [Err("down")]);
    let layer = THREE.layer().when(|error: &&str| *error != "closed");
    assert_eq!(block_on(layer.layer(service).oneshot(())), Err("closed"));
}

#[test]
fn an_error_of_the_first_poll_ready_goes_to_the_caller() {
    let mut service = THREE.layer().layer(Strict::new([Err("closed")], []));
    let ready = block_on(async { service.ready().await.map(drop) });
    assert_eq!(ready, Err("closed"));
}

#[test]
fn no_permit_is_held_during_a_delay() {
    let attempts = Arc::new(Mutex::new(0));
    let service = service_fn({
        let attempts = attempts.clone();
        move |never: bool| {
            *attempts.lock().unwrap() += 1;
            ready(if never { Err("down") } else { Ok(()) })
        }
    });
    let service = ServiceBuilder::new()
        .layer(THREE.layer())
        .layer(ConcurrencyLimitLayer::new(1))
        .service(service);
    block_on(async {
        let failing = tokio::spawn(service.clone().oneshot(true));
        tokio::time::sleep(Duration::from_millis(50)).await;
        // The other call is now in its first delay.
        let start = tokio::time::Instant::now();
        assert_eq!(service.oneshot(false).await, Ok(()));
        assert_eq!(start.elapsed(), Duration::ZERO);
        assert_eq!(failing.await.unwrap(), Err("down"));
    });
    assert_eq!(*attempts.lock().unwrap(), 5);
}

mod requests {
    use super::*;

    /// A request that is not `Clone`. It can be copied as many times as its number.
    struct Copies(u32);

    fn copy(request: &Copies) -> Option<Copies> {
        request.0.checked_sub(1).map(Copies)
    }

    fn run(
        copies: u32,
        answer: Result<u8, &'static str>,
    ) -> (Result<u8, &'static str>, Vec<Reason>) {
        let reasons = Reasons::default();
        let service = THREE
            .layer()
            .until(|answer: &u8| *answer == 7)
            .clone_request(copy)
            .observe_fn(remember(&reasons))
            .layer(service_fn(move |_: Copies| ready(answer)));
        let outcome = block_on(service.oneshot(Copies(copies)));
        let reasons = reasons.lock().unwrap().clone();
        (outcome, reasons)
    }

    #[test]
    fn requests_are_cloned_by_a_function() {
        assert_eq!(
            run(9, Err("down")),
            (Err("down"), vec![Reason::RetriesExhausted])
        );
    }

    #[test]
    fn requests_that_can_not_be_cloned_are_not_retried() {
        for copies in [0, 2] {
            assert_eq!(
                run(copies, Err("down")),
                (Err("down"), vec![Reason::NotRetryable])
            );
            // A response that is not ready does not count as a success.
            assert_eq!(run(copies, Ok(3)), (Ok(3), vec![Reason::NotRetryable]));
            assert_eq!(run(copies, Ok(7)), (Ok(7), vec![]));
        }
    }
}

#[test]
fn an_attempt_of_a_layer_has_a_timeout() {
    let service = service_fn(async |(): ()| pending::<Result<u8, BoxError>>().await);
    let layer = THREE.layer().attempt_timeout(Duration::from_secs(2));
    let (outcome, lasted) = block_on(async {
        let start = tokio::time::Instant::now();
        let outcome = must_be_send(layer.layer(service).oneshot(())).await;
        (outcome, start.elapsed())
    });
    assert!(outcome.unwrap_err().is::<AttemptTimeout>());
    assert_eq!(lasted, Duration::from_millis(4 * 2000 + 700));
}

#[test]
#[should_panic(expected = "must be greater than zero")]
fn a_layer_timeout_of_zero_is_refused() {
    let _layer = THREE.layer().attempt_timeout(Duration::ZERO);
}

#[test]
fn a_call_waits_in_virtual_time() {
    let clock = VirtualTime::start();
    let service = THREE
        .layer()
        .layer(service_fn(async |(): ()| Err::<(), _>("down")));
    assert_eq!(block_on(service.oneshot(())), Err("down"));
    assert_eq!(clock.delays(), millis([100, 200, 400]));
}

#[test]
fn a_dropped_call_makes_no_other_attempt() {
    let service = Strict::new([], [Err("down"), Err("down"), Ok(7)]);
    let shared = service.shared.clone();
    let call = THREE.layer().layer(service).oneshot(());
    block_on(async {
        let limit = Duration::from_millis(250);
        assert!(tokio::time::timeout(limit, call).await.is_err());
    });
    assert_eq!(shared.lock().unwrap().calls, 2);
}

#[test]
fn a_service_on_one_thread_is_retried() {
    let service = THREE
        .layer()
        .sleep(support::nap_async)
        .local()
        .layer(service_fn(async |name: Rc<str>| Err::<(), _>(name)));
    assert_eq!(block_on(service.oneshot("Ada".into())), Err("Ada".into()));
    assert_eq!(naps(), millis([100, 200, 400]));
}

#[test]
fn a_site_is_named_by_its_service_or_by_name() {
    let sites = Arc::new(Mutex::new(Vec::new()));
    let seen = sites.clone();
    let layer = THREE
        .layer()
        .observe_fn(move |event| seen.lock().unwrap().push(event.site().to_string()));
    let call = async {
        layer
            .clone()
            .layer(Strict::new([], [Ok(7)]))
            .oneshot(())
            .await?;
        layer
            .name("strict")
            .layer(Strict::new([], [Ok(7)]))
            .oneshot(())
            .await
    };
    assert_eq!(block_on(call), Ok(7));
    let sites = sites.lock().unwrap().clone();
    assert_eq!(sites, ["calls::layers::Strict", "strict"]);
}

/// The boxed future of a service.
type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

#[test]
fn a_boxed_service_is_retried_and_stays_clone_and_send() {
    fn fetch(attempt: u8) -> Boxed<Result<u8, BoxError>> {
        Box::pin(async move { Ok(attempt) })
    }
    let service = must_be_send(THREE.layer().layer(service_fn(fetch)));
    let boxed = tower::util::BoxCloneService::new(service);
    assert_eq!(block_on(boxed.clone().oneshot(7)).unwrap(), 7);
}

mod of_a_profile {
    use super::*;
    use retry_runtime::{Profile, RetryBudget, Verdict};

    static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());
    static BUDGET: RetryBudget = RetryBudget::builder().capacity(5).build();
    static PROFILE: Profile<std::io::Error> = Profile::new(THREE)
        .classify(|error: &std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => Verdict::Stop,
            _ => Verdict::Retry,
        })
        .budget(&BUDGET)
        .attempt_timeout(Duration::from_secs(1))
        .name_prefix("storage")
        .observe(&|event| {
            if let Event::GiveUp { site, reason, .. } = event {
                HEARD.lock().unwrap().push(format!("{site} {reason:?}"));
            }
        });

    fn failing(request: std::io::ErrorKind) -> Ready<std::io::Result<()>> {
        ready(Err(request.into()))
    }

    fn kind(outcome: std::io::Result<()>) -> std::io::ErrorKind {
        outcome.unwrap_err().kind()
    }

    #[test]
    fn a_layer_follows_a_profile_and_its_settings_win() {
        use std::io::ErrorKind::{ConnectionReset, NotFound, TimedOut};
        let heard = || std::mem::take(&mut *HEARD.lock().unwrap());
        let _clock = VirtualTime::start();
        block_on(async {
            let service = PROFILE.layer().name("get").layer(service_fn(failing));
            assert_eq!(kind(service.clone().oneshot(NotFound).await), NotFound);
            assert_eq!(heard(), ["storage.get NotRetryable"]);
            let outcome = must_be_send(service.oneshot(ConnectionReset)).await;
            assert_eq!(kind(outcome), ConnectionReset);
            assert_eq!(heard(), ["storage.get BudgetExhausted"]);

            let own = Arc::new(RetryBudget::new());
            let layer = PROFILE.layer().name("get").budget(own.clone());
            let paid = layer.layer(service_fn(failing));
            assert_eq!(
                kind(paid.clone().oneshot(ConnectionReset).await),
                ConnectionReset
            );
            assert_eq!(heard(), ["storage.get RetriesExhausted"]);
            assert_eq!(own.available(), 500 - 3 * 5);
            assert_eq!(kind(paid.oneshot(NotFound).await), NotFound);
            assert_eq!(
                heard(),
                ["storage.get NotRetryable"],
                "the classifier stays"
            );

            let layer = PROFILE.layer().when(|_: &std::io::Error| false);
            let slow = layer.layer(service_fn(|()| pending::<std::io::Result<()>>()));
            assert_eq!(kind(slow.oneshot(()).await), TimedOut);
        });
    }
}

#[test]
fn no_answer_is_lost_if_the_request_cannot_be_repeated() {
    struct Body;

    let clock = VirtualTime::start();
    let _lost = clock.lose_answers(1);
    let service = ServiceBuilder::new()
        .layer(THREE.layer().clone_request(|_: &Body| None))
        .service(service_fn(|_: Body| ready(Ok::<_, String>(7))));
    assert_eq!(block_on(service.oneshot(Body)), Ok(7));
}
