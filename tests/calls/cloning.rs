//! Arguments that the body consumes, which are cloned for each attempt.

#![allow(
    clippy::items_after_statements,
    clippy::needless_pass_by_value,
    clippy::redundant_closure_call,
    reason = "what the functions are there to show"
)]

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use retry_runtime::{Policy, retry};

const QUICK: Policy = Policy::builder()
    .max(2)
    .base_delay(std::time::Duration::from_nanos(1))
    .build();

type Log = Rc<RefCell<Vec<String>>>;

/// A value that logs its drops and its clones, with the attempt of each clone.
struct Tracked(&'static str, Log);

impl Clone for Tracked {
    fn clone(&self) -> Self {
        self.1.borrow_mut().push(format!("clone {}", self.0));
        Self(self.0, Rc::clone(&self.1))
    }
}

fn consume(tracked: Tracked) -> Result<(), String> {
    tracked
        .1
        .borrow_mut()
        .push(format!("consume {}", tracked.0));
    Err(tracked.0.to_owned())
}

#[test]
fn arguments_are_cloned_at_the_start_of_each_attempt() {
    #[retry(policy = QUICK, clone(first))]
    fn call(first: Tracked, second: Tracked) -> Result<(), String> {
        second.1.borrow_mut().push("attempt".to_owned());
        consume(first)
    }

    let log = Log::default();
    let tracked = |name| Tracked(name, Rc::clone(&log));
    assert_eq!(call(tracked("a"), tracked("b")), Err("a".to_owned()));
    let attempt = ["clone a", "attempt", "consume a"];
    assert_eq!(log.take(), [attempt; 3].concat());
}

#[test]
fn clone_all_clones_exactly_the_owned_arguments() {
    #[retry(policy = QUICK, clone)]
    fn call(first: Tracked, (second, _): (Tracked, u8), third: &Tracked) -> Result<(), String> {
        let _both = (consume(first), consume(second));
        Err(third.0.to_owned())
    }

    let log = Log::default();
    let tracked = |name| Tracked(name, Rc::clone(&log));
    assert_eq!(
        call(tracked("a"), (tracked("b"), 0), &tracked("c")),
        Err("c".to_owned())
    );
    let attempt = ["clone a", "clone b", "consume a", "consume b"];
    assert_eq!(log.take(), [attempt; 3].concat());
}

#[test]
fn each_attempt_gets_the_original_mut_argument() {
    #[retry(policy = QUICK, clone(text))]
    fn call(mut text: String, r#in: &mut u32) -> Result<String, String> {
        *r#in += 1;
        text.push('!');
        Err(text)
    }

    let mut calls = 0;
    assert_eq!(call("now".to_owned(), &mut calls), Err("now!".to_owned()));
    assert_eq!(calls, 3);
}

mod of_the_receiver {
    use super::*;

    #[derive(Clone)]
    struct Job {
        steps: Vec<u32>,
    }

    trait Run {
        fn run(self, step: u32) -> Result<(), Vec<u32>>;
    }

    impl Run for Job {
        #[retry(policy = QUICK, clone(self))]
        fn run(mut self, step: u32) -> Result<(), Vec<u32>> {
            // An inner type with a receiver, which must not be renamed.
            struct Inner(u32);
            impl Inner {
                fn into_step(self) -> u32 {
                    self.0
                }
            }
            fn double(step: u32) -> u32 {
                step * 2
            }
            let twice: fn(u32) -> u32 = double;
            let debug = format!("{}", self.steps.len());
            assert_eq!(debug, "1");
            self.steps.push(Inner(twice(step)).into_step());
            (|| self.steps.push(3))();
            Err(self.steps)
        }
    }

    impl Job {
        #[retry(policy = QUICK, clone(self))]
        fn counted(self: Arc<Self>) -> Result<(), usize> {
            let kept = self;
            Err(Arc::strong_count(&kept))
        }

        #[retry(policy = QUICK)]
        fn pinned(self: Pin<&mut Self>, other: Pin<&mut Self>) -> Result<&'static str, usize> {
            let this = self.get_mut();
            this.steps.push(1);
            other.get_mut().steps.push(2);
            Err(this.steps.len())
        }

        #[retry(policy = QUICK, clone(self))]
        async fn waits(self) -> Result<Self, Vec<u32>> {
            let Self { steps } = self;
            Err(steps)
        }
    }

    /// A macro that matches the token `self`. It would not match a renamed `self`.
    macro_rules! steps_of {
        (self, $job:expr) => {
            $job.steps
        };
    }

    trait Steps: Clone {
        fn into_steps(self) -> Vec<u32>;

        #[retry(policy = QUICK, clone(self))]
        fn by_default(self) -> Result<(), Vec<u32>> {
            Err(self.into_steps())
        }
    }

    impl Steps for Job {
        fn into_steps(self) -> Vec<u32> {
            self.steps
        }
    }

    impl Job {
        #[retry(policy = QUICK, clone(self))]
        fn boxed(self: Box<Self>) -> Result<(), Vec<u32>> {
            Err(self.into_steps())
        }

        #[retry(policy = QUICK, clone(self))]
        fn by_a_macro(self) -> Result<(), (Vec<u32>, &'static str)> {
            Err((steps_of!(self, self), concat!("{self}", "!")))
        }
    }

    struct Guard(Tracked);

    impl Clone for Guard {
        fn clone(&self) -> Self {
            Self(self.0.clone())
        }
    }

    impl Drop for Guard {
        fn drop(&mut self) {
            self.0.1.borrow_mut().push("drop".to_owned());
        }
    }

    impl Guard {
        #[retry(policy = QUICK, clone(self))]
        fn consumed(self) -> Result<(), ()> {
            self.0.1.borrow_mut().push("attempt".to_owned());
            drop(self);
            Err(())
        }
    }

    #[test]
    fn cloning_the_receiver_does_not_change_the_body() {
        let job = Job { steps: vec![1] };
        assert_eq!(job.clone().by_default(), Err(vec![1]));
        assert_eq!(Box::new(job.clone()).boxed(), Err(vec![1]));
        assert_eq!(job.by_a_macro(), Err((vec![1], "{self}!")));
    }

    #[test]
    fn the_receiver_is_cloned_for_each_attempt() {
        let log = Log::default();
        assert_eq!(Guard(Tracked("a", Rc::clone(&log))).consumed(), Err(()));
        let attempt = ["clone a", "attempt", "drop"];
        assert_eq!(log.take(), [&[attempt; 3].concat()[..], &["drop"]].concat());
    }

    #[test]
    fn receivers_by_value_and_by_pointer_are_cloned() {
        let job = Job { steps: vec![1] };
        assert_eq!(job.clone().run(1), Err(vec![1, 2, 3]));
        // One clone of the argument, and one of the receiver.
        assert_eq!(Arc::new(job).counted(), Err(2));
    }

    mod captured {
        //! Format strings name the receiver, and paths name the module `self`.

        use super::*;

        #[derive(Clone, Debug)]
        struct Count(u32);

        mod inner {
            pub(super) fn one() -> u32 {
                1
            }
        }

        fn next(count: u32) -> u32 {
            count + 1
        }

        impl Count {
            #[retry(policy = QUICK, clone(self))]
            fn shown(mut self, texts: &mut Vec<String>) -> Result<(), String> {
                use self::inner::{self as module, one};
                self.0 = self::next(self.0) + one() + module::one();
                texts.extend(vec!["{self:?}".to_owned()]);
                let shown = texts.len();
                Err(format!(
                    r"{self:?} {{self}} {{{self:?}}} {} {shown}",
                    self.0
                ))
            }
        }

        #[test]
        fn a_cloned_receiver_is_named_in_format_strings() {
            let mut texts = Vec::new();
            let shown = Count(1).shown(&mut texts);
            assert_eq!(shown, Err("Count(4) {self} {Count(4)} 4 3".to_owned()));
            assert_eq!(texts, ["{self:?}"; 3]);
        }
    }

    #[test]
    fn a_pinned_receiver_needs_no_clone() {
        let (mut job, mut other) = (Job { steps: vec![] }, Job { steps: vec![] });
        assert_eq!(Pin::new(&mut job).pinned(Pin::new(&mut other)), Err(3));
        assert_eq!((job.steps, other.steps), (vec![1; 3], vec![2; 3]));
    }

    /// A type that is `Send` but not `Sync`: an attempt owns the value and does not borrow it.
    #[derive(Clone)]
    struct Alone(std::cell::Cell<u32>);

    impl Alone {
        #[retry(policy = QUICK, clone(self))]
        async fn waits(self) -> Result<(), u32> {
            self.0.set(self.0.get() + 1);
            tokio::task::yield_now().await;
            Err(self.0.get())
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_cloned_receiver_that_is_not_sync_keeps_the_future_send() {
        let call = tokio::spawn(Alone(1.into()).waits());
        assert_eq!(call.await.unwrap(), Err(2));
    }

    #[tokio::test(start_paused = true)]
    async fn the_receiver_of_an_async_method_is_cloned() {
        let job = Job { steps: vec![1] };
        assert_eq!(job.waits().await.err(), Some(vec![1]));
    }
}
