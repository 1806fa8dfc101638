//! An annotated function behaves as the plain function in a careful loop.

#![deny(warnings, clippy::pedantic)]

use crate::support;

use std::cell::Cell;
use std::error::Error;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::num::ParseIntError;
use std::time::Duration;

use retry_runtime::{Cooldown, Policy, Retry, RetryBudget, retry};
use support::{millis, nap, naps};

mod question_mark_and_return {
    //! `retrying` 0.1: both leave the function, so nothing is retried.

    use super::*;

    #[retry(max = 3, sleep = nap)]
    fn parse(texts: &[&str], calls: &mut usize) -> Result<i32, ParseIntError> {
        let text = texts[*calls];
        *calls += 1;
        let number: i32 = text.parse()?;
        if number < 0 {
            return "negative".parse();
        }
        Ok(number)
    }

    #[test]
    fn question_mark_and_return_end_the_attempt_and_not_the_call() {
        let mut calls = 0;
        assert_eq!(parse(&["x", "-1", "7"], &mut calls), Ok(7));
        assert_eq!((calls, naps()), (3, millis([100, 200]).into()));
    }
}

mod methods {
    use super::*;

    struct Counter {
        calls: u32,
        label: String,
        told: fn(u32),
    }

    thread_local! {
        static TOLD: Cell<u32> = const { Cell::new(0) };
    }

    trait Fetch {
        fn fetch(&mut self, enough: u32) -> Result<u32, String>;
    }

    impl Counter {
        const RETRIES: u32 = 2;

        #[retry(max = Self::RETRIES, sleep = nap)]
        fn through_mut(&mut self, enough: u32) -> Result<u32, String> {
            self.calls += 1;
            if self.calls < enough {
                Err(format!("{} {}", self.label, self.calls))
            } else {
                Ok(self.calls)
            }
        }

        #[retry(sleep = nap)]
        fn borrowed(&self) -> Result<&str, ()> {
            Ok(&self.label)
        }

        fn is_short(&self, error: &str) -> bool {
            error.len() <= self.label.len()
        }

        #[retry(sleep = nap, when = |error| self.is_short(error), on_retry = |retry| (self.told)(retry.attempt))]
        fn judged_by_self(&self) -> Result<u32, String> {
            Err("no".to_owned())
        }

        #[retry(max = 1, sleep = nap)]
        fn consumed_by_reference(self) -> Result<usize, usize> {
            Err(self.label.len())
        }
    }

    impl Fetch for Counter {
        #[retry(max = 2, sleep = nap)]
        fn fetch(&mut self, enough: u32) -> Result<u32, String> {
            self.calls += 1;
            if self.calls < enough {
                Err("no".to_owned())
            } else {
                Ok(self.calls)
            }
        }
    }

    fn counter() -> Counter {
        Counter {
            calls: 0,
            label: "call".to_owned(),
            told: |attempt| TOLD.set(TOLD.get() + attempt),
        }
    }

    #[test]
    fn methods_with_every_receiver_are_retried() {
        assert_eq!(counter().through_mut(3), Ok(3));
        assert_eq!(counter().through_mut(4), Err("call 3".to_owned()));
        assert_eq!(counter().borrowed(), Ok("call"));
        assert_eq!(counter().consumed_by_reference(), Err(4));
        let client: &mut dyn Fetch = &mut counter();
        assert_eq!(client.fetch(3), Ok(3));
        assert_eq!(naps().len(), 2 + 2 + 1 + 2);
    }

    #[test]
    fn methods_may_be_called_in_closures_of_the_attribute() {
        assert_eq!(counter().judged_by_self(), Err("no".to_owned()));
        assert_eq!((TOLD.get(), naps().len()), (1 + 2 + 3, 3));
    }
}

mod arguments {
    use super::*;

    #[retry(max = 2, sleep = nap)]
    fn changed(mut n: u32, (mut low, high): (u32, u32)) -> Result<(), (u32, u32, u32)> {
        n += 1;
        low += 1;
        Err((n, low, high))
    }

    #[retry(max = 2, sleep = nap)]
    fn kept(log: &mut Vec<u32>, &mut ref mut total: &mut u32) -> Result<(), u32> {
        *total += 1;
        log.push(*total);
        Err(*total)
    }

