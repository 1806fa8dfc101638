//! The steps of a call that only features observe, for generated code.

use core::time::Duration;

use crate::call::{Call, FailedAttempt};
use crate::decide::Decision;
use crate::error_text::{FormatMarker, type_name};
use crate::extra::{INSTRUMENTED, LazySite};
use crate::notify::Notice;
use crate::{Policy, RetryBudget};

impl Call {
    /// Records a failed attempt, decides, and notifies the features. Returns the delay before the
    /// next attempt, or `None` if the call gives up.
    #[inline]
    pub fn observed_delay<E>(
        &mut self,
        failed: &FailedAttempt<'_>,
        format: impl FormatMarker<E>,
        error: &E,
    ) -> Option<Duration> {
        if INSTRUMENTED {
            self.observed(failed, format, error)
        } else {
            self.delay(failed)
        }
    }

    #[cold]
    #[inline(never)]
    fn observed<E>(
        &mut self,
        failed: &FailedAttempt<'_>,
        format: impl FormatMarker<E>,
        error: &E,
    ) -> Option<Duration> {
        let decision = self.decide(failed);
        let (site, format) = (failed.site.get(), format.into_format());
        let notice = Notice::new(self, decision, site, failed.policy, failed.budget, format);
        notice.send_about(Some(error), |_| ())
    }

    /// Records that the call was cancelled during a delay, and notifies the features.
    #[cold]
    #[inline(never)]
    pub fn observed_cancel<E>(
        &mut self,
        unwaited: Duration,
        site: LazySite,
        policy: &Policy,
        budget: Option<&RetryBudget>,
        format: impl FormatMarker<E>,
        error: &E,
    ) {
        let decision = self.cancel(unwaited);
        if INSTRUMENTED {
            let (site, format) = (site.get(), format.into_format());
            let notice = Notice::new(self, decision, site, policy, budget, format);
            notice.notify(Some(error), |_| ());
        }
    }

    /// Handles a success. If a test throws the answer away, decides and notifies the features.
    /// Returns the delay before the next attempt, or `None` if the answer counts.
    #[cfg(feature = "test-util")]
    pub fn lost(&mut self, success: &FailedAttempt<'_>) -> Option<Duration> {
        let decision = self.lose(success)?;
        let (site, format) = (success.site.get(), type_name::<()>);
        let notice = Notice::new(self, decision, site, success.policy, success.budget, format);
        notice.send_about(None, |_| ())
    }

    /// Handles a success: gives tokens back to the budget, and notifies the features unless this
    /// was the first attempt.
    #[inline]
    pub fn succeed(&self, site: LazySite, policy: &Policy, budget: Option<&RetryBudget>) {
        self.refund(budget);
        if INSTRUMENTED && self.has_failed() {
            self.recovered(site, policy, budget);
        }
    }

    #[cold]
    #[inline(never)]
    fn recovered(&self, site: LazySite, policy: &Policy, budget: Option<&RetryBudget>) {
        let (site, format) = (site.get(), type_name::<()>);
        let notice = Notice::new(self, Decision::Succeed, site, policy, budget, format);
        notice.notify(None, |_| ());
    }
}
