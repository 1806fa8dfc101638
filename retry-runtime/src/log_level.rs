//! The log level of a site's retries.

/// The level at which the feature `tracing` logs the retries of one site. Set it for a function
/// with `log = debug`, for a closure with [`log`](crate::Retrying::log), and for all calls to a
/// service with [`Profile::log`](crate::Profile::log).
///
/// A give-up keeps its own level, and so does every event at `DEBUG`. A recovery is logged at
/// `INFO`, or at the level of the retries if that is lower. The table is in the guide's chapter on
/// [observing](crate::guide::observing).
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
    /// Logs no event of the site, not even a give-up.
    Off,
    /// Logs retries and recoveries at `DEBUG`.
    Debug,
    /// Logs retries at `INFO`.
    Info,
    /// Logs retries at `WARN`. This is the default.
    Warn,
}

impl LogLevel {
    /// The word for this level in the attribute.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
        }
    }
}
