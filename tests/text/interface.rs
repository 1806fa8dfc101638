//! The auto traits and derived traits of every public type. The listing `public_api.txt` leaves
//! them out, but the loss of a trait breaks users.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};

use retry_runtime::testing::{
    Entered, InjectedFailures, LimitedRetries, LostAnswers, VirtualClock, VirtualTime,
};
use retry_runtime::*;

/// The names of the listed traits that a type has. If the type has the trait, an inherent constant
/// shadows the constant of `Lacks`.
macro_rules! traits {
    ($type:ty: $($trait:ident),*) => {{
        let mut traits = Vec::new();
        $({
            #[allow(dead_code, reason = "unused if the type has the trait")]
            trait Lacks {
                const HAS: bool = false;
            }
            #[allow(dead_code, reason = "only its constants are read")]
            struct Asked<T>(PhantomData<T>);
            impl<T> Lacks for Asked<T> {}
            #[allow(dead_code, reason = "unused if the type lacks the trait")]
            impl<T: $trait> Asked<T> {
                const HAS: bool = true;
            }
            if Asked::<$type>::HAS {
                traits.push(stringify!($trait));
            }
        })*
        traits.join(" ")
    }};
}

macro_rules! all_traits {
    ($($name:ident$(<$($argument:tt),+>)?),* $(,)?) => {
        [$((
            stringify!($name),
            traits!($name$(<$($argument),+>)?: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Clone,
                Copy, Debug, Display, PartialEq, Eq, PartialOrd, Ord, Hash, Default),
        )),*]
    };
}

const TRAITS: &str = "\
Attempt: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Debug PartialEq
AttemptStatus: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug PartialEq Eq Hash
AttemptTimeout: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Eq
Backoff: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Eq Hash Default
BudgetBuilder: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug
BudgetError: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Eq
CancelToken: Send Sync Unpin UnwindSafe RefUnwindSafe Debug Default
Cancelled: Send Sync Unpin UnwindSafe RefUnwindSafe Debug
Context: Send Sync Unpin UnwindSafe RefUnwindSafe Debug
Cooldown: Send Sync Unpin UnwindSafe RefUnwindSafe Debug Default
Delays: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Debug
Entered: Sync Unpin UnwindSafe RefUnwindSafe Debug
ErrorText: Unpin Clone Copy Debug Display
Event: Unpin Clone Copy Debug
GiveUp: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Eq
InjectedFailures: Send Sync Unpin UnwindSafe RefUnwindSafe Debug
Jitter: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Default
LimitedRetries: Send Sync Unpin UnwindSafe RefUnwindSafe Debug
LostAnswers: Send Sync Unpin UnwindSafe RefUnwindSafe Debug
LocalRetryLayer: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug
LocalRetryService: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug
LogLevel: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug PartialEq Eq Hash
NoValue: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Eq
Overrides: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Debug Display PartialEq Default
ParseBackoffError: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Eq
ParseDurationError: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Debug Display PartialEq Eq
ParseJitterError: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Eq
ParseOverridesError: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Debug Display PartialEq Eq
ParsePolicyError: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Debug Display PartialEq Eq
ParseRetryAfterError: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Eq
Policy: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Default
PolicyBuilder: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug
PolicyError: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq
Profile: Send Sync Unpin Clone Debug Display Default
ProfileSettings: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq
Reason: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Eq PartialOrd Ord Hash
Report: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Debug PartialEq
Retry: Send Sync Unpin UnwindSafe RefUnwindSafe Debug Display
RetryBudget: Send Sync Unpin UnwindSafe RefUnwindSafe Debug Default
RetryLayer: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug
RetryService: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug
Site: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Display PartialEq Eq Hash
SiteCounters: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Debug PartialEq
Status: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug PartialEq Eq Hash Default
Thread: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Default
Timer: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug Default
Verdict: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Copy Debug PartialEq Eq Hash
VirtualClock: Send Sync Unpin UnwindSafe RefUnwindSafe Clone Debug Default
VirtualTime: Sync Unpin UnwindSafe RefUnwindSafe Debug
";

#[test]
fn public_types_have_the_recorded_traits() {
    let traits = all_traits![
        Attempt,
        AttemptStatus,
        AttemptTimeout,
        Backoff,
        BudgetBuilder,
        BudgetError,
        CancelToken,
        Cancelled<'static>,
        Context<'static, u32>,
        Cooldown,
        Delays,
        Entered,
        ErrorText<'static>,
        Event<'static>,
        GiveUp,
        InjectedFailures,
        Jitter,
        LimitedRetries,
        LostAnswers,
        LocalRetryLayer<u32>,
        LocalRetryService<u32>,
        LogLevel,
        NoValue,
        Overrides,
        ParseBackoffError,
        ParseDurationError,
        ParseJitterError,
        ParseOverridesError,
        ParsePolicyError,
        ParseRetryAfterError,
        Policy,
        PolicyBuilder,
        PolicyError,
        Profile<u32>,
        ProfileSettings,
        Reason,
        Report<u32>,
        Retry<'static, u32>,
        RetryBudget,
        RetryLayer,
        RetryService<u32, u32>,
        Site,
        SiteCounters,
        Status,
        Thread,
        Timer,
        Verdict,
        VirtualClock,
        VirtualTime,
    ];
    let found = traits
        .each_ref()
        .map(|(name, traits)| format!("{name}: {traits}\n"));
    assert_eq!(found.concat(), TRAITS);

    let listed: BTreeSet<_> = include_str!("../public_api.txt")
        .lines()
        .filter_map(|line| {
            line.split_once("pub struct ")
                .or(line.split_once("pub enum "))
        })
        .filter_map(|(_, path)| path.split(['<', '(']).next()?.rsplit("::").next())
        .collect();
    let asked = traits.map(|(name, _)| name).into_iter().chain(["Retrying"]);
    assert_eq!(asked.collect::<BTreeSet<_>>(), listed);
}

/// The type of an unfinished call can't be named, so its traits are checked as bounds.
#[test]
fn unfinished_calls_are_send_and_sync() {
    fn check<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + Debug>(_: T) {}

    check(Policy::default().retry(|| Some(1)));
    check(Policy::default().retry_async(async || Some(1)));
}