    /// An argument that the body moves, as a `for` loop or a generic call would.
    #[retry(max = 2, sleep = nap)]
    fn lent(numbers: &mut Vec<u32>, log: &mut dyn Write) -> io::Result<()> {
        fn write(mut log: impl Write, number: u32) -> io::Result<()> {
            write!(log, "{number} ")
        }
        for number in numbers {
            *number += 1;
            write(&mut *log, *number)?;
        }
        write(log, 0)?;
        Err(ErrorKind::BrokenPipe.into())
    }

    /// A borrow that each attempt moves.
    #[retry(max = 2, sleep = nap)]
    fn moved(numbers: &mut Vec<u32>) -> Result<(), usize> {
        let mut add = move || {
            numbers.push(1);
            numbers.len()
        };
        Err(add())
    }

    /// A slice that an attempt shortens. The next attempt gets the whole slice again.
    #[retry(max = 2, sleep = nap)]
    fn shortened(mut bytes: &mut [u8]) -> Result<(), usize> {
        while let [first, rest @ ..] = bytes {
            *first += 1;
            bytes = rest;
            if *first > 2 {
                break;
            }
        }
        Err(bytes.len())
    }

    #[retry(max = 2, sleep = nap, on_retry = note)]
    fn noted(note: &mut dyn FnMut(&Retry<'_, u32>)) -> Result<(), u32> {
        Err(7)
    }

    #[retry(max = 1, sleep = nap)]
    fn many(
        _: u8,
        r#type: &str,
        text: impl Display,
        f: &dyn Fn(&str) -> String,
    ) -> Result<(), String> {
        Err(f(&format!("{type}{text}")))
    }

    #[retry(max = 1, sleep = nap)]
    fn either(
        (Ok(mut n) | Err(mut n)): Result<u32, u32>,
        #[cfg(any())] mut absent: u32,
        #[cfg_attr(all(), cfg(any()))] mut absent_too: u32,
    ) -> Result<(), u32> {
        n += 1;
        Err(n)
    }

    #[retry(max = 1, sleep = nap)]
    fn unchanged(#[allow(unused_mut)] mut n: u32) -> Result<(), u32> {
        Err(n)
    }

    /// The expected result.
    #[retry(max = 1, sleep = nap)]
    fn expected(
        #[expect(unused_mut, reason = "the test is about it")] mut n: u32,
        #[expect(unused_variables, reason = "the test is about it")] other: u32,
    ) -> Result<(), u32> {
        Err(n)
    }

    #[test]
    fn arguments_with_alternatives_and_attributes_are_passed() {
        assert_eq!(expected(1, 2), Err(1));
        assert_eq!(either(Ok(1)), Err(2));
        assert_eq!(unchanged(1), Err(1));
    }

    #[test]
    fn arguments_by_value_start_unchanged_at_each_attempt() {
        assert_eq!(changed(0, (10, 20)), Err((1, 11, 20)));
    }

    #[test]
    fn arguments_by_reference_keep_changes_made_by_the_body() {
        let (mut log, mut total) = (Vec::new(), 0);
        assert_eq!(kept(&mut log, &mut total), Err(3));
        assert_eq!(log, [1, 2, 3]);
    }

    #[test]
    fn arguments_by_reference_are_reborrowed_for_each_attempt() {
        let (mut numbers, mut log) = (vec![1, 2], Vec::new());
        assert!(lent(&mut numbers, &mut log).is_err());
        assert_eq!(log, b"2 3 0 3 4 0 4 5 0 ");
        assert_eq!(moved(&mut Vec::new()), Err(3));
        let mut bytes = [0, 0];
        assert_eq!(shortened(&mut bytes), Err(1));
        assert_eq!(bytes, [3, 2]);
    }

    #[test]
    fn arguments_by_reference_may_be_called_as_functions() {
        let mut notes = Vec::new();
        let failed = noted(&mut |retry| notes.push((retry.attempt, retry.error.copied())));
        assert_eq!(failed, Err(7));
        assert_eq!(notes, [(1, Some(7)), (2, Some(7))]);
    }

    #[test]
    fn arguments_of_every_pattern_are_passed() {
        assert_eq!(many(0, "a", 1, &str::to_uppercase), Err("A1".to_owned()));
    }
}

mod signatures {
    use super::*;

    struct Silent;

    #[retry(max = N, sleep = nap)]
    fn constant<const N: u32, E>(fail: impl Fn() -> E) -> Result<(), E> {
        Err(fail())
    }

    #[retry(sleep = nap)]
    fn hidden(n: u32) -> Result<impl Iterator<Item = (u32, u32)> + use<>, Box<dyn Error>> {
        let start: u32 = "0".parse()?;
        Ok((start..n).map(|n| (n, n)))
    }

