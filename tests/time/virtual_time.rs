//! The rules of virtual time, one test for each.

use std::future::{Ready, pending};
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use retry_runtime::testing::{VirtualClock, VirtualTime};
use retry_runtime::{Event, Policy, Reason, retry};

const HOUR: Duration = Duration::from_secs(3600);

#[retry(max = 2, base_delay = "1h", max_delay = "1d")]
fn blocking() -> Option<()> {
    None
}

#[retry(max = 2, base_delay = "1h", max_delay = "1d")]
async fn asynchronous() -> Option<()> {
    None
}

fn policy() -> Policy {
    Policy::builder()
        .max(2)
        .base_delay(HOUR)
        .max_delay(24 * HOUR)
        .build()
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread();
    { runtime }.enable_time().build().unwrap().block_on(future)
}

mod delays {
    use super::*;

    #[test]
    fn virtual_delays_take_no_time_and_are_recorded_in_every_loop() {
        let start = Instant::now();
        let clock = VirtualTime::start();
        assert_eq!(blocking(), None);
        // No tokio runtime is running, but its timer would need one.
        assert_eq!(futures::executor::block_on(asynchronous()), None);
        assert_eq!(policy().retry(|| None::<()>).call(), None);
        let policy = policy();
        let call = policy.retry_async(async || None::<()>).call();
        assert_eq!(futures::executor::block_on(call), None);
        assert_eq!(clock.delays(), [HOUR, 2 * HOUR].repeat(4));
        assert_eq!(clock.elapsed(), 12 * HOUR);
        assert!(start.elapsed() < HOUR);
    }

    #[test]
    fn virtual_delays_do_not_call_a_custom_sleep() {
        fn never(_: Duration) {
            unreachable!("under virtual time nothing waits");
        }
        fn never_async(_: Duration) -> Ready<()> {
            unreachable!("under virtual time nothing waits");
        }
        #[retry(max = 1, sleep = never)]
        fn blocking() -> Option<()> {
            None
        }
        #[retry(max = 1, sleep = never_async)]
        async fn asynchronous() -> Option<()> {
            None
        }

        let clock = VirtualTime::start();
        let policy = Policy::builder().max(1).build();
        assert_eq!(blocking(), None);
        assert_eq!(futures::executor::block_on(asynchronous()), None);
        assert_eq!(policy.retry(|| None::<()>).sleep(never).call(), None);
        let call = policy.retry_async(async || None::<()>).sleep(never_async);
        assert_eq!(futures::executor::block_on(call.call()), None);
        assert_eq!(clock.delays(), [Duration::from_millis(100); 4]);
    }

    #[test]
    fn virtual_delays_let_other_tasks_run() {
        // A poll without a limit, which another task ends by making the value ready.
        let clock = VirtualTime::start();
        let done = AtomicU32::new(0);
        let unlimited = Policy::builder().unlimited().build();
        let poll = unlimited
            .retry_async(async || Some(done.load(Ordering::Relaxed)))
            .until(|done| *done == 3)
            .call();
        let work = async {
            for _ in 0..3 {
                tokio::task::yield_now().await;
                done.fetch_add(1, Ordering::Relaxed);
            }
        };
        let (polled, ()) = futures::executor::block_on(futures::future::join(poll, work));
        assert_eq!(polled, Some(3));
        assert!(!clock.delays().is_empty());
    }
}

mod max_elapsed {
    use super::*;

    fn reason(clock: &VirtualClock, slow: Duration) -> (Reason, usize) {
        #[retry(max = 9, base_delay = "1h", max_delay = "1d", max_elapsed = "4h", observe = |event| {
            if let Event::GiveUp { reason, .. } = event {
                reasons.push(*reason);
            }
        })]
        fn call(clock: &VirtualClock, slow: Duration, reasons: &mut Vec<Reason>) -> Option<()> {
            clock.advance(slow);
            None
        }
        let (mut reasons, before) = (Vec::new(), clock.delays().len());
        assert_eq!(call(clock, slow, &mut reasons), None);
        (reasons[0], clock.delays().len() - before)
    }

    #[test]
    fn max_elapsed_counts_virtual_delays_and_advances() {
        let clock = VirtualTime::start();
        // The delays are 1 h and 2 h. The next delay would end after 7 h.
        assert_eq!(
            reason(&clock, Duration::ZERO),
            (Reason::DeadlineExceeded, 2)
        );
        // Each attempt and each delay takes 1 h. After the second attempt, a delay would end after
        // 5 h.
        assert_eq!(reason(&clock, HOUR), (Reason::DeadlineExceeded, 1));
    }

    #[test]
    fn max_elapsed_counts_virtual_time_in_async_calls_and_closures() {
        #[retry(max = 9, base_delay = "1h", max_delay = "1d", max_elapsed = "4h")]
        async fn call() -> Option<()> {
            None
        }
        let policy = Policy::builder()
            .max(9)
            .base_delay(HOUR)
            .max_delay(24 * HOUR)
            .max_elapsed(4 * HOUR)
            .build();

        let clock = VirtualTime::start();
        assert_eq!(futures::executor::block_on(call()), None);
        assert_eq!(policy.retry(|| None::<()>).call(), None);
        assert_eq!(clock.delays(), [HOUR, 2 * HOUR].repeat(2));
    }
}

