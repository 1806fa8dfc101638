//! The schedule of a policy, row by row.

use std::time::Duration;

use retry_runtime::{Jitter, Policy};

use crate::spread::{self, Spread};
use crate::words::rounded;

/// The maximum number of rows. Further rows would show nothing new.
const ROWS: usize = 30;

/// The schedule of a policy, if every attempt fails at once.
pub(crate) struct Plan {
    pub(crate) policy: Policy,
    pub(crate) rows: Vec<Row>,
    pub(crate) more: More,
}

/// The retries that are not among the rows.
pub(crate) enum More {
    /// This number of retries, which may be 0.
    Retries(u32),
    /// As many retries as can start within `max_elapsed`.
    InTime,
    Unlimited,
}

/// One retry.
pub(crate) struct Row {
    /// The number of the retry, from 1.
    pub(crate) retry: usize,
    /// The delay before the retry, if it is known in advance: there is no jitter, or the jitter has
    /// a seed.
    pub(crate) delay: Option<Duration>,
    pub(crate) spread: Spread,
    /// The sum of all delays up to this retry. Unknown delays count with their mean.
    pub(crate) cumulative: Duration,
}

impl Plan {
    pub(crate) fn of(policy: &Policy) -> Self {
        let known = policy.jitter() == Jitter::None || policy.seed().is_some();
        let mut cumulative = Duration::ZERO;
        let mut least = Duration::ZERO;
        let mut rows = Vec::new();
        let mut more = More::Retries(0);
        // One row more than is shown, to find out whether there are more.
        let spreads = spread::of(policy, ROWS + 1);
        for ((spread, delay), retry) in spreads.into_iter().zip(policy.delays()).zip(1..) {
            let delay = known.then_some(delay);
            least = least.saturating_add(delay.unwrap_or(spread.minimum));
            // Attempts take time too, so there may be fewer retries.
            if policy.max_elapsed().is_some_and(|limit| least > limit) {
                break;
            }
            if rows.len() == ROWS {
                more = More::after_all_rows(policy);
                break;
            }
            cumulative = cumulative.saturating_add(delay.unwrap_or(spread.mean));
            rows.push(Row {
                retry,
                delay,
                spread,
                cumulative,
            });
        }
        Self {
            policy: *policy,
            rows,
            more,
        }
    }

    pub(crate) fn has_jitter(&self) -> bool {
        self.policy.jitter() != Jitter::None
    }

    /// The longest delay that is shown. It is above zero, because it is used for a scale.
    pub(crate) fn longest(&self) -> Duration {
        let maxima = self.rows.iter().map(|row| row.spread.maximum);
        maxima.fold(Duration::from_nanos(1), Duration::max)
    }

    /// The longest total wait of a call, in words.
    pub(crate) fn worst_case(&self) -> String {
        let attempts = match self.more {
            More::Retries(more) => {
                let shown = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
                format!("{} attempts", shown.saturating_add(more).saturating_add(1))
            }
            More::InTime => "as many attempts as that allows".to_owned(),
            More::Unlimited => "any number of attempts".to_owned(),
        };
        match self.policy.worst_case_delay() {
            Some(delay) => format!("{:?} of delay in {attempts}", rounded(delay)),
            None => format!("no limit to the delay, and {attempts}"),
        }
    }
}

impl More {
    fn after_all_rows(policy: &Policy) -> Self {
        if policy.max_elapsed().is_some() && policy.worst_case_delay() == policy.max_elapsed() {
            return Self::InTime;
        }
        let shown = u32::try_from(ROWS).unwrap_or(u32::MAX);
        policy.max().map_or(Self::Unlimited, |retries| {
            Self::Retries(retries.saturating_sub(shown))
        })
    }
}
