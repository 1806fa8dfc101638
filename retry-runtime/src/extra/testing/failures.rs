//! The failures that a test injects: attempts that fail without running, and lost answers.

use core::any::{Any, TypeId, type_name};
use std::borrow::ToOwned;
use std::boxed::Box;
use std::format;
use std::string::String;
use std::sync::{Arc, Mutex, PoisonError};
use std::vec::Vec;

use super::{VirtualClock, current};
use crate::Site;

/// The failures that one guard injects.
pub(super) struct Failures {
    number: u64,
    /// The number of attempts that are still to fail.
    left: u32,
    /// The end of the names of the sites that fail; `None` for all sites.
    site: Option<String>,
    fits: TypeId,
    error: MakeError,
    /// The attempts made meanwhile that did not match: at other sites, or with errors of other
    /// types.
    passed: Vec<String>,
}

type MakeError = Arc<Mutex<dyn FnMut() -> Box<dyn Any> + Send>>;

impl VirtualClock {
    /// Throws away the first `answers` successes of each call under this clock, and runs the body
    /// again, until the guard is dropped. The same happens if a connection breaks after the server
    /// has done its work, so the test shows whether a function may be repeated.
    ///
    /// ```
    /// use retry_runtime::{retry, testing::VirtualTime};
    ///
    /// #[retry]
    /// fn pay(paid: &mut Vec<u32>) -> Result<(), String> {
    ///     paid.push(100);
    ///     Ok(())
    /// }
    ///
    /// let clock = VirtualTime::start();
    /// let _lost = clock.lose_answers(1);
    /// let mut paid = Vec::new();
    /// assert_eq!(pay(&mut paid), Ok(()));
    /// assert_eq!(paid, [100, 100]); // paid twice: a bug
    /// ```
    ///
    /// A lost answer counts as a failed attempt with the verdict `Retry`. It uses up a retry, waits
    /// its delay, and takes tokens from the budget. Its event is a [`Retry`](crate::Event::Retry)
    /// with the error "answer lost". If no retry may follow, the answer is not lost. If there are
    /// several guards, the largest number counts.
    pub fn lose_answers(&self, answers: u32) -> LostAnswers {
        let mut state = self.state();
        let number = state.next_guard();
        state.lost_answers.push((number, answers));
        LostAnswers {
            clock: self.clone(),
            number,
        }
    }

    /// Makes the next attempts under this clock fail without running the body. This affects only
    /// calls whose error type is that of `error`. With `u32::MAX`, the outage lasts until the guard
    /// is dropped.
    ///
    /// ```
    /// use std::io;
    /// use retry_runtime::{retry, testing::VirtualTime};
    ///
    /// #[retry(max = 2)]
    /// fn fetch() -> io::Result<&'static str> {
    ///     Ok("the page")
    /// }
    ///
    /// let clock = VirtualTime::start();
    /// let _outage = clock.fail_next(2, || io::Error::from(io::ErrorKind::TimedOut));
    /// assert_eq!(fetch().unwrap(), "the page");
    /// assert_eq!(clock.delays().len(), 2);
    ///
    /// let _longer = clock.fail_next(3, || io::Error::from(io::ErrorKind::TimedOut));
    /// assert_eq!(fetch().unwrap_err().kind(), io::ErrorKind::TimedOut);
    /// ```
    ///
    /// The error of a function that returns an `Option` is [`NoValue`](crate::NoValue). The
    /// failures don't reach a function whose signature leaves open whether its error is `'static`:
    /// the error type has a lifetime other than `'static`, `Self` or a type parameter in it.
    pub fn fail_next<E: 'static>(
        &self,
        attempts: u32,
        error: impl FnMut() -> E + Send + 'static,
    ) -> InjectedFailures {
        self.fail(None, attempts, error)
    }

    /// Like [`fail_next`](Self::fail_next), for the calls of one site. `site` is the whole
    /// [name](crate::Site) of the site, or the end of the name after a `::`.
    ///
    /// ```
    /// use retry_runtime::{retry, testing::VirtualTime};
    ///
    /// mod orders {
    ///     #[retry_runtime::retry]
    ///     pub fn reserve() -> Result<u32, String> {
    ///         Ok(7)
    ///     }
    ///
    ///     #[retry_runtime::retry]
    ///     pub fn pay(order: u32) -> Result<(), String> {
    ///         Ok(())
    ///     }
    /// }
    ///
    /// let clock = VirtualTime::start();
    /// let _outage = clock.fail_site("orders::pay", 4, || "refused".to_owned());
    /// assert_eq!(orders::reserve(), Ok(7));
    /// assert_eq!(orders::pay(7), Err("refused".to_owned()));
    /// ```
    pub fn fail_site<E: 'static>(
        &self,
        site: &str,
        attempts: u32,
        error: impl FnMut() -> E + Send + 'static,
    ) -> InjectedFailures {
        self.fail(Some(site.to_owned()), attempts, error)
    }

    fn fail<E: 'static>(
        &self,
        site: Option<String>,
        attempts: u32,
        mut error: impl FnMut() -> E + Send + 'static,
    ) -> InjectedFailures {
        let mut state = self.state();
        let number = state.next_guard();
        state.failures.push(Failures {
            number,
            left: attempts,
            site,
            fits: TypeId::of::<E>(),
            error: Arc::new(Mutex::new(move || -> Box<dyn Any> { Box::new(error()) })),
            passed: Vec::new(),
        });
        InjectedFailures {
            clock: self.clone(),
            number,
            attempts,
            error: type_name::<E>(),
        }
    }

    /// The function that makes the error for the next attempt of a site, if that attempt is to
    /// fail.
    fn next_failure<E: 'static>(&self, site: impl FnOnce() -> Site) -> Option<MakeError> {
        let mut state = self.state();
        let mut due = state
            .failures
            .iter_mut()
            .filter(|it| it.left > 0)
            .peekable();
        due.peek()?;
        let site = site().name();
        for failures in due {
            if failures.fits == TypeId::of::<E>() && failures.have(&site) {
                // `u32::MAX` is an outage without an end.
                if failures.left < u32::MAX {
                    failures.left -= 1;
                }
                return Some(failures.error.clone());
            }
            let passed = format!("`{site}`, whose error is `{}`", type_name::<E>());
            if !failures.passed.contains(&passed) {
                failures.passed.push(passed);
            }
        }
        None
    }
}