mod attempt_timeouts {
    use super::*;

    #[retry(max = 1, attempt_timeout = "1h")]
    async fn hangs() -> io::Result<()> {
        pending().await
    }

    #[test]
    fn attempt_timeouts_end_by_advance() {
        let clock = VirtualTime::start();
        let advance = async {
            for _ in 0..4 {
                // Half of the timeout, twice in each of the two attempts.
                for _ in 0..4 {
                    tokio::task::yield_now().await;
                }
                clock.advance(HOUR / 2);
            }
        };
        let (outcome, ()) = futures::executor::block_on(futures::future::join(hangs(), advance));
        assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert_eq!(clock.delays(), [Duration::from_millis(100)]);
        assert_eq!(clock.elapsed(), 2 * HOUR + Duration::from_millis(100));
    }

    #[tokio::test(start_paused = true)]
    async fn attempt_timeouts_end_by_the_paused_tokio_clock() {
        let clock = VirtualTime::start();
        let start = tokio::time::Instant::now();
        assert!(hangs().await.is_err());
        assert_eq!(start.elapsed(), 2 * HOUR);
        assert_eq!(clock.delays(), [Duration::from_millis(100)]);
    }

    #[tokio::test(start_paused = true)]
    async fn attempt_timeouts_of_closures_end_by_advance() {
        let clock = VirtualTime::start();
        let outcome: io::Result<()> = Policy::default()
            .retry_async(async || pending().await)
            .attempt_timeout(HOUR)
            .call()
            .await;
        assert!(outcome.is_err());
        assert_eq!(clock.delays().len(), 3);
    }

    /// As in real time, the limit counts from the start of the attempt, not from its first wait.
    #[tokio::test(start_paused = true)]
    async fn attempt_timeouts_begin_before_the_attempt() {
        #[retry(max = 1, attempt_timeout = "1h")]
        async fn slow() -> io::Result<()> {
            tokio::time::advance(HOUR).await;
            tokio::time::sleep(HOUR / 2).await;
            Ok(())
        }
        let _clock = VirtualTime::start();
        let start = tokio::time::Instant::now();
        assert!(slow().await.is_err());
        assert_eq!(start.elapsed(), 2 * HOUR);
    }

    /// The closure may do part of the attempt before it returns a future.
    #[tokio::test(start_paused = true)]
    async fn attempt_timeouts_begin_before_the_closure_of_the_attempt() {
        let clock = VirtualTime::start();
        let outcome: io::Result<()> = Policy::builder()
            .max(1)
            .build()
            .retry_async(|| {
                clock.advance(HOUR);
                async {
                    tokio::task::yield_now().await;
                    Ok(())
                }
            })
            .attempt_timeout(HOUR)
            .call()
            .await;
        assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[test]
    fn delays_of_other_calls_do_not_end_attempt_timeouts() {
        // Delays of 3 h, while an attempt with a limit of 1 h waits for the inner call.
        #[retry(max = 1, attempt_timeout = "1h")]
        async fn outer() -> io::Result<()> {
            assert_eq!(asynchronous().await, None);
            Ok(())
        }
        let clock = VirtualTime::start();
        assert!(block_on(outer()).is_ok());
        assert_eq!(clock.delays(), [HOUR, 2 * HOUR]);
    }

    #[test]
    fn attempt_timeouts_do_not_call_a_custom_sleep() {
        fn never(_: Duration) -> Ready<()> {
            unreachable!("under virtual time nothing waits");
        }
        #[retry(max = 1, attempt_timeout = "1h", sleep = never)]
        async fn hangs(clock: &VirtualClock) -> io::Result<()> {
            clock.advance(HOUR);
            pending().await
        }
        let clock = VirtualTime::start();
        let outcome = futures::executor::block_on(hangs(&clock));
        assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::TimedOut);
        // The limit is not recorded as a delay.
        assert_eq!(clock.delays(), [Duration::from_millis(100)]);
    }
}

