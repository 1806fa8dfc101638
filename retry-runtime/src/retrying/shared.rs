//! The parts of a call that other calls share: a budget, a cooldown, or a profile. They are kept
//! apart from the other settings because the loop reads them while those settings are borrowed.

use core::ops::Deref;

use super::future::RunAsync;
use crate::call::Call;
use crate::cooldown::{CooledAttempt, Cooling};
use crate::profile::SharedObserver;
use crate::site::SiteDefaults;
use crate::steps::CallSteps;
use crate::{Cooldown, RetryBudget, Verdict};

/// The shared parts of a call: none, a budget, a cooldown, or a profile.
pub trait Shared<E> {
    /// The state that a call needs for these parts, if its other settings need `C`.
    type State<C: CallSteps>: CallSteps;

    /// The state of an attempt that a cooldown may hold back.
    type Cooling: CooledAttempt + RunAsync + Send;

    /// The budget that pays for retries, if there is one.
    #[inline]
    fn budget(&self) -> Option<&RetryBudget> {
        None
    }

    /// The cooldown that holds attempts back, if there is one.
    #[inline]
    fn cooldown(&self) -> Option<&Cooldown> {
        None
    }

    /// The verdict on an error, if no setting judges errors.
    #[inline]
    fn judge(&self, _: &E) -> Verdict {
        Verdict::Retry
    }

    /// The observer, if the call has none of its own.
    #[inline]
    fn observer(&self) -> Option<SharedObserver> {
        None
    }

    /// The name prefix and log level of the site, used if no setting gives them.
    #[inline]
    fn site_defaults(&self) -> SiteDefaults {
        SiteDefaults::NONE
    }
}

/// Shared parts whose budget can be replaced. A budget is a reference or an `Arc`.
pub trait Payable<N> {
    /// The type after the budget is set.
    type Paid;

    /// Sets the budget.
    fn pay(self, budget: N) -> Self::Paid;
}

impl<E> Shared<E> for () {
    type State<C: CallSteps> = C;
    type Cooling = Cooling<0>;
}

impl<N> Payable<N> for () {
    type Paid = Budgeted<N>;

    #[inline]
    fn pay(self, budget: N) -> Budgeted<N> {
        Budgeted(Some(budget))
    }
}

/// The budget of a call, or of a profile, which may have none.
#[derive(Clone, Copy, Debug)]
pub struct Budgeted<N>(pub(crate) Option<N>);

impl<E, N: Deref<Target = RetryBudget>> Shared<E> for Budgeted<N> {
    type State<C: CallSteps> = Call;
    type Cooling = Cooling<0>;

    #[inline]
    fn budget(&self) -> Option<&RetryBudget> {
        self.0.as_deref()
    }
}

impl<N, M> Payable<N> for Budgeted<M> {
    type Paid = Budgeted<N>;

    #[inline]
    fn pay(self, budget: N) -> Budgeted<N> {
        Budgeted(Some(budget))
    }
}

/// Shared parts and a cooldown. A profile may have no cooldown.
#[derive(Clone, Copy, Debug)]
pub struct Cooled<P, B> {
    pub(crate) others: B,
    pub(crate) cooldown: Option<P>,
}

impl<E, P: Deref<Target = Cooldown>, B: Shared<E>> Shared<E> for Cooled<P, B> {
    type State<C: CallSteps> = B::State<C>;
    type Cooling = Cooling<1>;

    #[inline]
    fn budget(&self) -> Option<&RetryBudget> {
        self.others.budget()
    }

    #[inline]
    fn cooldown(&self) -> Option<&Cooldown> {
        self.cooldown.as_deref()
    }

    #[inline]
    fn judge(&self, error: &E) -> Verdict {
        self.others.judge(error)
    }

    #[inline]
    fn observer(&self) -> Option<SharedObserver> {
        self.others.observer()
    }

    #[inline]
    fn site_defaults(&self) -> SiteDefaults {
        self.others.site_defaults()
    }
}

impl<N, P, B: Payable<N>> Payable<N> for Cooled<P, B> {
    type Paid = Cooled<P, B::Paid>;

    #[inline]
    fn pay(self, budget: N) -> Cooled<P, B::Paid> {
        Cooled {
            others: self.others.pay(budget),
            cooldown: self.cooldown,
        }
    }
}
