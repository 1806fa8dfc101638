//! The level of the retries of a site in the log.

/// The level at which the feature `tracing` logs the retries of one site: of a function by
/// `log = debug`, of a closure by [`log`](crate::Retrying::log), of all calls to a service by
/// [`Profile::log`](crate::Profile::log).
///
/// A give-up keeps its own level, and so does everything at `DEBUG`. A recovery is never above
/// the retries. The guide's chapter on [observing](crate::guide::observing) has the table.
///
/// ```
/// use retry_runtime::{LogLevel, Policy, Profile};
///
/// static CACHE: Profile<std::io::Error> =
///     Profile::new(Policy::builder().build()).log(LogLevel::Debug);
/// assert_eq!(CACHE.to_string(), "max = 3, base_delay = 100ms; log = debug");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LogLevel {
    /// No event of the site is logged, not even a give-up.
    Off,
    /// Retries and recoveries at `DEBUG`.
    Debug,
    /// Retries at `INFO`.
    Info,
    /// Retries at `WARN`: the default.
    Warn,
}

impl LogLevel {
    /// The word of the attribute.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
        }
    }
}
