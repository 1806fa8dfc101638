//! Annotated functions and error types of every shape. Clippy's lints apply here to the code that
//! the macros write. CI denies warnings.

#![deny(
    warnings,
    missing_docs,
    unused,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::cargo,
    clippy::restriction
)]
#![allow(
    clippy::absolute_paths,
    clippy::arbitrary_source_item_ordering,
    clippy::blanket_clippy_restriction_lints,
    clippy::cargo_common_metadata,
    clippy::impl_trait_in_params,
    clippy::implicit_return,
    clippy::manual_async_fn,
    clippy::integer_division_remainder_used,
    clippy::missing_docs_in_private_items,
    clippy::missing_errors_doc,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::multiple_crate_versions,
    clippy::must_use_candidate,
    clippy::question_mark_used,
    clippy::single_call_fn,
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    clippy::unused_async,
    reason = "so they would be without the attribute"
)]

use std::future::{Future, pending};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use retry_runtime::{
    AttemptTimeout, CancelToken, Classify, Cooldown, Policy, Profile, Report, RetryBudget, Verdict,
    is_transient, retry,
};

static BUDGET: RetryBudget = RetryBudget::new();
static COOLDOWN: Cooldown = Cooldown::new();
const RETRIES: u32 = 4;
const LAST: Duration = Duration::from_secs(1);

/// A profile of all calls.
static PROFILE: Profile<io::Error> = Profile::new(Policy::builder().build())
    .classify(Classify::verdict)
    .budget(&BUDGET)
    .attempt_timeout(Duration::from_secs(1));

/// A client whose functions share a profile.
#[derive(Debug)]
pub struct Storage {
    /// The longest time of an attempt.
    limit: Duration,
}

#[retry(with = PROFILE)]
impl Storage {
    /// A function with only the profile.
    #[retry]
    pub fn get(&self, path: &str) -> io::Result<String> {
        std::fs::read_to_string(path)
    }

    /// A function with arguments of its own.
    #[retry(max = RETRIES, attempt_timeout = self.limit, name = operation, on_retry = |_| ())]
    pub async fn put(&self, operation: &'static str) -> io::Result<()> {
        pending().await
    }
}

/// A function whose attribute has no arguments.
#[retry]
pub fn bare(path: &str) -> io::Result<String> {
    std::fs::read_to_string(path)
}

/// A function with every argument of a policy.
#[retry(
    max = RETRIES,
    base_delay = "50ms",
    max_delay = "2s",
    factor = 1.5_f64,
    jitter,
    seed = 42,
    max_elapsed = "10s",
    reset_after = "1m"
)]
pub fn described(path: &str) -> io::Result<String> {
    let text = std::fs::read_to_string(path)?;
    if text.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(text)
}

/// A function with a list of delays.
#[retry(delays = ["0s", "50ms", LAST], jitter)]
pub fn listed(path: &str) -> io::Result<String> {
    std::fs::read_to_string(path)
}

/// A function with a custom curve of delays.
#[retry(backoff = curve, fast_first)]
pub fn curved(path: &str) -> io::Result<String> {
    std::fs::read_to_string(path)
}

const fn curve(retry: u32) -> Duration {
    LAST.saturating_mul(retry)
}

/// A generic function whose list of delays uses its parameter.
#[retry(delays = [Duration::from_millis(N), LAST])]
pub fn listed_by_a_parameter<const N: u64>(path: &str) -> io::Result<String> {
    std::fs::read_to_string(path)
}

/// A function that asks for every fact about its attempts and its end.
#[retry(context = ctx, once(key = limit.max(7)), on_give_up = |error, end| io::Error::other(format!("{error}: {end}")))]
pub fn informed(limit: u32) -> io::Result<u32> {
    if ctx.last_error().is_some() || ctx.attempt() > limit {
        return Ok(key);
    }
    Err(io::ErrorKind::TimedOut.into())
}

/// An async function that asks for every fact about its attempts and its end.
#[retry(context = ctx, once(key = limit.max(7)), observe = report)]
pub async fn informed_async(limit: u32, report: &mut Report) -> io::Result<u32> {
    if ctx.last_error().is_some() || ctx.attempt() > limit {
        return Ok(key);
    }
    Err(io::ErrorKind::TimedOut.into())
}

/// An async function with both limits.
#[retry(attempt_timeout = "2s", call_timeout = "20s")]
pub async fn limited(path: &str) -> io::Result<usize> {
    pending::<()>().await;
    Ok(path.len())
}

/// A blocking function that can be cancelled.
#[retry(cancel = stop)]
pub fn cancelled(stop: &CancelToken) -> io::Result<()> {
    std::fs::remove_file("no file")
}

/// An async function that can be cancelled, and is observed.
#[retry(cancel = stop.cancelled(), observe = report)]
pub async fn cancelled_async(stop: &CancelToken, report: &mut Report) -> io::Result<()> {
    std::fs::remove_file("no file")
}

/// A function whose `sleep` may cancel it.
#[retry(sleep = |delay| stop.sleep(delay), on_retry = |_| (), budget = BUDGET)]
pub fn broken(stop: &CancelToken) -> io::Result<()> {
    std::fs::remove_file("no file")
}

/// A function with judges and observers.
#[retry(
    max_attempts = 6,
    backoff = fibonacci,
    when = is_transient,
    retry_after = |_| Some(Duration::from_secs(1)),
    until = |text| !text.is_empty(),
    on_retry = |_| (),
    observe(report, |_| ()),
    budget = BUDGET,
    attempt = number
)]
pub fn judged(path: &str, report: &mut Report) -> io::Result<String> {
    if number == 1 {
        return Ok(String::new());
    }
    std::fs::read_to_string(path)
}

