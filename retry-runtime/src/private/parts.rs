//! The states that a call with a constant profile needs. The compiler chooses them from the parts of
//! the profile.

use crate::Profile;
use crate::call::{Call, ClassifiedCall, UnobservedCall};
use crate::cooldown::{CooledAttempt, Cooling};
use crate::extra::INSTRUMENTED;
use crate::steps::CallSteps;

/// The parts of a constant profile, as a number in a type.
#[derive(Debug)]
pub struct Parts<const PARTS: u8>;

const POLICY_ALONE: u8 = 0;
const CLASSIFIED: u8 = 1;
const OBSERVED: u8 = 2;
/// Beside one of the others.
const COOLED: u8 = 4;

/// The parts that decide which states a call needs.
#[must_use]
pub const fn parts<E>(profile: &Profile<E>) -> u8 {
    let cooled = match profile.shared_cooldown() {
        Some(_) => COOLED,
        None => 0,
    };
    cooled | parts_of_state(profile)
}

/// The parts, if the function judges errors by a `classify` of its own.
#[must_use]
pub const fn parts_classified<E>(profile: &Profile<E>) -> u8 {
    let parts = parts(profile);
    match parts & !COOLED {
        POLICY_ALONE => parts | CLASSIFIED,
        _ => parts,
    }
}

const fn parts_of_state<E>(profile: &Profile<E>) -> u8 {
    if INSTRUMENTED || profile.observer().is_some() || profile.shared_budget().is_some() {
        OBSERVED
    } else if profile.is_classified() {
        CLASSIFIED
    } else {
        POLICY_ALONE
    }
}

/// The states that a call with these parts needs. They are as small as the parts allow.
pub trait StateOf {
    /// The state of the call.
    type Call: CallSteps;

    /// The state of an attempt that a cooldown may hold back.
    type Cooling: CooledAttempt;

    /// The state before the first attempt.
    #[must_use]
    #[inline]
    fn start() -> Self::Call {
        Self::Call::default()
    }
}

macro_rules! states {
    ($($parts:ident: $state:ty;)*) => {$(
        impl StateOf for Parts<$parts> {
            type Call = $state;
            type Cooling = Cooling<0>;
        }

        impl StateOf for Parts<{ $parts | COOLED }> {
            type Call = $state;
            type Cooling = Cooling<1>;
        }
    )*};
}

states! {
    POLICY_ALONE: UnobservedCall;
    CLASSIFIED: ClassifiedCall;
    OBSERVED: Call;
}
