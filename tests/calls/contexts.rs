//! The context that an attempt can read, values that are made once for each call, and the final
//! error of a call that gave up.

use crate::support;

use std::time::Duration;

use retry_runtime::testing::VirtualTime;
use retry_runtime::{
    CancelToken, Context, GiveUp, Policy, Reason, Report, RetryBudget, Verdict, retry,
};
use support::block_on;

const POLICY: Policy = Policy::builder()
    .max(3)
    .max_elapsed(Duration::from_secs(1))
    .build();

/// The facts in the context of an attempt.
type Told = (u32, Option<String>, Duration, Option<Duration>);

fn told(context: &Context<'_, String>) -> Told {
    let error = context.last_error().cloned();
    (
        context.attempt(),
        error,
        context.elapsed(),
        context.time_left(),
    )
}

fn outcome(context: &Context<'_, String>) -> Result<u32, String> {
    match context.attempt() {
        3 => Ok(0),
        4 => Ok(1),
        attempt => Err(format!("failure {attempt}")),
    }
}

/// The expected facts. A value that is not ready counts as no error.
fn expected() -> Vec<Told> {
    let at = |attempt, error: Option<&str>, millis| {
        let elapsed = Duration::from_millis(millis);
        let left = Duration::from_secs(1).checked_sub(elapsed);
        (attempt, error.map(str::to_owned), elapsed, left)
    };
    vec![
        at(1, None, 0),
        at(2, Some("failure 1"), 100),
        at(3, Some("failure 2"), 300),
        at(4, None, 700),
    ]
}

#[test]
fn the_context_has_number_error_and_times_in_a_blocking_call() {
    let _clock = VirtualTime::start();
    let mut seen = Vec::new();
    let call = POLICY.retry_with(|context| {
        seen.push(told(context));
        outcome(context)
    });
    assert_eq!(call.until(|n| *n == 1).call(), Ok(1));
    assert_eq!(seen, expected());
}

#[test]
fn the_context_has_number_error_and_times_in_an_async_call() {
    let _clock = VirtualTime::start();
    let mut seen = Vec::new();
    let call = POLICY.retry_async_with(async |context| {
        seen.push(told(context));
        outcome(context)
    });
    assert_eq!(block_on(call.until(|n| *n == 1).call()), Ok(1));
    assert_eq!(seen, expected());
}

#[test]
fn the_context_has_no_time_left_without_a_limit() {
    let policy = Policy::default();
    let call = policy.retry_with(|context| Some(context.time_left()));
    assert_eq!(call.call(), Some(None));
}

#[test]
fn the_context_holds_the_error_only_until_the_next_attempt() {
    use std::rc::{Rc, Weak};

    let _clock = VirtualTime::start();
    let mut errors: Vec<Weak<str>> = Vec::new();
    let policy = Policy::builder().max(2).build();
    let last = policy
        .retry_with(|context: &Context<'_, Rc<str>>| {
            let alive: Vec<_> = errors.iter().filter_map(Weak::upgrade).collect();
            assert_eq!(alive.len(), usize::from(context.attempt() > 1));
            let error: Rc<str> = format!("{}", context.attempt()).into();
            errors.push(Rc::downgrade(&error));
            Err::<(), _>(error)
        })
        .classify(|_| Verdict::Retry)
        .call();
    assert_eq!(last, Err("3".into()));
}

const LIMIT: Duration = Duration::from_secs(1);

#[test]
fn annotated_functions_have_a_context_in_every_loop() {
    #[retry(max = 3, max_elapsed = LIMIT, context = ctx, until = |n| *n == 1)]
    fn polled(seen: &mut Vec<Told>) -> Result<u32, String> {
        seen.push(told(ctx));
        outcome(ctx)
    }

    #[retry(max = 3, max_elapsed = LIMIT, context = ctx, until = |n| *n == 1, observe = report)]
    async fn observed(seen: &mut Vec<Told>, report: &mut Report) -> Result<u32, String> {
        seen.push(told(ctx));
        outcome(ctx)
    }

    let _clock = VirtualTime::start();
    let mut seen = Vec::new();
    assert_eq!(polled(&mut seen), Ok(1));
    assert_eq!(seen, expected());

    seen.clear();
    let mut report = Report::new();
    assert_eq!(block_on(observed(&mut seen, &mut report)), Ok(1));
    assert_eq!(seen, expected());
    assert_eq!(report.total_attempts, 4);
}