/// A function with a verdict.
#[retry(classify = |_| Verdict::Stop, policy = policy, name = "lint.classified", log = debug)]
pub fn classified(policy: &Policy) -> Result<u8, String> {
    Err(policy.to_string())
}

/// A function with cloned arguments for each attempt.
#[retry(clone(job))]
pub fn consumed(mut number: u8, job: String) -> Result<Vec<u8>, String> {
    number = number.saturating_add(1);
    if number == 0 {
        return Err(job);
    }
    Ok(job.into_bytes())
}

/// A function that returns an option.
#[retry(jitter = proportional(0.5))]
#[must_use]
#[inline]
pub fn option<T: Copy>(values: &[T]) -> Option<T> {
    let value = values.first()?;
    Some(*value)
}

/// An async function.
#[retry(attempt_timeout = "2s", when = is_transient, clone(job), budget = BUDGET)]
pub async fn asynchronous(path: &str, job: String) -> io::Result<String> {
    drop(job);
    let text = std::fs::read_to_string(path)?;
    pending::<()>().await;
    Ok(text)
}

/// A user's error type.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure;

impl From<AttemptTimeout> for Failure {
    fn from(_: AttemptTimeout) -> Self {
        Self
    }
}

/// A function with a budget, and with an error that needs no drop.
#[retry(budget = BUDGET)]
pub fn budgeted(values: &[u8]) -> Result<u8, Failure> {
    values.first().copied().ok_or(Failure)
}

/// A function with a cooldown.
#[retry(cooldown = COOLDOWN, max_elapsed = "1s")]
pub fn cooled(values: &[u8]) -> Result<u8, Failure> {
    values.first().copied().ok_or(Failure)
}

/// An async function with a cooldown.
#[retry(cooldown = COOLDOWN)]
pub async fn cooled_async(values: &[u8]) -> Result<u8, Failure> {
    pending::<()>().await;
    values.first().copied().ok_or(Failure)
}

/// A function that expects a clippy lint on its arguments.
#[expect(
    clippy::needless_pass_by_value,
    reason = "as the table of functions has it"
)]
#[retry(clone(job))]
pub fn expected(job: String, name: String) -> Result<Vec<u8>, Failure> {
    if name.is_empty() {
        return Err(Failure);
    }
    Ok(job.into_bytes())
}

/// A function whose body starts with an item.
#[retry(clone)]
pub fn item_first(job: String) -> Result<Vec<u8>, Failure> {
    fn bytes(job: String) -> Vec<u8> {
        job.into_bytes()
    }
    if job.is_empty() {
        return Err(Failure);
    }
    Ok(bytes(job))
}

/// An async function whose body starts with an item.
#[retry]
pub async fn item_first_async(job: &str) -> Result<&[u8], Failure> {
    const NOTHING: &str = "nothing";
    if job == NOTHING {
        return Err(Failure);
    }
    Ok(job.as_bytes())
}

/// A type with retried methods.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Client {
    calls: u32,
}

impl Client {
    /// A method by shared reference.
    #[retry]
    pub async fn shared(&self) -> Result<&u32, Failure> {
        Ok(&self.calls)
    }

    /// A method by unique reference.
    #[retry]
    pub async fn unique(&mut self) -> Result<u32, Failure> {
        self.calls = self.calls.saturating_add(1);
        Err(Failure)
    }

    /// A method by value.
    #[retry(clone(self))]
    pub fn owned(self) -> Result<Self, Failure> {
        Ok(self)
    }

    /// A method by pointer.
    #[retry]
    pub fn counted(self: Arc<Self>) -> Result<u32, Failure> {
        Ok(self.calls)
    }

    /// A method with a pinned receiver.
    #[retry]
    pub fn pinned(self: Pin<&mut Self>) -> Result<&'static str, Failure> {
        self.get_mut().calls = 0;
        Ok("pinned")
    }

    /// A method that returns a future.
    #[retry(attempt_timeout = "2s")]
    pub fn future(&self) -> impl Future<Output = Result<u32, Failure>> {
        async move { Ok(self.calls) }
    }

    /// A method that returns a boxed future.
    #[retry]
    pub fn boxed(&self) -> Pin<Box<dyn Future<Output = Result<u32, Failure>> + Send + '_>> {
        Box::pin(async move { Ok(self.calls) })
    }
}

/// A trait of async methods.
#[async_trait::async_trait]
pub trait Service {
    /// Calls the service.
    async fn call(&mut self, number: u32, job: String) -> Result<u32, Failure>;
}

#[async_trait::async_trait]
impl Service for Client {
    #[retry(clone(job))]
    async fn call(&mut self, mut number: u32, job: String) -> Result<u32, Failure> {
        number = number.saturating_add(self.calls);
        drop(job);
        Ok(number)
    }
}

/// An error with a verdict on each variant.
#[derive(Debug, Classify)]
#[non_exhaustive]
pub enum FetchError<E> {
    /// The server is busy.
    #[verdict(retry_after = wait)]
    Busy {
        /// The time that the server asked for.
        wait: Option<Duration>,
    },
    /// The server is busy, and always says for how long.
    #[verdict(retry_after = 0)]
    Limited(Duration),
    /// The connection failed.
    #[verdict(transparent)]
    Io(io::Error),
    /// The error of a layer below.
    #[verdict(transparent)]
    Inner(E),
    /// A final error.
    #[verdict(stop)]
    NotFound,
    /// Another final error.
    #[verdict(stop)]
    #[deprecated = "use `NotFound`"]
    Gone,
}

/// An error that may be temporary.
#[derive(Clone, Copy, Debug, Classify)]
#[verdict(retry)]
#[non_exhaustive]
pub struct Late;

/// An error type without values.
#[derive(Clone, Copy, Debug, Classify)]
#[non_exhaustive]
pub enum Never {}