    #[retry(max = 1, sleep = nap)]
    fn hidden_functions(
        n: u32,
    ) -> Option<([impl Fn(u32) -> u32 + use<>; 2], impl Display + use<>)> {
        let add = move |m| m + n;
        Some(([add, add], n))
    }

    trait Limits {
        const RETRIES: u32;
    }
    struct Two;
    impl Limits for Two {
        const RETRIES: u32 = 2;
    }

    #[retry(max = T::RETRIES, base_delay = "1ms", sleep = nap)]
    fn by_type<T: Limits>() -> Option<T> {
        None
    }

    #[retry(max = 1, sleep = nap)]
    fn borrowed<'a, T>(all: &'a [T], wanted: &str) -> Option<&'a str>
    where
        T: AsRef<str>,
    {
        all.iter().map(AsRef::as_ref).find(|one| *one == wanted)
    }

    /// The lifetime also occurs under `&mut`, but nothing is returned through that reference.
    #[retry(max = 1, sleep = nap)]
    fn not_through_mut<'a>(calls: &'a mut Vec<&'a str>, name: &'a str) -> Result<&'a str, String> {
        calls.push(name);
        if calls.len() < 2 {
            Err("once more".to_owned())
        } else {
            Ok(name)
        }
    }

    #[retry(max = 1, sleep = nap)]
    fn hidden_and_borrowed<'a>(n: &'a u32) -> Option<&'a (impl Display + 'a)> {
        Some(n)
    }

    #[retry(max = 1, sleep = nap)]
    fn functions_of_borrows(calls: &mut u32) -> Option<fn(&str) -> &str> {
        *calls += 1;
        Some(str::trim)
    }

    #[retry(max = 1, sleep = nap)]
    extern "C" fn foreign() -> Option<&'static u8> {
        None
    }

    #[test]
    fn signatures_of_every_form_are_preserved() {
        assert!(constant::<4, _>(|| Silent).is_err());
        assert_eq!(naps().len(), 4);
        assert_eq!(hidden(3).map(Iterator::count).ok(), Some(3));
        assert_eq!(borrowed(&["a", "b"], "b"), Some("b"));
        assert_eq!(borrowed(&["a", "b"], "c"), None);
        assert_eq!(naps().len(), 1);
        assert!(by_type::<Two>().is_none());
        assert_eq!(naps().len(), 2);
        let hidden =
            hidden_functions(1).map(|([f, g], shown)| format!("{} {} {shown}", f(2), g(3)));
        assert_eq!(hidden.as_deref(), Some("3 4 1"));
        assert_eq!(foreign(), None);
        assert_eq!(naps().len(), 1);
        assert_eq!(not_through_mut(&mut Vec::new(), "a"), Ok("a"));
        assert_eq!(naps().len(), 1);
        let hidden = hidden_and_borrowed(&7).map(ToString::to_string);
        assert_eq!(hidden.as_deref(), Some("7"));
        let trim = functions_of_borrows(&mut 0).unwrap();
        assert_eq!(trim(" a "), "a");
        let pointer: fn(&[&'static str], &str) -> Option<&'static str> = |all, wanted| {
            borrowed(all, wanted).and_then(|found| all.iter().find(|one| **one == found).copied())
        };
        assert_eq!(pointer(&["a"], "a"), Some("a"));
    }
}

mod shared_places_of_types {
    use std::ops::Deref;

    use super::*;

    static BUDGET: RetryBudget = RetryBudget::builder().capacity(10).retry_cost(5).build();
    static COOLDOWN: Cooldown = Cooldown::new();

    /// Derefs to a static, because in Rust 1.85 no constant may refer to a static that can change.
    struct OfStatics;

    impl Deref for OfStatics {
        type Target = RetryBudget;

        fn deref(&self) -> &RetryBudget {
            &BUDGET
        }
    }

    struct CoolingOfStatics;

    impl Deref for CoolingOfStatics {
        type Target = Cooldown;

        fn deref(&self) -> &Cooldown {
            &COOLDOWN
        }
    }

    trait Shared {
        const BUDGET: OfStatics;
    }

    struct Client;

    impl Shared for Client {
        const BUDGET: OfStatics = OfStatics;
    }

    impl Client {
        const COOLDOWN: CoolingOfStatics = CoolingOfStatics;

        #[retry(budget = Self::BUDGET, cooldown = Self::COOLDOWN, sleep = nap)]
        fn by_self() -> Option<()> {
            None
        }
    }

    #[retry(budget = T::BUDGET, sleep = nap)]
    fn by_parameter<T: Shared>() -> Option<T> {
        None
    }

    #[test]
    fn a_shared_place_may_be_an_associated_constant() {
        assert!(Client::by_self().is_none());
        assert_eq!(naps().len(), 2);
        assert!(by_parameter::<Client>().is_none());
        assert_eq!(naps().len(), 0);
    }
}

mod constants {
    use super::*;

    const RETRIES: u32 = 2;
    const SHORT: Duration = Duration::from_millis(5);

    #[retry(max = RETRIES + 1, base_delay = SHORT, max_delay = SHORT.saturating_mul(2), factor = 1.5, sleep = nap)]
    fn call() -> Option<()> {
        None
    }

    /// The name in the block shadows the argument.
    #[retry(max = { let n = 2; n + 1 }, sleep = nap)]
    fn beside_an_argument(n: u32) -> Result<(), u32> {
        Err(n)
    }

    #[test]
    fn constants_may_bind_the_name_of_an_argument() {
        assert_eq!((beside_an_argument(1), naps().len()), (Err(1), 3));
    }

    #[test]
    fn constants_are_accepted_in_place_of_literals() {
        assert_eq!(call(), None);
        assert_eq!(naps(), [5_000, 7_500, 10_000].map(Duration::from_micros));
    }
}

mod surroundings {
    //! Names that the expansion uses, taken by the user.
    #![allow(dead_code, non_upper_case_globals, non_camel_case_types)]

    use super::nap;

    enum Result {}
    enum Option {}
    struct Duration;
    struct error;
    const POLICY: u32 = 1;
    const value: u32 = 2;
    static event: u32 = 3;
    fn from_value() {}
    fn sleep() {}

    mod core {}
    mod std {}
    mod retry_runtime {}

    #[super::retry(max = POLICY + 1, sleep = nap, observe = |call| {
        assert!(format!("{call:?}").contains(decision));
    })]
    fn call(
        policy: u32,
        call: u32,
        outcome: u32,
        decision: &str,
    ) -> ::core::result::Result<u32, u32> {
        let delay = policy + call + outcome + value + event;
        Err(delay)
    }

    // Parameters with the names that the expansion itself uses.
    #[allow(clippy::too_many_arguments)]
    #[super::retry(max = 2, sleep = nap, clone(__policy), attempt = __attempt)]
    fn taken(
        __policy: String,
        mut __call: u32,
        __result: &mut u32,
        __decision: u32,
        __outcome: u32,
        __error: u32,
        __value: u32,
        __delay: u32,
    ) -> ::core::result::Result<u32, (String, u32, u32)> {
        __call += 1;
        *__result += __attempt;
        let all = __call + __decision + __outcome + __error + __value + __delay;
        Err((__policy, *__result, all))
    }

    #[test]
    fn names_do_not_leak_into_or_out_of_the_expansion() {
        assert_eq!(call(1, 1, 1, "attempt"), Err(8));
        assert_eq!(super::naps().len(), 2);
        let taken = taken("p".to_owned(), 1, &mut 0, 1, 1, 1, 1, 1);
        assert_eq!(taken, Err(("p".to_owned(), 1 + 2 + 3, 7)));
        assert_eq!(super::naps().len(), 2);
    }
}

