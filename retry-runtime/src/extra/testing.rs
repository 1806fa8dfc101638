//! Tests that do not sleep (feature `test-util`).
//!
//! Under [`VirtualTime`], the delays of retried calls take no time. They are recorded, and move a
//! virtual clock. Code under test stays as it is.
//!
//! ```
//! use std::time::Duration;
//! use retry_runtime::{retry, testing::VirtualTime};
//!
//! #[retry(max = 2)]
//! fn fetch() -> Result<(), String> {
//!     Err("down".to_owned())
//! }
//!
//! let clock = VirtualTime::start();
//! assert!(fetch().is_err());
//! assert_eq!(clock.delays(), [Duration::from_millis(100), Duration::from_millis(200)]);
//! ```
//!
//! # Rules
//!
//! | event | under virtual time |
//! |---|---|
//! | a delay, blocking or async | is recorded, moves the clock, and yields to other threads or tasks once |
//! | `sleep = path` | is not called; its delay is recorded |
//! | `max_elapsed`, the delays within `call_timeout`, and the time of an attempt for `reset_after` | are measured by the virtual clock: delays and [`advance`](VirtualClock::advance) |
//! | a [`Cooldown`](crate::Cooldown), and the floor of a budget | are measured by the virtual clock; each clock has cooldowns of its own |
//! | `attempt_timeout`, and `call_timeout` during an attempt | end by `advance`, or inside a tokio runtime by tokio's clock, which a test may have paused; other calls' delays do not end them |
//! | work of the body itself | is untouched, and takes its real time |
//!
//! Virtual time holds for the thread that started it, until the guard is dropped, so tests that run
//! in parallel do not disturb each other. Another thread has to [`enter`](VirtualClock::enter) it,
//! and a task that may move between threads has to be [`wrap`](VirtualClock::wrap)ped. All other
//! code sleeps for real.
//!
//! A guard that begins or ends during a call with `max_elapsed` makes the call give up
//! too early rather than too late:
//!
//! - A call that began outside virtual time counts the real time, plus all of the time on the clock
//!   that it meets.
//! - If the clock of a call has ended, the call has no time left, and its next failure is the last.
//! - The time of an inner clock is added to that of the outer one.
//! - A clock that begins and ends between two failures of a call is not counted.
//!
//! [`limit_retries`](VirtualClock::limit_retries) bounds the number of retries in a test.
//!
//! # Failures
//!
//! A clock can also make the code under test fail. [`fail_next`](VirtualClock::fail_next) is an
//! outage, and [`lose_answers`](VirtualClock::lose_answers) loses answers after the work was done.
//! Like virtual time, both affect the calls that see the clock. The guide's chapter
//! [fault injection](crate::guide::fault_injection) shows the bugs that they find, and lists
//! the calls that they reach.

#[cfg(target_has_atomic = "64")]
mod cooldowns;
mod failures;
mod limits;
pub(crate) mod select;
mod wait;

use core::fmt;
use core::future::{Future, poll_fn};
use core::marker::PhantomData;
use core::pin::pin;
use core::task::Waker;
use core::time::Duration;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::vec::Vec;

use failures::Failures;

#[cfg(target_has_atomic = "64")]
pub(crate) use cooldowns::VirtualCooldown;
pub use failures::{InjectedFailures, LostAnswers};
pub(crate) use failures::{injected, loses_answer};
pub use limits::LimitedRetries;
pub(crate) use limits::limits;
pub(crate) use wait::{Wait, record_delay, virtual_delay, virtual_timer};

std::thread_local! {
    static ENTERED: RefCell<Stack> = const { RefCell::new(Stack { next: 0, clocks: Vec::new() }) };
}

/// The clocks that a thread has entered, each with the number of its guard. The clock entered last
/// is at the end. Guards may be dropped in any order.
struct Stack {
    next: u64,
    clocks: Vec<(u64, VirtualClock)>,
}

/// Guard returned by [`start`](Self::start). Virtual time holds for this thread until the guard is
/// dropped.
///
/// The guard derefs to its [`VirtualClock`]. An inner guard hides the outer one. The guards of one
/// thread may be dropped in any order, and the newest guard that is left counts.
///
/// ```
/// use retry_runtime::{Policy, testing::VirtualTime};
///
/// let outer = VirtualTime::start();
/// {
///     let inner = VirtualTime::start();
///     assert_eq!(Policy::default().retry(|| None::<()>).call(), None);
///     assert_eq!(inner.delays().len(), 3);
/// }
/// assert_eq!(outer.delays(), []);
/// ```
#[derive(Debug)]
#[must_use = "virtual time ends when its guard is dropped"]
pub struct VirtualTime {
    clock: VirtualClock,
    _entered: Entered,
}

