//! All contenders: one function, retried in each way by one policy. The policy has 3 retries,
//! exponential delays from 100 ms to a cap of 30 s, and full jitter or the nearest jitter that the
//! crate has.

pub(crate) mod annotated;
pub(crate) mod by_hand;
pub(crate) mod peers;

use std::cell::Cell;
use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// The number of attempts that are still to fail.
pub(crate) type Failures = Cell<u32>;

/// A typical error: a few words long, with a destructor.
#[derive(Debug)]
pub(crate) struct Failure(#[allow(dead_code, reason = "it is held for its size")] String);

impl Failure {
    #[inline]
    pub(crate) fn new() -> Self {
        Self(String::new())
    }
}

pub(crate) type Outcome = Result<u64, Failure>;

/// The body of all functions. The compiler can't see through it, just as it can't see through a
/// request to another machine.
#[inline(never)]
pub(crate) fn body(failures: &Failures) -> Outcome {
    match black_box(failures).get() {
        0 => Ok(black_box(7)),
        left => {
            failures.set(left - 1);
            Err(Failure::new())
        }
    }
}

/// The sleep of contenders that accept a custom sleep. It is not inlined, because real sleeps are
/// not.
#[inline(never)]
pub(crate) fn no_wait(delay: Duration) {
    black_box(delay);
}

/// The outcome of a future that never waits.
pub(crate) fn ready<F: Future>(future: F) -> F::Output {
    let Poll::Ready(output) = pin!(future).poll(&mut Context::from_waker(Waker::noop())) else {
        unreachable!("nothing waits where nothing fails");
    };
    output
}

/// The bytes of the future that a function returns.
fn bytes<'a, F: Future>(call: fn(&'a Failures) -> F) -> usize {
    let _ = call;
    size_of::<F>()
}

/// A call with the given number of failures.
pub(crate) type Call = fn(&Failures) -> Outcome;

/// The delays of one call.
pub(crate) type Delays = Box<dyn FnMut() -> Option<Duration>>;

/// One way to retry.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    /// A call on its own thread, with the shortest possible wait.
    pub(crate) blocking: Option<Call>,
    /// A call in a future, which is polled once.
    pub(crate) asynchronous: Option<Call>,
    /// Draws one more delay, with jitter if the contender has jitter.
    pub(crate) delay: Option<fn() -> Delays>,
    /// The size of the future in bytes, if it waits by tokio's timer.
    pub(crate) future: Option<usize>,
}

/// The contenders, in the order of the table.
pub(crate) fn all() -> Vec<Contender> {
    vec![
        Contender {
            name: "plain call",
            blocking: Some(by_hand::plain),
            asynchronous: Some(|failures| ready(by_hand::plain_async(failures))),
            delay: None,
            future: Some(bytes(by_hand::plain_async)),
        },
        Contender {
            name: "loop by hand",
            blocking: Some(by_hand::blocking),
            asynchronous: Some(|failures| ready(by_hand::asynchronous(failures))),
            delay: Some(by_hand::delay),
            future: Some(bytes(by_hand::asynchronous)),
        },
        Contender {
            name: "#[retry]",
            blocking: Some(annotated::blocking),
            asynchronous: Some(|failures| ready(annotated::asynchronous(failures))),
            delay: Some(annotated::delay),
            future: Some(bytes(annotated::asynchronous)),
        },
        Contender {
            name: "#[retry(with = PROFILE)]",
            blocking: Some(annotated::by_profile),
            asynchronous: Some(|failures| ready(annotated::by_profile_async(failures))),
            delay: None,
            future: Some(bytes(annotated::by_profile_async)),
        },
        Contender {
            name: "Policy::retry",
            blocking: Some(annotated::closure),
            asynchronous: Some(|failures| ready(annotated::closure_async(failures))),
            delay: None,
            future: Some(bytes(annotated::closure_async)),
        },
        Contender {
            name: "Policy::retry, policy at run time",
            blocking: Some(annotated::closure_at_run_time),
            asynchronous: Some(|failures| ready(annotated::closure_at_run_time_async(failures))),
            delay: None,
            future: Some(bytes(annotated::closure_at_run_time_async)),
        },
        Contender {
            name: "retry 2.2",
            blocking: Some(peers::retry),
            asynchronous: None,
            delay: Some(peers::retry_delay),
            future: None,
        },
        Contender {
            name: "backon 1.6",
            blocking: Some(peers::backon),
            asynchronous: Some(|failures| ready(peers::backon_async(failures))),
            delay: Some(peers::backon_delay),
            future: Some(bytes(peers::backon_async)),
        },
        Contender {
            name: "backon-macros 1.0",
            blocking: Some(peers::backon_macros),
            asynchronous: Some(|failures| ready(peers::backon_macros_async(failures))),
            delay: None,
            future: Some(bytes(peers::backon_macros_async)),
        },
        Contender {
            name: "retrying 0.1",
            blocking: Some(peers::retrying),
            asynchronous: Some(|failures| ready(peers::retrying_async(failures))),
            delay: Some(peers::retrying_delay),
            future: Some(bytes(peers::retrying_async)),
        },
        Contender {
            name: "tokio-retry 0.3",
            blocking: None,
            asynchronous: Some(|failures| ready(peers::tokio_retry_async(failures))),
            delay: Some(peers::tokio_retry_delay),
            future: Some(bytes(peers::tokio_retry_async)),
        },
        Contender {
            name: "backoff 0.4",
            blocking: Some(peers::backoff),
            asynchronous: Some(|failures| ready(peers::backoff_async(failures))),
            delay: Some(peers::backoff_delay),
            future: Some(bytes(peers::backoff_async)),
        },
    ]
}