mod attributes {
    use super::*;

    macro_rules! annotated {
        ($max:expr, $delay:literal, $name:ident, $body:block) => {
            #[retry(max = $max, base_delay = $delay, sleep = nap)]
            fn $name() -> Result<u32, String> $body
        };
    }
    annotated!(2, "3ms", from_a_macro, { Err("no".to_owned()) });

    /// Documented.
    #[must_use]
    #[inline]
    #[cfg(not(any()))]
    #[retry(max = 1, sleep = nap)]
    fn around() -> Option<u32> {
        #![allow(unused_variables)]
        let unused = 1;
        None
    }

    #[test]
    fn attributes_stay_on_their_function() {
        assert!(from_a_macro().is_err());
        assert_eq!(naps(), millis([3, 6]));
        assert_eq!(around(), None);
        assert_eq!(naps().len(), 1);
    }
}

mod recursion {
    use super::*;

    #[retry(max = 1, sleep = nap)]
    fn down(n: u32, calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        if n == 0 { Err(()) } else { down(n - 1, calls) }
    }

    #[test]
    fn recursion_multiplies_attempts() {
        let mut calls = 0;
        assert_eq!(down(2, &mut calls), Err(()));
        assert_eq!(calls, 2 + 4 + 8);
    }
}

mod drops {
    //! The error of an attempt is dropped before the wait, because the error may hold a connection.

    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    struct Held(Rc<Cell<u32>>);