impl VirtualTime {
    /// Starts a clock at zero, and virtual time for this thread.
    ///
    /// ```
    /// use retry_runtime::{Policy, testing::VirtualTime};
    ///
    /// let _clock = VirtualTime::start();
    /// let hours: Policy = "base_delay = 1h, max_delay = 1d".parse().unwrap();
    /// assert_eq!(hours.retry(|| None::<()>).call(), None); // in no time
    /// ```
    pub fn start() -> Self {
        let clock = VirtualClock::default();
        let entered = clock.enter();
        Self {
            clock,
            _entered: entered,
        }
    }
}

impl core::ops::Deref for VirtualTime {
    type Target = VirtualClock;

    fn deref(&self) -> &VirtualClock {
        &self.clock
    }
}

/// The clock of a [`VirtualTime`]. A clone shares the same clock, and can be sent to other threads.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Policy, testing::{VirtualClock, VirtualTime}};
///
/// let time = VirtualTime::start();
/// let clock: VirtualClock = time.clone();
/// let worker = std::thread::spawn(move || {
///     let _entered = clock.enter();
///     Policy::default().retry(|| None::<()>).call()
/// });
/// assert_eq!(worker.join().unwrap(), None);
/// assert_eq!(time.elapsed(), Duration::from_millis(700));
/// ```
#[derive(Clone, Default)]
pub struct VirtualClock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// The sum of all delays and advances.
    now: Duration,
    /// The sum of the advances alone. Attempt timeouts are measured with it.
    advanced: Duration,
    delays: Vec<Duration>,
    /// The tasks to wake, by the deadline and the number of their timers.
    waiting: BTreeMap<(Duration, u64), Waker>,
    next_timer: u64,
    /// The limits on retries, each with the number of its guard.
    limits: Vec<(u64, u32)>,
    /// The numbers of answers to lose, each with the number of its guard.
    lost_answers: Vec<(u64, u32)>,
    failures: Vec<Failures>,
    guards: u64,
    /// The ends of the cooldowns on this clock, by the number of the cooldown.
    #[cfg(target_has_atomic = "64")]
    cooldowns: BTreeMap<u64, Duration>,
}

impl State {
    /// The number for a new guard.
    fn next_guard(&mut self) -> u64 {
        self.guards += 1;
        self.guards
    }
}

impl VirtualClock {
    /// Every delay of the calls under this clock so far, in order.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, testing::VirtualTime};
    ///
    /// let clock = VirtualTime::start();
    /// assert_eq!(Policy::default().retry(|| None::<()>).call(), None);
    /// assert_eq!(clock.delays(), [100, 200, 400].map(Duration::from_millis));
    /// assert_eq!(clock.elapsed(), Duration::from_millis(700));
    /// ```
    #[must_use]
    pub fn delays(&self) -> Vec<Duration> {
        self.state().delays.clone()
    }

    /// The virtual time since the start: all delays, and all advances.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{Policy, testing::VirtualTime};
    ///
    /// let clock = VirtualTime::start();
    /// clock.advance(Duration::from_secs(1));
    /// assert_eq!(Policy::default().retry(|| None::<()>).call(), None);
    /// assert_eq!(clock.elapsed(), Duration::from_millis(1_000 + 100 + 200 + 400));
    /// ```
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.state().now
    }

    /// Moves the clock forward, as if other work had taken this time. Attempts whose
    /// `attempt_timeout` is over are dropped at their next poll.
    ///
    /// ```
    /// use std::time::Duration;
    /// use retry_runtime::{retry, testing::{VirtualClock, VirtualTime}};
    ///
    /// #[retry(max_elapsed = "10s")]
    /// fn slow(clock: &VirtualClock) -> Option<()> {
    ///     clock.advance(Duration::from_secs(6));
    ///     None
    /// }
    ///
    /// let clock = VirtualTime::start();
    /// assert_eq!(slow(&clock), None);
    /// // The second attempt ended after 12.1 s.
    /// assert_eq!(clock.delays().len(), 1);
    /// ```
    pub fn advance(&self, time: Duration) {
        let waiting = {
            let mut state = self.state();
            state.now = state.now.saturating_add(time);
            let advanced = state.advanced.saturating_add(time);
            state.advanced = advanced;
            let mut due = Vec::new();
            while let Some(timer) = state.waiting.first_entry() {
                if timer.key().0 > advanced {
                    break;
                }
                due.push(timer.remove());
            }
            due
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Starts virtual time on the current thread, with this clock, until the guard is dropped.
    ///
    /// ```
    /// use retry_runtime::{Policy, testing::VirtualTime};
    ///
    /// let clock = VirtualTime::start();
    /// std::thread::scope(|scope| {
    ///     scope.spawn(|| {
    ///         let _entered = clock.enter();
    ///         Policy::default().retry(|| None::<()>).call()
    ///     });
    /// });
    /// assert_eq!(clock.delays().len(), 3);
    /// ```
    pub fn enter(&self) -> Entered {
        let clock = self.clone();
        let number = ENTERED.with(|entered| {
            let mut entered = entered.borrow_mut();
            let number = entered.next;
            entered.next += 1;
            entered.clocks.push((number, clock));
            number
        });
        Entered {
            number,
            _thread: PhantomData,
        }
    }

    /// Wraps a task, so that it has virtual time on every thread that polls it.
    ///
    /// ```
    /// # #[cfg(feature = "tokio")] {
    /// use retry_runtime::{Policy, testing::VirtualTime};
    ///
    /// let clock = VirtualTime::start();
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// let task = async { Policy::default().retry_async(async || None::<()>).call().await };
    /// tokio::spawn(clock.wrap(task)).await.unwrap();
    /// # });
    /// assert_eq!(clock.delays().len(), 3);
    /// # }
    /// ```
    pub fn wrap<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        let clock = self.clone();
        async move {
            let mut future = pin!(future);
            poll_fn(|context| {
                let _entered = clock.enter();
                future.as_mut().poll(context)
            })
            .await
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, delay: Duration) {
        let mut state = self.state();
        state.now = state.now.saturating_add(delay);
        state.delays.push(delay);
    }
}

impl fmt::Debug for VirtualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("VirtualClock")
            .field("elapsed", &state.now)
            .field("delays", &state.delays)
            .finish_non_exhaustive()
    }
}

