//! The parts that the calls of a layer share. They are owned, because a service outlives its layer.

use crate::call::Call;
use crate::cooldown::Cooling;
use crate::profile::SharedObserver;
use crate::retrying::shared::{Cooled, Shared};
use crate::retrying::state::ClosureState;
use crate::site::SiteDefaults;
use crate::{Profile, RetryBudget, Verdict};

/// The parts with another budget `N`.
pub trait Payable<N> {
    /// The parts with that budget.
    type Paid;

    /// Sets the budget.
    fn pay(self, budget: N) -> Self::Paid;
}

impl<N> Payable<N> for () {
    type Paid = N;

    fn pay(self, budget: N) -> N {
        budget
    }
}

impl<N> Payable<N> for &'static RetryBudget {
    type Paid = N;

    fn pay(self, budget: N) -> N {
        budget
    }
}

impl<N> Payable<N> for std::sync::Arc<RetryBudget> {
    type Paid = N;

    fn pay(self, budget: N) -> N {
        budget
    }
}

impl<N, E, B> Payable<N> for LayerProfile<E, B> {
    type Paid = LayerProfile<E, N>;

    fn pay(self, budget: N) -> LayerProfile<E, N> {
        LayerProfile {
            profile: self.profile,
            budget,
        }
    }
}

impl<N, P, B: Payable<N>> Payable<N> for Cooled<P, B> {
    type Paid = Cooled<P, B::Paid>;

    fn pay(self, budget: N) -> Cooled<P, B::Paid> {
        Cooled {
            others: self.others.pay(budget),
            cooldown: self.cooldown,
        }
    }
}

/// A profile, and the budget of the layer.
#[derive(Debug)]
pub struct LayerProfile<E, B> {
    pub(super) profile: Profile<E>,
    pub(super) budget: B,
}

// A derived `Clone` would require `E: Clone`.
impl<E, B: Clone> Clone for LayerProfile<E, B> {
    fn clone(&self) -> Self {
        Self {
            profile: self.profile.clone(),
            budget: self.budget.clone(),
        }
    }
}

/// The budget of a profile, if it has one.
impl<E> Shared<E> for Option<&'static RetryBudget> {
    type State<C: ClosureState> = Call;
    type Paid<'b> = &'b RetryBudget;
    type Cooling = Cooling<0>;

    fn paid(self, budget: &RetryBudget) -> &RetryBudget {
        budget
    }

    fn budget(&self) -> Option<&RetryBudget> {
        *self
    }
}

impl<E, B: Shared<E>> Shared<E> for LayerProfile<E, B> {
    type State<C: ClosureState> = Call;
    type Paid<'b> = &'b RetryBudget;
    type Cooling = Cooling<0>;

    fn paid(self, budget: &RetryBudget) -> &RetryBudget {
        budget
    }

    fn budget(&self) -> Option<&RetryBudget> {
        self.budget.budget()
    }

    fn judge(&self, error: &E) -> Verdict {
        self.profile.verdict(error)
    }

    fn observer(&self) -> Option<SharedObserver> {
        self.profile.observer()
    }

    fn site_defaults(&self) -> SiteDefaults {
        self.profile.site_defaults()
    }
}