impl Failures {
    fn have(&self, site: &str) -> bool {
        self.site.as_ref().is_none_or(|end| {
            let start = site.strip_suffix(end.as_str());
            start.is_some_and(|start| start.is_empty() || start.ends_with("::"))
        })
    }
}

/// True if the next success of a call is to be thrown away. `lost` is the number of successes that
/// the call has already lost.
pub(crate) fn loses_answer(lost: u32) -> bool {
    current().is_some_and(|clock| {
        let guards = &clock.state().lost_answers;
        guards.iter().any(|(_, answers)| *answers > lost)
    })
}

/// The error to inject instead of running the next attempt of a site, if there is one.
pub(crate) fn injected<E: 'static>(site: impl FnOnce() -> Site) -> Option<E> {
    let make = current()?.next_failure::<E>(site)?;
    // The clock is not locked here, because the user's function may use it.
    let error = make.lock().unwrap_or_else(PoisonError::into_inner)();
    error.downcast().ok().map(|error| *error)
}

/// Guard returned by [`VirtualClock::lose_answers`]. Dropping it ends the losses.
///
/// ```
/// use retry_runtime::{Policy, testing::VirtualTime};
///
/// let clock = VirtualTime::start();
/// let lost = clock.lose_answers(2);
/// let mut calls = 0;
/// let policy = Policy::default();
/// assert_eq!(policy.retry(|| { calls += 1; Some(calls) }).call(), Some(3));
///
/// drop(lost);
/// assert_eq!(policy.retry(|| { calls += 1; Some(calls) }).call(), Some(4));
/// ```
#[derive(Debug)]
#[must_use = "answers are lost until the guard is dropped"]
pub struct LostAnswers {
    clock: VirtualClock,
    number: u64,
}

impl Drop for LostAnswers {
    fn drop(&mut self) {
        let number = self.number;
        self.clock
            .state()
            .lost_answers
            .retain(|(other, _)| *other != number);
    }
}

/// Guard returned by [`VirtualClock::fail_next`] and [`VirtualClock::fail_site`]. Dropping it
/// ends the failures.
///
/// # Panics
///
/// If failures are left when the guard is dropped, because a test whose failures did not happen has
/// not tested them. It does not panic if the thread is panicking already, or if the failures had no
/// end (`u32::MAX`).
///
/// ```should_panic
/// use retry_runtime::{Policy, testing::VirtualTime};
///
/// let clock = VirtualTime::start();
/// let _outage = clock.fail_next(3, || "down");
/// let policy = Policy::builder().max(1).build();
/// // Two attempts.
/// assert_eq!(policy.retry(|| Ok::<(), _>(())).call(), Err("down"));
/// // 1 of the 3 failures of `fail_next` is left over: too few attempts had an error of type `&str`
/// ```
#[derive(Debug)]
#[must_use = "the failures end where their guard is dropped, and none may be left then"]
pub struct InjectedFailures {
    clock: VirtualClock,
    number: u64,
    attempts: u32,
    error: &'static str,
}

impl Drop for InjectedFailures {
    fn drop(&mut self) {
        let failures = {
            let failures = &mut self.clock.state().failures;
            let own = failures.iter().position(|it| it.number == self.number);
            own.map(|own| failures.remove(own))
        };
        let Some(failures) = failures else { return };
        let is_used_up = matches!(failures.left, 0 | u32::MAX);
        assert!(
            is_used_up || std::thread::panicking(),
            "{}",
            self.left_over(&failures)
        );
    }
}

impl InjectedFailures {
    /// The message about failures that did not happen.
    fn left_over(&self, failures: &Failures) -> String {
        let (left, attempts, error) = (failures.left, self.attempts, self.error);
        let are = if left == 1 { "is" } else { "are" };
        let (by, of_site) = match &failures.site {
            None => (String::from("fail_next"), String::new()),
            Some(site) => (
                format!("fail_site({site:?})"),
                String::from(" of that site"),
            ),
        };
        let mut words = format!(
            "{left} of the {attempts} failures of `{by}` {are} left over: too few attempts{of_site} had an error of type `{error}`"
        );
        if !failures.passed.is_empty() {
            words += "; there were attempts of ";
            words += &failures.passed.join(", and of ");
        }
        words
    }
}