/// Guard returned by [`VirtualClock::enter`]. Dropping it leaves virtual time.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Policy, testing::VirtualClock};
///
/// let policy = Policy::builder().max(1).base_delay(Duration::from_millis(1)).build();
/// let clock = VirtualClock::default();
/// let entered = clock.enter();
/// assert_eq!(policy.retry(|| None::<()>).call(), None);
/// drop(entered);
/// // Sleeps for real.
/// assert_eq!(policy.retry(|| None::<()>).call(), None);
/// assert_eq!(clock.delays(), [Duration::from_millis(1)]);
/// ```
#[derive(Debug)]
#[must_use = "virtual time ends when its guard is dropped"]
pub struct Entered {
    number: u64,
    /// Makes the guard `!Send`, because it must be dropped on its own thread.
    _thread: PhantomData<MutexGuard<'static, ()>>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        // If the thread itself ends, nothing is left to restore. The clock is dropped after the
        // borrow, because it may hold the last wakers of other tasks.
        let _left = ENTERED.try_with(|entered| {
            let clocks = &mut entered.borrow_mut().clocks;
            let own = clocks
                .iter()
                .rposition(|(number, _)| *number == self.number);
            own.map(|own| clocks.remove(own))
        });
    }
}

fn current() -> Option<VirtualClock> {
    ENTERED
        .try_with(|entered| {
            entered
                .borrow()
                .clocks
                .last()
                .map(|(_, clock)| clock.clone())
        })
        .ok()
        .flatten()
}

/// The time of the virtual clock in the current thread, if there is one.
pub(crate) fn virtual_now() -> Option<Duration> {
    current().map(|clock| clock.elapsed())
}

/// The start of a call, on the virtual clock if there is one, otherwise on a real clock.
#[derive(Clone, Debug)]
pub(crate) enum Start<I> {
    Real(I),
    Virtual(VirtualClock, Duration),
}

impl<I> Start<I> {
    pub(crate) fn now(real: impl FnOnce() -> I) -> Self {
        match current() {
            None => Self::Real(real()),
            Some(clock) => {
                let now = clock.elapsed();
                Self::Virtual(clock, now)
            }
        }
    }

    /// The time since the start. If the call meets a virtual clock later, all of the time on that
    /// clock counts. If the clock of the start has ended, the real time since then is unknown, so
    /// no time is left. Both rules can only end a call early.
    pub(crate) fn elapsed(&self, real: impl FnOnce(&I) -> Duration) -> Duration {
        let current = current();
        match (self, current) {
            (Self::Real(start), None) => real(start),
            (Self::Real(start), Some(other)) => real(start).saturating_add(other.elapsed()),
            (Self::Virtual(..), None) => Duration::MAX,
            (Self::Virtual(clock, start), Some(other)) => {
                let own = clock.elapsed().saturating_sub(*start);
                if Arc::ptr_eq(&clock.0, &other.0) {
                    own
                } else {
                    own.saturating_add(other.elapsed())
                }
            }
        }
    }
}