mod scopes {
    use super::*;

    #[retry(max = 1, base_delay = "1ms")]
    fn short() -> Option<()> {
        None
    }

    #[test]
    fn other_threads_have_their_own_time() {
        let clock = VirtualTime::start();
        thread::spawn(|| {
            let start = Instant::now();
            assert_eq!(short(), None);
            assert!(start.elapsed() >= Duration::from_millis(1));
            let own = VirtualTime::start();
            assert_eq!(blocking(), None);
            assert_eq!(own.delays().len(), 2);
        })
        .join()
        .unwrap();
        assert_eq!(clock.delays(), []);
    }

    #[test]
    fn virtual_time_ends_with_the_guard() {
        let clock = VirtualTime::start();
        let handle = VirtualClock::clone(&clock);
        drop(clock);
        let start = Instant::now();
        assert_eq!(short(), None);
        assert!(start.elapsed() >= Duration::from_millis(1));
        assert_eq!(handle.delays(), []);
    }

    #[test]
    fn an_inner_clock_hides_the_outer_clock() {
        let outer = VirtualTime::start();
        {
            let inner = VirtualTime::start();
            assert_eq!(blocking(), None);
            assert_eq!(inner.delays(), [HOUR, 2 * HOUR]);
        }
        assert_eq!(outer.delays(), []);
        assert_eq!(blocking(), None);
        assert_eq!(outer.delays(), [HOUR, 2 * HOUR]);
    }

    #[test]
    fn virtual_time_ends_when_a_panic_unwinds_it() {
        let panicked = std::panic::catch_unwind(|| {
            let _clock = VirtualTime::start();
            panic!("in a test");
        });
        assert!(panicked.is_err());
        let start = Instant::now();
        assert_eq!(short(), None);
        assert!(start.elapsed() >= Duration::from_millis(1));
    }

    #[test]
    fn a_thread_can_enter_virtual_time() {
        let clock = VirtualTime::start();
        let handle = VirtualClock::clone(&clock);
        let entered = thread::spawn(move || {
            let _entered = handle.enter();
            blocking()
        });
        assert_eq!(entered.join().unwrap(), None);
        assert_eq!(clock.delays(), [HOUR, 2 * HOUR]);
    }

    #[test]
    fn a_wrapped_task_has_virtual_time_on_every_thread_that_polls_it() {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .unwrap();
        let clock = VirtualTime::start();
        let tasks: Vec<_> = (0..16)
            .map(|_| runtime.spawn(clock.wrap(asynchronous())))
            .collect();
        for task in tasks {
            assert_eq!(runtime.block_on(task).unwrap(), None);
        }
        assert_eq!(clock.delays().len(), 32);
    }

    #[test]
    fn a_task_that_is_not_wrapped_sleeps() {
        let clock = VirtualTime::start();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_time()
            .build()
            .unwrap();
        let start = Instant::now();
        let task = runtime.spawn(async {
            Policy::builder()
                .max(1)
                .base_delay(Duration::from_millis(1))
                .build()
                .retry_async(async || None::<()>)
                .call()
                .await
        });
        assert_eq!(runtime.block_on(task).unwrap(), None);
        assert!(start.elapsed() >= Duration::from_millis(1));
        assert_eq!(clock.delays(), []);
    }
}

mod limits {
    use super::*;

    #[test]
    fn retry_limits_apply_until_their_guards_drop_and_the_lowest_counts() {
        let clock = VirtualTime::start();
        let delays = || {
            let before = clock.delays().len();
            assert_eq!(blocking(), None);
            clock.delays().len() - before
        };
        let one = clock.limit_retries(1);
        assert_eq!(delays(), 1);
        let none = clock.no_retries();
        let many = clock.limit_retries(100);
        assert_eq!(delays(), 0);
        drop(none);
        assert_eq!(delays(), 1);
        drop(one);
        // A limit never exceeds the limit of the policy.
        assert_eq!(delays(), 2);
        drop(many);
        assert_eq!(delays(), 2);
    }

