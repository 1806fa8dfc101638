//! Verdicts that come with the error: `Classify`, and its derive.

use std::convert::Infallible;
use std::error::Error;
use std::io::{self, ErrorKind};
use std::marker::PhantomData;
use std::time::Duration;

use retry_runtime::{AttemptTimeout, Classify, Policy, Verdict, is_transient, retry};

use crate::transient::KINDS;

fn io(kind: ErrorKind) -> io::Error {
    kind.into()
}

const TWO_SECONDS: Duration = Duration::from_secs(2);

#[test]
fn the_verdict_of_an_io_error_is_that_of_is_transient() {
    for (kind, transient) in KINDS {
        let expected = if transient {
            Verdict::Retry
        } else {
            Verdict::Stop
        };
        for error in [
            io(kind),
            io::Error::new(kind, "text"),
            io::Error::other(io(kind)),
        ] {
            assert_eq!(error.verdict() == Verdict::Retry, is_transient(&error));
            assert_eq!(error.verdict(), expected, "{error:?}");
        }
    }
    let timeout = AttemptTimeout::new(TWO_SECONDS);
    assert_eq!(io::Error::other(timeout).verdict(), Verdict::Retry);
    assert_eq!(io::Error::from(timeout).verdict(), Verdict::Retry);
}

#[test]
fn std_errors_and_their_references_and_boxes_have_verdicts() {
    assert_eq!(AttemptTimeout::new(TWO_SECONDS).verdict(), Verdict::Retry);
    let reset = io(ErrorKind::ConnectionReset);
    assert_eq!(Classify::verdict(&&&reset), Verdict::Retry);
    let boxed: Box<dyn Classify + Send> = Box::new(Box::new(reset));
    assert_eq!(Classify::verdict(&boxed), Verdict::Retry);
    let never: fn(&Infallible) -> Verdict = Classify::verdict;
    assert_eq!(None::<Infallible>.as_ref().map(never), None);
}