    impl Drop for Held {
        fn drop(&mut self) {
            self.0.set(self.0.get() - 1);
        }
    }

    thread_local! {
        static HELD: Rc<Cell<u32>> = Rc::default();
    }

    fn none_held(_: Duration) {
        HELD.with(|held| assert_eq!(held.get(), 0, "an error was held across the wait"));
    }

    #[retry(max = 3, sleep = none_held)]
    fn call() -> Result<(), Held> {
        let held = HELD.with(Rc::clone);
        held.set(held.get() + 1);
        Err(Held(held))
    }

    #[test]
    fn the_error_is_dropped_before_the_wait() {
        let fails = || {
            let held = HELD.with(Rc::clone);
            held.set(held.get() + 1);
            Err::<(), _>(Held(held))
        };
        let by_closure = Policy::default()
            .retry(fails)
            .sleep(none_held)
            .type_name()
            .call();
        HELD.with(|held| assert_eq!(held.get(), 1));
        drop(by_closure);

        let error = call();
        HELD.with(|held| assert_eq!(held.get(), 1));
        drop(error);
        HELD.with(|held| assert_eq!(held.get(), 0));
    }
}

#[test]
fn a_panic_in_the_body_is_not_caught() {
    #[retry(sleep = nap)]
    fn call() -> Result<(), ()> {
        panic!("from the body")
    }

    let panic = std::panic::catch_unwind(call).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"from the body"));
    assert_eq!(naps(), []);
}

#[test]
fn a_policy_may_be_a_field_or_a_constant() {
    const POLICY: Policy = Policy::builder().max(1).build();
    struct Client {
        policy: Policy,
    }
    impl Client {
        #[retry(policy = self.policy, sleep = nap)]
        fn by_field(&self) -> Option<()> {
            None
        }

        #[retry(policy = &POLICY, sleep = nap)]
        fn by_constant(&self) -> Option<u64> {
            (self.policy.max() == Some(9)).then_some(1)
        }
    }

    let client = Client {
        policy: Policy::builder().max(2).build(),
    };
    assert_eq!(client.by_field(), None);
    assert_eq!(client.by_constant(), None);
    assert_eq!(naps(), millis([100, 200, 100]));
}

/// Expressions that a hand-written parser could misread, and that clippy warns about.
#[allow(clippy::all, clippy::pedantic)]
mod values_of_arguments {
    use super::*;

    fn small(error: &u8) -> bool {
        *error < 5
    }

    macro_rules! truth {
        () => {
            bool
        };
    }

    #[retry(max = 1, sleep = nap, until = |n| *n as u64 <= 10)]
    fn cast_and_compared() -> Option<u8> {
        Some(11)
    }

    #[retry(max = 1, sleep = nap, when = |e| ::std::matches!(e, 1 | 2))]
    fn a_macro_by_its_path() -> Result<(), u8> {
        Err(1)
    }

    #[retry(max = ::core::line!() - ::core::line!() + 1, sleep = nap)]
    fn a_macro_in_a_constant() -> Option<()> {
        None
    }

    #[retry(max = 1, sleep = nap, when = small as for<'a> fn(&'a u8) -> bool)]
    fn cast_to_a_function() -> Result<(), u8> {
        Err(1)
    }

    #[retry(max = 1, sleep = nap, when = |e| -> truth!() { *e == 1 })]
    fn a_macro_for_a_type() -> Result<(), u8> {
        Err(1)
    }

    #[retry(max = 1, sleep = nap, when = |e| if let ..=5 | 7.. = *e { true } else { false })]
    fn patterns_of_ranges() -> Result<(), u8> {
        Err(1)
    }

    #[retry(max = 1, sleep = nap, when = |e| { macro_rules! one { () => { 1 }; } *e == one!() })]
    fn a_macro_defined_within() -> Result<(), u8> {
        Err(1)
    }

    #[test]
    fn argument_values_may_be_any_expression() {
        assert_eq!(cast_and_compared(), Some(11));
        assert_eq!(a_macro_in_a_constant(), None);
        for failing in [
            a_macro_by_its_path,
            cast_to_a_function,
            a_macro_for_a_type,
            patterns_of_ranges,
            a_macro_defined_within,
        ] {
            assert_eq!(failing(), Err(1));
        }
        assert_eq!(naps().len(), 7);
    }
}
