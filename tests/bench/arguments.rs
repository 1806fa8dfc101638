//! The arguments that are not part of the policy. For each argument there is a function that uses
//! it, and for most of them a closure.

use std::time::Duration;

use retry_runtime::{AttemptTimeout, CancelToken, Policy, Profile, RetryBudget, Verdict, retry};

use crate::contenders::{Call, Failure, Failures, Outcome, body, no_wait, ready};

/// Defines a function with these arguments.
macro_rules! function {
    ($($argument:tt)*) => {
        |failures| {
            #[inline(always)]
            #[retry($($argument)*, sleep = no_wait)]
            fn call(failures: &Failures) -> Outcome {
                body(failures)
            }
            call(failures)
        }
    };
}

/// Defines an async function with these arguments. Its delays are not waited for.
macro_rules! async_function {
    ($($argument:tt)*) => {
        |failures| {
            #[retry($($argument)*, sleep = no_wait_async)]
            async fn call(failures: &Failures) -> Outcome {
                body(failures)
            }
            ready(call(failures))
        }
    };
}

/// Defines a closure with these methods.
macro_rules! closure {
    ($policy:ident $(.$method:ident($($argument:tt)*))*) => {
        |failures| {
            let call = $policy.retry(|| body(failures)).debug();
            call$(.$method($($argument)*))*.sleep(no_wait).call()
        }
    };
}

/// Defines an async closure with these methods. Its delays are not waited for.
macro_rules! async_closure {
    ($policy:ident $(.$method:ident($($argument:tt)*))*) => {
        |failures| {
            let call = $policy.retry_async(async || body(failures)).debug();
            ready(call$(.$method($($argument)*))*.sleep(no_wait_async).call())
        }
    };
}

/// The calls, by the name of the argument.
pub(crate) const ARGUMENTS: [(&str, Call); 28] = [
    ("no jitter", function!(max = 3)),
    ("when", function!(when = |_: &Failure| true)),
    ("attempt", function!(attempt = _n)),
    ("context", function!(context = _context)),
    ("on_retry", function!(on_retry = |_| ())),
    ("on_give_up", function!(on_give_up = |error, _| error)),
    ("budget", function!(budget = BUDGET)),
    ("max_elapsed", function!(max_elapsed = "1m")),
    ("reset_after", function!(reset_after = "1m")),
    ("cancel", function!(cancel = STOP)),
    (
        "classify, budget",
        function!(classify = verdict, budget = BUDGET),
    ),
    ("with: classify, budget", function!(with = PROFILE)),
    ("closure: no jitter", closure!(POLICY)),
    ("closure: when", closure!(POLICY.when(|_| true))),
    ("closure: context", |failures| {
        let call = POLICY.retry_with(|_| body(failures)).debug();
        call.sleep(no_wait).call()
    }),
    (
        "closure: on_give_up",
        closure!(POLICY.on_give_up(|error, _| error)),
    ),
    ("closure: budget", closure!(POLICY.budget(&BUDGET))),
    ("closure: reset_after", closure!(SESSIONS)),
    ("closure: cancel", closure!(POLICY.cancel(&STOP))),
    ("closure: with", closure!(PROFILE)),
    ("async: no jitter", async_function!(max = 3)),
    ("async: context", async_function!(context = _context)),
    ("async: cancel", async_function!(cancel = STOP.cancelled())),
    ("async: call_timeout", async_function!(call_timeout = "1m")),
    ("async closure: no jitter", async_closure!(POLICY)),
    ("async closure: context", |failures| {
        let call = POLICY.retry_async_with(async |_| body(failures)).debug();
        ready(call.sleep(no_wait_async).call())
    }),
    (
        "async closure: cancel",
        async_closure!(POLICY.cancel(STOP.cancelled())),
    ),
    (
        "async closure: call_timeout",
        async_closure!(POLICY.call_timeout(MINUTE)),
    ),
];

const MINUTE: Duration = Duration::from_secs(60);
const POLICY: Policy = Policy::builder().build();
const SESSIONS: Policy = Policy::builder().reset_after(MINUTE).build();

static BUDGET: RetryBudget = RetryBudget::new();
static STOP: CancelToken = CancelToken::new();
static PROFILE: Profile<Failure> = Profile::new(POLICY).classify(verdict).budget(&BUDGET);

fn verdict(_: &Failure) -> Verdict {
    Verdict::Retry
}

/// The sleep of async calls, which ends at once.
async fn no_wait_async(delay: Duration) {
    no_wait(delay);
}

impl From<AttemptTimeout> for Failure {
    fn from(_: AttemptTimeout) -> Self {
        Self::new()
    }
}