#[derive(Debug, thiserror::Error, Classify)]
enum FetchError {
    #[error("busy")]
    #[verdict(retry_after = wait)]
    Busy { wait: Option<Duration>, status: u16 },
    #[error("limited")]
    #[verdict(retry_after = 1)]
    Limited(u16, Duration),
    #[error("stale")]
    #[verdict(retry_now)]
    Stale,
    #[error("cut off after {0} bytes")]
    #[verdict(retry_afresh)]
    Cut(u64),
    #[error("late")]
    #[verdict(retry)]
    Late(#[from] AttemptTimeout),
    #[error(transparent)]
    #[verdict(transparent)]
    Io(#[from] io::Error),
    #[error("can't read {path}")]
    #[verdict(transparent = source)]
    Read { path: String, source: io::Error },
    #[error("can't write {0}")]
    #[verdict(transparent = 1)]
    Write(String, #[source] Box<FetchError>),
    #[error("not found")]
    #[verdict(stop)]
    NotFound,
}

#[test]
fn each_word_gives_its_verdict() {
    let wait = Some(TWO_SECONDS);
    let path = || "a".to_owned();
    for (error, verdict) in [
        (
            FetchError::Busy { wait, status: 503 },
            Verdict::RetryAfter(TWO_SECONDS),
        ),
        (
            FetchError::Busy {
                wait: None,
                status: 503,
            },
            Verdict::Retry,
        ),
        (
            FetchError::Limited(429, TWO_SECONDS),
            Verdict::RetryAfter(TWO_SECONDS),
        ),
        (FetchError::Stale, Verdict::RetryNow),
        (FetchError::Cut(7), Verdict::RetryAfresh),
        (AttemptTimeout::new(TWO_SECONDS).into(), Verdict::Retry),
        (io(ErrorKind::TimedOut).into(), Verdict::Retry),
        (io(ErrorKind::NotFound).into(), Verdict::Stop),
        (
            FetchError::Read {
                path: path(),
                source: io(ErrorKind::BrokenPipe),
            },
            Verdict::Retry,
        ),
        (
            FetchError::Write(path(), Box::new(FetchError::Stale)),
            Verdict::RetryNow,
        ),
        (FetchError::NotFound, Verdict::Stop),
    ] {
        assert_eq!(error.verdict(), verdict, "{error:?}");
    }
}

#[test]
fn a_call_follows_the_verdict_of_its_error() {
    #[retry(max = 5, base_delay = "1ms", classify, sleep = |delay| delays.push(delay))]
    fn fetch(errors: &mut Vec<FetchError>, delays: &mut Vec<Duration>) -> Result<(), FetchError> {
        Err(errors.pop().unwrap())
    }

    let mut delays = Vec::new();
    let mut errors = vec![
        FetchError::NotFound,
        FetchError::Busy {
            wait: Some(TWO_SECONDS),
            status: 503,
        },
        io(ErrorKind::ConnectionReset).into(),
    ];
    assert!(matches!(
        fetch(&mut errors, &mut delays),
        Err(FetchError::NotFound)
    ));
    assert_eq!(delays, [Duration::from_millis(1), TWO_SECONDS]);

    let mut attempts = 0;
    let policy = Policy::default();
    let call = policy.retry(|| {
        attempts += 1;
        Err::<(), _>(FetchError::NotFound)
    });
    assert!(call.classify(Classify::verdict).call().is_err());
    assert_eq!(attempts, 1);
}

#[derive(Classify)]
#[verdict(stop)]
enum WithDefault {
    #[verdict(retry)]
    Timeout,
    NotFound,
    Denied(#[allow(dead_code)] String),
    Moved {
        #[allow(dead_code)]
        to: String,
    },
    #[cfg(not(test))]
    #[verdict(no_word)]
    Absent,
    #[cfg(test)]
    #[verdict(retry_now)]
    Present,
    #[cfg_attr(test, verdict(retry_afresh))]
    Marked,
}

#[test]
fn a_variant_without_a_word_has_the_default() {
    assert_eq!(WithDefault::Timeout.verdict(), Verdict::Retry);
    assert_eq!(WithDefault::NotFound.verdict(), Verdict::Stop);
    assert_eq!(WithDefault::Denied(String::new()).verdict(), Verdict::Stop);
    assert_eq!(
        WithDefault::Moved { to: String::new() }.verdict(),
        Verdict::Stop
    );
    assert_eq!(WithDefault::Present.verdict(), Verdict::RetryNow);
    assert_eq!(WithDefault::Marked.verdict(), Verdict::RetryAfresh);
}

#[derive(Classify)]
#[verdict(retry)]
struct Unit;

#[derive(Classify)]
#[verdict(retry_after = 0)]
struct Pair(Duration, #[allow(dead_code)] u8);

#[derive(Classify)]
#[verdict(transparent = source)]
struct At<L, E: Error = io::Error>
where
    E: 'static,
{
    #[allow(dead_code)]
    line: L,
    source: E,
}

/// A type without a verdict. None is needed.
struct NoVerdict;

#[test]
fn the_verdict_word_of_a_struct_is_above_the_struct() {
    assert_eq!(Unit.verdict(), Verdict::Retry);
    assert_eq!(
        Pair(TWO_SECONDS, 1).verdict(),
        Verdict::RetryAfter(TWO_SECONDS)
    );
    let at = At {
        line: NoVerdict,
        source: io(ErrorKind::TimedOut),
    };
    assert_eq!(at.verdict(), Verdict::Retry);
}

#[derive(Classify)]
enum Generic<'a, 'b: 'a, T: ?Sized + ToString, E, const N: usize>
where
    E: Error,
{
    #[verdict(retry)]
    Name(#[allow(dead_code)] &'a T, #[allow(dead_code)] &'b str),
    #[verdict(transparent)]
    Inner(E),
    #[verdict(transparent)]
    Lent(&'b &'b E),
    #[verdict(stop)]
    Codes(#[allow(dead_code)] [u8; N]),
}

trait Client {
    type Error;
}

struct Disk;

impl Client for Disk {
    type Error = io::Error;
}

#[derive(Classify)]
enum OfClient<C: Client> {
    #[verdict(transparent)]
    Client(C::Error),
    #[verdict(stop)]
    #[allow(dead_code)]
    Gone(PhantomData<C>),
}

/// A bound on the field that contains the type itself would require itself.
#[derive(Classify)]
enum Nested<E> {
    #[verdict(transparent)]
    Inner(E),
    #[verdict(transparent)]
    Deeper(Box<Nested<E>>),
}

#[test]
fn generic_errors_have_verdicts_if_their_transparent_fields_do() {
    type Named<'a> = Generic<'a, 'a, str, io::Error, 2>;

    let missing = io(ErrorKind::NotFound);
    assert_eq!(Named::Name("a", "b").verdict(), Verdict::Retry);
    assert_eq!(
        Named::Inner(io(ErrorKind::TimedOut)).verdict(),
        Verdict::Retry
    );
    assert_eq!(Named::Lent(&&missing).verdict(), Verdict::Stop);
    assert_eq!(Named::Codes([1, 2]).verdict(), Verdict::Stop);
    let error = OfClient::<Disk>::Client(io(ErrorKind::TimedOut));
    assert_eq!(error.verdict(), Verdict::Retry);
    let nested = Nested::Deeper(Box::new(Nested::Inner(io(ErrorKind::TimedOut))));
    assert_eq!(nested.verdict(), Verdict::Retry);
}

#[derive(Classify)]
#[allow(non_camel_case_types)]
enum r#type {
    #[verdict(retry_after = r#async)]
    r#Fn { r#async: Duration },
    #[verdict(retry_after = type)]
    Plain { r#type: Option<Duration> },
    #[verdict(stop)]
    r#struct,
}

#[test]
fn raw_identifiers_are_accepted_as_names() {
    let asked = Verdict::RetryAfter(TWO_SECONDS);
    assert_eq!(
        r#type::r#Fn {
            r#async: TWO_SECONDS
        }
        .verdict(),
        asked
    );
    assert_eq!(
        r#type::Plain {
            r#type: Some(TWO_SECONDS)
        }
        .verdict(),
        asked
    );
    assert_eq!(r#type::r#struct.verdict(), Verdict::Stop);
}

/// A type without values, so that no verdict is ever needed.
#[derive(Classify)]
enum Empty {}

#[derive(Classify)]
#[verdict(crate = retry_runtime)]
#[verdict(retry)]
enum Shifted {
    One = 1 << 2,
    Two = (3 < 4) as isize,
}

macro_rules! error {
    ($vis:vis $name:ident $word:ident $field:ident $index:literal $ty:ty) => {
        #[derive(Classify)]
        $vis enum $name {
            #[verdict($word = $field)]
            Named { $field: $ty },
            #[verdict($word = $index)]
            Tuple($ty),
        }
    };
}

macro_rules! error_of_meta {
    ($name:ident, $attribute:meta, $word:meta, $time:expr) => {
        #[derive(Classify)]
        #[$attribute]
        enum $name {
            #[verdict($word)]
            Late,
            #[verdict(retry_after = $time)]
            Busy(Duration),
            Gone,
        }
    };
}

error_of_meta!(OfMeta, verdict(stop), retry_now, 0);

error!(pub(crate) OfMacro retry_after wait 0 Option<Duration>);

#[test]
fn definitions_from_macros_or_with_discriminants_are_read() {
    assert_eq!(Shifted::One.verdict(), Verdict::Retry);
    assert_eq!(Shifted::Two.verdict(), Verdict::Retry);
    assert_eq!(None::<Empty>.map(|it| it.verdict()), None);
    let asked = Verdict::RetryAfter(TWO_SECONDS);
    assert_eq!(
        OfMacro::Named {
            wait: Some(TWO_SECONDS)
        }
        .verdict(),
        asked
    );
    assert_eq!(OfMacro::Tuple(None).verdict(), Verdict::Retry);
    assert_eq!(OfMeta::Late.verdict(), Verdict::RetryNow);
    assert_eq!(OfMeta::Busy(TWO_SECONDS).verdict(), asked);
    assert_eq!(OfMeta::Gone.verdict(), Verdict::Stop);
}

/// Another `Verdict`, `Classify` and `Duration` in scope change nothing.
mod hostile {
    #![allow(dead_code)]

    struct Verdict;
    struct Option;
    trait Classify {}
    mod core {}
    mod retry_runtime {}

    #[derive(::retry_runtime::Classify)]
    pub(crate) enum Error {
        #[verdict(retry_after = 0)]
        Busy(std::time::Duration),
        #[verdict(stop)]
        Verdict,
    }
}

#[test]
fn names_in_scope_do_not_change_the_derived_verdict() {
    let busy = hostile::Error::Busy(TWO_SECONDS);
    assert_eq!(busy.verdict(), Verdict::RetryAfter(TWO_SECONDS));
    assert_eq!(hostile::Error::Verdict.verdict(), Verdict::Stop);
}

/// Tests the verdicts of several closures on one outcome, in either order.
#[test]
fn the_order_of_classify_closures_does_not_matter() {
    use Verdict::{Retry, RetryAfresh, RetryAfter, RetryNow, Stop};

    let seconds = |n| RetryAfter(Duration::from_secs(n));
    let policy = Policy::builder()
        .max(1)
        .base_delay(Duration::from_millis(1))
        .build();
    let delay = |first, second| {
        let (mut of_errors, mut of_values) = (Vec::new(), Vec::new());
        let call = policy.retry_with(|context| match context.attempt() {
            1 => Err("down"),
            _ => Ok(()),
        });
        let call = call.classify(|_| first).classify(|_| second);
        let _outcome = call.sleep(|delay| of_errors.push(delay)).call();
        let call = policy.retry_with(|context| Some(context.attempt()));
        let at = |n: u32, verdict| if n == 1 { verdict } else { Stop };
        let call = call.until(|n| at(*n, first)).until(|n| at(*n, second));
        let _outcome = call.sleep(|delay| of_values.push(delay)).call();
        (of_errors, of_values)
    };
    let own = vec![Duration::from_millis(1)];
    let asked = vec![Duration::from_secs(9)];
    let at_once = vec![Duration::ZERO];
    for (first, second, of_errors, of_values) in [
        (Retry, Retry, &own, &own),
        (Retry, RetryNow, &at_once, &at_once),
        (RetryNow, RetryAfresh, &own, &own),
        (RetryAfresh, seconds(9), &asked, &asked),
        (RetryNow, seconds(9), &asked, &asked),
        (seconds(7), seconds(9), &asked, &asked),
        (Stop, seconds(9), &vec![], &asked),
        (Stop, Stop, &vec![], &vec![]),
    ] {
        for (first, second) in [(first, second), (second, first)] {
            let expected = (of_errors.clone(), of_values.clone());
            assert_eq!(delay(first, second), expected, "{first:?}, {second:?}");
        }
    }
}

mod deprecated_types {
    #![deny(deprecated)]

    use super::*;

    #[derive(Classify)]
    #[deprecated]
    #[verdict(stop)]
    struct Outdated;

    #[derive(Classify)]
    #[deprecated]
    #[allow(dead_code, deprecated)]
    enum Wrapped {
        #[verdict(transparent)]
        Outdated(Outdated),
    }

    #[test]
    #[allow(deprecated)]
    fn a_deprecated_type_may_be_classified() {
        assert_eq!(Wrapped::Outdated(Outdated).verdict(), Verdict::Stop);
    }
}