    #[test]
    fn progress_does_not_restart_a_retry_limit() {
        let clock = VirtualTime::start();
        let _limit = clock.limit_retries(3);
        let policy: Policy = "max = unlimited, base_delay = 1s, reset_after = 1m"
            .parse()
            .unwrap();
        let mut attempts = 0;
        let outcome = policy
            .retry(|| {
                attempts += 1;
                clock.advance(Duration::from_secs(60));
                None::<()>
            })
            .call();
        assert_eq!((outcome, attempts), (None, 4));
    }

    /// A test can move its clock beyond the nanoseconds of 64 bits.
    #[test]
    fn a_time_beyond_centuries_is_no_progress() {
        let clock = VirtualTime::start();
        let policy: Policy = "max = 3, base_delay = 1s, reset_after = 1m"
            .parse()
            .unwrap();
        let mut attempts = 0;
        let outcome = policy
            .retry(|| {
                attempts += 1;
                if attempts == 1 {
                    clock.advance(Duration::from_secs(1000 * 365 * 24 * 3600));
                }
                (attempts > 40).then_some(())
            })
            .call();
        assert_eq!((outcome, attempts), (None, 4));
    }

    #[test]
    fn retry_limits_apply_in_every_loop_and_in_entered_threads() {
        let clock = VirtualTime::start();
        let _none = clock.no_retries();
        assert_eq!(futures::executor::block_on(asynchronous()), None);
        assert_eq!(policy().retry(|| None::<()>).call(), None);
        let policy = policy();
        let call = policy.retry_async(async || None::<()>).call();
        assert_eq!(futures::executor::block_on(call), None);
        thread::scope(|scope| {
            scope.spawn(|| {
                let _entered = clock.enter();
                assert_eq!(blocking(), None);
            });
        });
        assert_eq!(clock.delays(), []);
        // Other threads are not limited.
        thread::spawn(|| {
            let own = VirtualTime::start();
            assert_eq!(blocking(), None);
            assert_eq!(own.delays().len(), 2);
        })
        .join()
        .unwrap();
    }
}

mod guards {
    use super::*;

    #[test]
    fn guards_dropped_in_any_order_leave_the_newest_clock_active() {
        let delays = |clocks: [&VirtualClock; 2]| clocks.map(|clock| clock.delays().len());
        let (first, second) = (VirtualClock::default(), VirtualClock::default());
        let (outer, inner) = (first.enter(), second.enter());
        drop(outer);
        assert_eq!(blocking(), None);
        assert_eq!(delays([&first, &second]), [0, 2]);
        drop(inner);
        let policy = Policy::builder()
            .max(1)
            .base_delay(Duration::from_millis(1));
        assert_eq!(policy.build().retry(|| None::<()>).call(), None);
        assert_eq!(delays([&first, &second]), [0, 2], "virtual time has ended");
    }

    /// The number of attempts in a call of 50 ms. `before` gets the number of each attempt before
    /// the attempt runs.
    fn attempts(mut before: impl FnMut(u32)) -> u32 {
        let policy: Policy = "max = 50, base_delay = 20ms, backoff = constant, max_elapsed = 50ms"
            .parse()
            .unwrap();
        let mut attempts = 0;
        let call = policy.retry(|| {
            attempts += 1;
            before(attempts);
            None::<()>
        });
        assert_eq!(call.call(), None);
        attempts
    }

    #[test]
    fn a_clock_started_during_a_call_does_not_lengthen_it() {
        let mut clock = None;
        let attempts = attempts(|attempt| {
            if attempt == 2 {
                clock = Some(VirtualTime::start());
            }
        });
        assert!((2..=3).contains(&attempts), "{attempts}");
    }

    #[test]
    fn a_clock_dropped_during_a_call_leaves_it_no_time() {
        let mut clock = Some(VirtualTime::start());
        let attempts = attempts(|attempt| {
            if attempt == 2 {
                clock = None;
            }
        });
        assert_eq!(attempts, 2);
    }

    #[test]
    fn a_clock_entered_during_a_call_adds_its_time_to_the_hidden_clock() {
        let _outer = VirtualTime::start();
        let mut inner = None;
        let attempts = attempts(|attempt| {
            if attempt == 2 {
                inner = Some(VirtualTime::start());
            }
        });
        assert_eq!(attempts, 3);
    }
}
