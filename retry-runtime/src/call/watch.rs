//! The running attempt, as the feature `attempts` watches it. Without the feature, nothing is
//! measured.

#[cfg(feature = "attempts")]
pub use watched::Running;
#[cfg(feature = "attempts")]
pub(crate) use watched::{Watch, watched};

#[cfg(not(feature = "attempts"))]
pub use unwatched::Running;
#[cfg(not(feature = "attempts"))]
pub(crate) use unwatched::{Watch, watched};

#[cfg(feature = "attempts")]
mod watched {
    use core::future::{Future, poll_fn};
    use core::pin::pin;
    use core::time::Duration;

    use crate::clock::{AsyncClock, Clock};
    #[cfg(feature = "tracing")]
    use crate::extra::tracing::span::{AttemptSpan, EndedSpan, EnteredAttempt};
    use crate::extra::{LazySite, Surrounding};

    /// The last attempt of a call.
    #[derive(Debug, Default)]
    pub struct Watch {
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
        pub(crate) const fn took(&self) -> Duration {
            self.took
        }

        /// Records that the attempt failed, or that its value is not ready.
        pub(crate) fn not_succeeded(&mut self, not_ready: bool) {
            #[cfg(feature = "tracing")]
            self.span.not_succeeded(not_ready);
            let _: bool = not_ready;
        }

        /// Records the end of a blocking attempt.
        pub(crate) fn ended(&mut self, attempt: Running) {
            self.took = attempt.clock.elapsed();
            #[cfg(feature = "tracing")]
            {
                self.span = attempt.span.ended();
            }
        }
    }

    /// A running blocking attempt. Dropping the value, for example in a panic, also ends the
    /// attempt.
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
                clock: Clock::timed(),
            }
        }
    }

    /// Runs an async attempt, and records its time and its span. Each poll is inside the span.
    pub(crate) fn watched<F: Future>(
        watch: Option<&mut Watch>,
        attempt: u32,
        site: LazySite,
        future: F,
    ) -> impl Future<Output = F::Output> {
        let _: LazySite = site;
        #[cfg(feature = "tracing")]
        let span = AttemptSpan::new(site, attempt);
        let clock = AsyncClock::timed();
        async move {
            let mut future = pin!(future);
            let output = poll_fn(|context| {
                let _surrounding = Surrounding::enter(attempt);
                #[cfg(feature = "tracing")]
                let _entered = span.enter();
                future.as_mut().poll(context)
            })
            .await;
            if let Some(watch) = watch {
                watch.took = clock.elapsed();
                #[cfg(feature = "tracing")]
                {
                    watch.span = span.ended();
                }
            }
            output
        }
    }
}

#[cfg(not(feature = "attempts"))]
mod unwatched {
    use core::future::Future;
    use core::time::Duration;

    use crate::extra::LazySite;

    /// A watch that records nothing.
    #[derive(Debug, Default)]
    pub struct Watch;

    impl Watch {
        pub(crate) const NEW: Self = Self;

        /// Zero, since nothing is measured.
        #[inline]
        #[allow(clippy::unused_self, reason = "with the feature it is used")]
        pub(crate) const fn took(&self) -> Duration {
            Duration::ZERO
        }

        #[inline]
        #[allow(clippy::unused_self, reason = "with the feature it is used")]
        pub(crate) fn not_succeeded(&mut self, _: bool) {}

        #[inline]
        #[allow(clippy::unused_self, reason = "with the feature it is used")]
        pub(crate) fn ended(&mut self, _: Running) {}
    }

    /// A running attempt that is not watched.
    #[derive(Debug)]
    pub struct Running;

    impl Running {
        #[inline]
        pub(crate) fn start(_: LazySite, _: u32) -> Self {
            Self
        }
    }

    /// Returns the future unchanged.
    #[inline]
    pub(crate) fn watched<F: Future>(_: Option<&mut Watch>, _: u32, _: LazySite, future: F) -> F {
        future
    }
}
