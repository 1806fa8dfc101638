//! Every argument and every kind of function, where the names that the expansion
//! could use are taken and nothing is in scope.
#![no_implicit_prelude]
#![deny(warnings)]
#![allow(dead_code, non_camel_case_types, non_upper_case_globals, unused_macros)]

extern crate retry_runtime as runtime;

struct Result;
struct Option;
struct Ok;
struct Err;
struct Some;
struct None;
struct Duration;
struct Policy;
struct Verdict;
struct Decision;
struct Call;
struct Event;
struct Budget;
struct Observer;
struct Pin;
struct Box;
trait Future {}
trait Clone {}
trait Copy {}
trait Send {}
trait Sync {}
trait Sized {}
trait Fn {}
trait FnOnce {}
trait Iterator {}
trait IntoFuture {}
trait Drop {}

mod core {}
mod std {}
mod alloc {}
mod retry_runtime {}
mod tokio {}
mod private {}

type u32 = Result;
type u64 = Result;
type f64 = Result;
type bool = Result;
type str = Result;
type usize = Result;

const POLICY: () = ();
const BASE_DELAY: () = ();
const MAX: () = ();
const THREAD: () = ();
const TIMER: () = ();
static call: () = ();
static result: () = ();
static error: () = ();
static value: () = ();
static event: () = ();
static delay: () = ();
static policy: () = ();
static decision: () = ();
static outcome: () = ();
static limit: () = ();
static clock: () = ();
static budget: () = ();
static number: () = ();

fn sleep() {}
fn show() {}
fn when() {}
fn until() {}
fn cloned() {}
fn afresh() {}
fn within() {}
fn discard() {}
fn into_result() {}
fn from_value() {}
fn from_error() {}

macro_rules! matches {
    () => {};
}
macro_rules! panic {
    () => {};
}

/// Its methods are found on everything.
trait Blanket: ::core::marker::Sized {
    fn as_ref(&self) {}
    fn as_mut(&mut self) {}
    fn err(self) {}
    fn decide(&mut self) {}
    fn attempt(&self) {}
    fn elapsed(&self) {}
    fn hold(&mut self) {}
    fn spend(self) {}
    fn succeed(&self) {}
    fn clone(&self) {}
    fn into_future(self) {}
}
impl<T> Blanket for T {}

/// What the functions below return and take, by names that are free.
mod free {
    pub use ::core::option::Option as Maybe;
    pub use ::core::primitive::{bool as truth, str as text, u32 as natural};
    pub use ::core::result::Result as Either;
    pub use ::std::string::String as Text;
}
use free::{Either, Maybe, Text, natural, text, truth};

static TOKENS: runtime::RetryBudget = runtime::RetryBudget::new();
const LIMIT: ::core::time::Duration = ::core::time::Duration::from_secs(1);
const RETRIES: natural = 1;

fn no(_: &::std::io::Error) -> truth {
    false
}

fn nap(_: ::core::time::Duration) {}

async fn nap_async(_: ::core::time::Duration) {}

#[derive(runtime::Classify)]
#[verdict(crate = runtime, retry_now)]
enum Error<__field, Classify> {
    #[verdict(retry_after = __field)]
    Busy {
        __field: ::core::time::Duration,
    },
    #[verdict(transparent)]
    Pushback(__field),
    Verdict(Classify),
}

#[runtime::retry(
    crate = runtime,
    max = RETRIES,
    base_delay = "1ns",
    max_delay = LIMIT,
    factor = 2,
    jitter,
    seed = 1,
    max_elapsed = LIMIT,
    when = no,
    retry_after = |_| ::core::option::Option::None,
    until = |_| true,
    clone(consumed, __policy),
    attempt = __attempt,
    on_retry = |_| (),
    observe(report, |_| ()),
    budget = TOKENS,
    sleep = nap
)]
fn blocking(
    report: &mut runtime::Report,
    consumed: Text,
    mut __call: natural,
    __result: &text,
    __policy: Text,
    __decision: natural,
    __delay: natural,
    __error: natural,
    __value: natural,
    __event: natural,
    __outcome: natural,
    __clock: natural,
    __held: natural,
    __pinned: natural,
    __limit: natural,
) -> ::std::io::Result<natural> {
    __call += __attempt;
    let _consumed = (consumed, __policy, __result);
    let sum = __decision + __delay + __error + __value + __event + __outcome + __clock;
    ::core::result::Result::Ok(__call + sum + __held + __pinned + __limit)
}