/// A call that records the last error before each attempt.
type Call<'c> = &'c dyn Fn(&mut Vec<Option<u32>>) -> Result<(), u32>;

#[test]
fn functions_without_observers_have_the_last_error() {
    static BUDGET: RetryBudget = RetryBudget::new();

    #[retry(max = 2, context = ctx)]
    fn bare(told: &mut Vec<Option<u32>>) -> Result<(), u32> {
        told.push(ctx.last_error().copied());
        Err(ctx.attempt())
    }

    #[retry(max = 2, context = ctx, budget = BUDGET, when = |_| true)]
    fn paid(told: &mut Vec<Option<u32>>) -> Result<(), u32> {
        told.push(ctx.last_error().copied());
        Err(ctx.attempt())
    }

    #[retry(max = 2, context = ctx, sleep = support::nap, attempt = n)]
    fn slept(told: &mut Vec<Option<u32>>) -> Result<(), u32> {
        told.push(ctx.last_error().copied());
        Err(n)
    }

    #[retry(max = 2, context = ctx, cancel = stop)]
    fn cancelled(told: &mut Vec<Option<u32>>, stop: &CancelToken) -> Result<(), u32> {
        told.push(ctx.last_error().copied());
        if ctx.attempt() == 2 {
            stop.cancel();
        }
        Err(ctx.attempt())
    }

    #[retry(max = 2, context = ctx)]
    async fn asynchronous(told: &mut Vec<Option<u32>>) -> Result<(), u32> {
        told.push(ctx.last_error().copied());
        Err(ctx.attempt())
    }

    #[retry(max = 2, context = ctx, cancel = std::future::pending::<()>())]
    async fn pending(told: &mut Vec<Option<u32>>) -> Result<(), u32> {
        told.push(ctx.last_error().copied());
        Err(ctx.attempt())
    }

    let _clock = VirtualTime::start();
    let check = |call: Call<'_>, attempts| {
        let mut told = Vec::new();
        assert_eq!(call(&mut told), Err(attempts));
        let expected: Vec<_> = (1..=attempts).map(|n| n.checked_sub(1)).collect();
        let expected: Vec<_> = expected.iter().map(|n| n.filter(|n| *n > 0)).collect();
        assert_eq!(told, expected);
    };
    check(&bare, 3);
    check(&paid, 3);
    check(&slept, 3);
    check(&|told| cancelled(told, &CancelToken::new()), 2);
    check(&|told| block_on(asynchronous(told)), 3);
    check(&|told| block_on(pending(told)), 3);
}

#[test]
fn a_future_with_a_context_is_send() {
    #[retry(context = ctx)]
    async fn call(text: &str) -> Result<u32, String> {
        tokio::task::yield_now().await;
        Ok(ctx.attempt() + u32::try_from(text.len()).unwrap())
    }

    fn is_send(_: &impl Send) {}
    let call = call("four");
    is_send(&call);
    assert_eq!(block_on(call), Ok(5));
}

#[test]
fn a_value_is_made_once_for_each_call() {
    use std::cell::Cell;

    fn next(made: &Cell<u32>) -> u32 {
        made.set(made.get() + 1);
        made.get()
    }

    #[retry(max = 2, once(key = next(made), text = format!("key {key}")))]
    fn blocking(made: &Cell<u32>, seen: &mut Vec<(u32, String)>) -> Option<()> {
        seen.push((key, text.clone()));
        None
    }

    #[retry(max = 2, once(key = next(made)))]
    async fn asynchronous(made: &Cell<u32>, seen: &mut Vec<(u32, String)>) -> Option<()> {
        seen.push((key, String::new()));
        None
    }

    let _clock = VirtualTime::start();
    let (made, mut seen) = (Cell::new(0), Vec::new());
    assert_eq!(blocking(&made, &mut seen), None);
    assert_eq!(seen, vec![(1, "key 1".to_owned()); 3]);
    seen.clear();
    assert_eq!(block_on(asynchronous(&made, &mut seen)), None);
    assert_eq!(seen, vec![(2, String::new()); 3]);
}

