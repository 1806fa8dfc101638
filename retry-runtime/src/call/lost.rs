//! Successful answers that a test throws away.

use super::{Call, FailedAttempt};
use crate::decide::Decision;
use crate::extra::testing;

impl Call {
    /// Handles a success whose answer a test may throw away. Returns the decision to retry, or
    /// `None` if the answer counts. If no retry is allowed, the answer counts.
    #[cold]
    pub fn lose(&mut self, success: &FailedAttempt<'_>) -> Option<Decision> {
        let lost = self.state.as_ref().map_or(0, |state| state.lost.answers);
        if !testing::loses_answer(lost) {
            return None;
        }
        let before = self.state.clone();
        let delay = self.unwatched_delay(success);
        let decision = self.decision(success, delay);
        if let (Some(state), Decision::Retry { .. }) = (&mut self.state, decision) {
            state.lost.answers += 1;
            state.lost.is_last = true;
            self.watch.not_succeeded(false);
            Some(decision)
        } else {
            self.state = before;
            None
        }
    }

    /// True if the answer of the last attempt was lost.
    pub(crate) fn has_lost_answer(&self) -> bool {
        self.state.as_ref().is_some_and(|state| state.lost.is_last)
    }
}