#[runtime::retry(
    crate = runtime,
    max = RETRIES,
    base_delay = "1ns",
    max_delay = LIMIT,
    factor = 2,
    jitter,
    seed = 1,
    max_elapsed = LIMIT,
    attempt_timeout = LIMIT,
    classify = |_| runtime::Verdict::Stop,
    until = |_| true,
    clone(consumed, __policy),
    attempt = __attempt,
    on_retry = |_| (),
    observe(report, |_| ()),
    budget = TOKENS,
    sleep = nap_async
)]
async fn waiting(
    report: &mut runtime::Report,
    consumed: Text,
    mut __call: natural,
    __result: &text,
    __policy: Text,
    __decision: natural,
    __delay: natural,
    __error: natural,
    __value: natural,
    __event: natural,
    __outcome: natural,
    __clock: natural,
    __held: natural,
    __pinned: natural,
    __limit: natural,
) -> ::std::io::Result<natural> {
    __call += __attempt;
    let _consumed = (consumed, __policy, __result);
    let sum = __decision + __delay + __error + __value + __event + __outcome + __clock;
    ::core::result::Result::Ok(__call + sum + __held + __pinned + __limit)
}

#[runtime::retry(
    crate = runtime,
    attempt_timeout = "1s",
    observe = report,
    sleep = nap_async
)]
fn future(
    report: &mut runtime::Report,
    __call: natural,
) -> impl ::core::future::Future<Output = ::std::io::Result<natural>> {
    async move { ::core::result::Result::Ok(__call) }
}

#[runtime::retry(crate = runtime, policy = __policy)]
async fn given(
    __policy: ::core::option::Option<runtime::Policy>,
    __call: ::core::pin::Pin<&mut natural>,
) -> Either<natural, natural> {
    let __result = ::core::result::Result::Err(*__call);
    __result?;
    __result
}

struct Client(natural);

impl Client {
    #[runtime::retry(crate = runtime, max = 1, base_delay = "1ns", clone)]
    fn owned(mut self, __result: natural) -> Maybe<natural> {
        self.0 += __result;
        ::core::option::Option::Some(self.0)
    }

    #[runtime::retry(crate = runtime, max = Self::RETRIES, base_delay = "1ns")]
    fn generic<T: ::core::fmt::Debug, const N: ::core::primitive::usize>(
        self: ::core::pin::Pin<&mut Self>,
        __call: [T; N],
    ) -> Maybe<&'static text> {
        self.get_mut().0 += 1;
        ::core::option::Option::None
    }

    const RETRIES: natural = 1;
}

impl ::core::clone::Clone for Client {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

fn main() {
    fn ready<F: ::core::future::Future>(future: F) -> F::Output {
        let mut context = ::core::task::Context::from_waker(::core::task::Waker::noop());
        match ::core::future::Future::poll(::core::pin::pin!(future), &mut context) {
            ::core::task::Poll::Ready(output) => output,
            ::core::task::Poll::Pending => ::core::unreachable!(),
        }
    }

    let mut report = runtime::Report::new();
    let text = || <Text as ::core::convert::From<_>>::from("text");
    let found = blocking(
        &mut report,
        text(),
        1,
        "",
        text(),
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
    );
    ::core::assert_eq!(found.unwrap(), 12);
    let found = waiting(
        &mut report,
        text(),
        1,
        "",
        text(),
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
    );
    ::core::assert_eq!(ready(found).unwrap(), 12);
    ::core::assert_eq!(ready(future(&mut report, 3)).unwrap(), 3);
    let mut four = 4;
    let found = given(
        ::core::option::Option::None,
        ::core::pin::Pin::new(&mut four),
    );
    ::core::assert_eq!(ready(found), ::core::result::Result::Err(4));
    ::core::assert_eq!(Client(1).owned(2), ::core::option::Option::Some(3));
    let mut client = Client(1);
    let pinned = ::core::pin::Pin::new(&mut client);
    ::core::assert_eq!(pinned.generic(["one"; 2]), ::core::option::Option::None);
    ::core::assert_eq!(client.0, 3);
}