/// The final error of each call as text, with the reason.
#[test]
fn on_give_up_wraps_every_final_error() {
    fn wrap(mut error: String, end: &GiveUp) -> String {
        error += ": ";
        error += &end.to_string();
        error
    }

    #[retry(max = 2, when = |error| error != "fatal", on_give_up = wrap)]
    fn blocking(error: &str) -> Result<(), String> {
        Err(error.to_owned())
    }

    #[retry(max = 2, when = |error| error != "fatal", on_give_up = |error, end| format!("{error}: {end}"), observe = report)]
    async fn asynchronous(error: &str, report: &mut Report) -> Result<(), String> {
        Err(error.to_owned())
    }

    let _clock = VirtualTime::start();
    for (error, end) in [
        (
            "down",
            "gave up after 3 attempts and 300ms of delay: retries exhausted",
        ),
        ("fatal", "after 1 attempt: not retryable"),
    ] {
        let expected = Err(format!("{error}: {end}"));
        assert_eq!(blocking(error), expected);
        let mut report = Report::new();
        assert_eq!(block_on(asynchronous(error, &mut report)), expected);
        // Observers get the error without the reason.
        assert_eq!(report.error.as_deref(), Some(error));
        let policy = Policy::builder().max(2).build();
        let call = policy.retry(|| Err::<(), _>(error.to_owned()));
        let call = call.when(|error| error != "fatal").on_give_up(wrap);
        assert_eq!(call.call(), expected);
        let call = policy.retry_async(async || Err::<(), _>(error.to_owned()));
        let call = call.when(|error| error != "fatal").on_give_up(wrap);
        assert_eq!(block_on(call.call()), expected);
    }
}

#[test]
fn on_give_up_gets_each_reason() {
    let tag = String::from("moved");
    let mut ends = Vec::new();
    let _clock = VirtualTime::start();
    let mut end = |policy: &str, budget: &RetryBudget, stop: &CancelToken| {
        let policy: Policy = policy.parse().unwrap();
        let tag = tag.clone();
        let call = policy.retry(|| Err::<(), _>(String::new())).budget(budget);
        let outcome = call.cancel(stop).on_give_up(|_, end| {
            ends.push(*end);
            tag
        });
        assert_eq!(outcome.call(), Err("moved".to_owned()));
    };
    let (full, stop) = (RetryBudget::new(), CancelToken::new());
    let small = RetryBudget::builder().capacity(5).build();
    end("max = 1", &full, &stop);
    end("max_elapsed = 150ms", &full, &stop);
    end("max = 9", &small, &stop);
    stop.cancel();
    end("max = 9", &full, &stop);
    let texts: Vec<_> = ends.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "gave up after 2 attempts and 100ms of delay: retries exhausted",
            "gave up after 2 attempts and 100ms of delay: deadline exceeded",
            "gave up after 2 attempts and 100ms of delay: budget exhausted",
            "gave up after 1 attempt: cancelled",
        ]
    );
    assert_eq!(ends[3].reason, Reason::Cancelled);
}

#[test]
fn on_give_up_is_not_called_for_a_value() {
    #[retry(max = 1, until = |n| *n > 5, on_give_up = |_, _| panic!("no error"))]
    fn polled(value: u32) -> Result<u32, String> {
        Ok(value)
    }

    let _clock = VirtualTime::start();
    assert_eq!((polled(9), polled(1)), (Ok(9), Ok(1)));
    let policy = Policy::default();
    let call = policy.retry(|| Ok::<_, String>(1)).until(|n| *n > 5);
    assert_eq!(call.on_give_up(|_, _| panic!("no error")).call(), Ok(1));
}
