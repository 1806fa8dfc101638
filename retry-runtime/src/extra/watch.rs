//! The attempt that runs, as the feature `attempts` watches it. Nothing without the feature.

#[cfg(feature = "attempts")]
pub use watched::Running;
#[cfg(feature = "attempts")]
pub(crate) use watched::{Watch, surrounding_attempts, watched};

#[cfg(not(feature = "attempts"))]
pub use unwatched::Running;
#[cfg(not(feature = "attempts"))]
pub(crate) use unwatched::{Watch, surrounding_attempts, watched};

#[cfg(feature = "attempts")]
mod watched {
    use core::cell::Cell;
    use core::future::{Future, poll_fn};
    use core::pin::pin;
    use core::time::Duration;
    use std::thread_local;

    use crate::call::Call;
    use crate::clock::{AsyncClock, Clock};
    use crate::extra::LazySite;
    #[cfg(feature = "tracing")]
    use crate::extra::tracing::span::{AttemptSpan, EndedSpan, EnteredAttempt};

    thread_local! {
        /// The product of the numbers of the attempts that run on this thread, one inside of
        /// the other; zero if none runs.
        static RUNNING: Cell<u64> = const { Cell::new(0) };
    }

    /// That product, if an attempt runs.
    pub(crate) fn surrounding_attempts() -> Option<u64> {
        let product = RUNNING.get();
        (product > 0).then_some(product)
    }

    /// An attempt among those that run on this thread. Of an async one, that is for the time
    /// of a poll, since a task may move to another thread.
    #[derive(Debug)]
    struct Surrounding {
        before: u64,
    }

    impl Surrounding {
        fn enter(attempt: u32) -> Self {
            let before = RUNNING.get();
            RUNNING.set(before.max(1).saturating_mul(attempt.into()));
            Self { before }
        }
    }

    impl Drop for Surrounding {
        fn drop(&mut self) {
            RUNNING.set(self.before);
        }
    }

    /// The last attempt of a call.
    #[derive(Debug, Default)]
    pub(crate) struct Watch {
        took: Duration,
        #[cfg(feature = "tracing")]
        span: EndedSpan,
    }

    #[cfg_attr(
        not(feature = "tracing"),
        allow(
            clippy::needless_pass_by_value,
            clippy::unused_self,
            reason = "with a span they are used"
        )
    )]
    impl Watch {
        pub(crate) const NEW: Self = Self {
            took: Duration::ZERO,
            #[cfg(feature = "tracing")]
            span: EndedSpan::NONE,
        };

        /// The time that the attempt took.
        #[cfg(feature = "metrics")]
        pub(crate) const fn took(&self) -> Duration {
            self.took
        }

        /// Takes note that the attempt did not succeed.
        pub(crate) fn not_succeeded(&mut self, not_ready: bool) {
            #[cfg(feature = "tracing")]
            self.span.not_succeeded(not_ready);
            let _: bool = not_ready;
        }

        /// Takes note of the end of a blocking attempt.
        pub(crate) fn ended(&mut self, attempt: Running) {
            self.took = attempt.clock.elapsed();
            #[cfg(feature = "tracing")]
            {
                self.span = attempt.span.ended();
            }
        }
    }

    /// A blocking attempt that runs. Dropping it, as a panic does, ends it too.
    #[derive(Debug)]
    pub struct Running {
        _surrounding: Surrounding,
        clock: Clock,
        #[cfg(feature = "tracing")]
        span: EnteredAttempt,
    }

    impl Running {
        pub(crate) fn start(site: LazySite, attempt: u32) -> Self {
            let _: LazySite = site;
            Self {
                _surrounding: Surrounding::enter(attempt),
                #[cfg(feature = "tracing")]
                span: AttemptSpan::new(site, attempt).entered(),
                clock: Clock::begun(),
            }
        }
    }

    /// The output of an async attempt. Each poll is inside of its span.
    pub(crate) fn watched<F: Future>(
        call: &mut Call,
        site: LazySite,
        future: F,
    ) -> impl Future<Output = F::Output> {
        let _: LazySite = site;
        let attempt = call.attempt();
        #[cfg(feature = "tracing")]
        let span = AttemptSpan::new(site, attempt);
        let clock = AsyncClock::begun();
        async move {
            let mut future = pin!(future);
            let output = poll_fn(|context| {
                let _surrounding = Surrounding::enter(attempt);
                #[cfg(feature = "tracing")]
                let _entered = span.enter();
                future.as_mut().poll(context)
            })
            .await;
            call.watch.took = clock.elapsed();
            #[cfg(feature = "tracing")]
            {
                call.watch.span = span.ended();
            }
            output
        }
    }
}

#[cfg(not(feature = "attempts"))]
mod unwatched {
    use core::future::Future;

    use crate::call::Call;
    use crate::extra::LazySite;

    /// Never known.
    #[inline]
    pub(crate) const fn surrounding_attempts() -> Option<u64> {
        None
    }

    /// Nothing.
    #[derive(Debug, Default)]
    pub(crate) struct Watch;

    impl Watch {
        pub(crate) const NEW: Self = Self;

        #[inline]
        #[allow(clippy::unused_self, reason = "with the feature it is used")]
        pub(crate) fn not_succeeded(&mut self, _: bool) {}

        #[inline]
        #[allow(clippy::unused_self, reason = "with the feature it is used")]
        pub(crate) fn ended(&mut self, _: Running) {}
    }

    /// Nothing.
    #[derive(Debug)]
    pub struct Running;

    impl Running {
        #[inline]
        pub(crate) fn start(_: LazySite, _: u32) -> Self {
            Self
        }
    }

    /// The future itself.
    #[inline]
    pub(crate) fn watched<F: Future>(_: &mut Call, _: LazySite, future: F) -> F {
        future
    }
}
