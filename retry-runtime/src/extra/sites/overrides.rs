//! Overrides of the running process.

use std::string::String;
use std::vec::Vec;

use super::shared::Shared;
use super::{AtomicBool, ParseOverridesError, RwLock};
use crate::extra::LazySite;
use crate::limits::Limits;

/// Limits that operators set while the process runs. They are tighter than the policies in the
/// source: no retries, fewer retries, or longer delays. They apply to one site, to all sites whose
/// names begin with the same text, or to all sites.
///
/// The crate reads no overrides by itself. A program sets them with [`set`](Self::set), from code
/// or from an environment variable.
///
/// ```
/// use retry_runtime::Overrides;
///
/// fn main() -> Result<(), retry_runtime::ParseOverridesError> {
///     // RETRY_OVERRIDES='shop::orders::*=off; shop::http::fetch=max(1), scale(2.5)'
///     Overrides::from_env("RETRY_OVERRIDES")?.set();
///     // …
/// #   Ok(())
/// }
/// ```
///
/// | text | meaning |
/// |---|---|
/// | `site=off` | no retries |
/// | `site=max(1)` | at most 1 retry |
/// | `site=scale(2.5)` | delays 2.5 times as long, up to the policy's `max_delay` |
/// | `site=max(1), scale(2)` | both limits |
/// | `a=…; b=…` | rules for several sites |
///
/// `site` is the whole [name](crate::Site) of a site. `orders::*` stands for all names that begin
/// with `orders::`, and `*` for all names. A name that contains `;`, `=` or `*`, such as the name
/// of a method of `[u8; 3]`, can't be written in this text: give that site another name. If several
/// rules apply to a site, the tightest counts, in any order.
///
/// Overrides never add a retry, never shorten a delay, and never break a limit of the policy. They
/// apply to all calls of the process, including running calls, which read them after each failure.
/// A call without a failure does not read them.
///
/// If an override ends the retries of a call, the call gives up for the reason
/// [`Overridden`](crate::Reason::Overridden). If an override makes a delay longer, the event is
/// marked `overridden`. If the longer delay would end after `max_elapsed`, the call gives up for
/// the reason [`DeadlineExceeded`](crate::Reason::DeadlineExceeded).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    pub(super) rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) sites: Sites,
    pub(super) max_retries: Option<u32>,
    pub(super) scale: Option<f64>,
}

/// The sites that a rule applies to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sites {
    Named(String),
    /// The sites whose names start with this text. `*` is the empty text.
    Starting(String),
}

impl Sites {
    fn have(&self, name: &str) -> bool {
        match self {
            Self::Named(whole) => name == whole,
            Self::Starting(start) => name.starts_with(start.as_str()),
        }
    }
}

static OVERRIDES: Shared<Overrides> = Shared {
    value: RwLock::new(Overrides::new()),
    any: AtomicBool::new(false),
};

impl Overrides {
    /// Returns an empty set of overrides.
    ///
    /// ```
    /// use retry_runtime::Overrides;
    ///
    /// Overrides::new().off("shop::orders::*")?.set(); // while the service is down
    /// Overrides::new().set(); // and once it is back
    /// assert_eq!(Overrides::current(), Overrides::new());
    /// # Ok::<_, retry_runtime::ParseOverridesError>(())
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { rules: Vec::new() }
    }

    /// Reads overrides from an environment variable, in the text format above. If the variable is
    /// not set or is empty, there are no overrides.
    ///
    /// # Errors
    ///
    /// If the text breaks a rule or is not Unicode. No part of the text is used then.
    ///
    /// ```
    /// use retry_runtime::Overrides;
    ///
    /// // The operators' overrides, and never more than two retries.
    /// Overrides::from_env("SHOP_RETRY_OVERRIDES")?.max("*", 2)?.set();
    /// assert!(Overrides::current().to_string().ends_with("*=max(2)"));
    /// # Ok::<_, retry_runtime::ParseOverridesError>(())
    /// ```
    pub fn from_env(variable: &str) -> Result<Self, ParseOverridesError> {
        match std::env::var(variable) {
            Ok(text) => text.parse(),
            Err(std::env::VarError::NotPresent) => Ok(Self::new()),
            Err(std::env::VarError::NotUnicode(_)) => Err(ParseOverridesError::not_unicode()),
        }
    }

    /// Adds a rule that turns retries off for these sites: the text `sites=off`. Blanks around the
    /// name are ignored, as in the text.
    ///
    /// ```
    /// use retry_runtime::Overrides;
    ///
    /// let overrides = Overrides::new().off("shop::orders::*")?.max("*", 2)?;
    /// assert_eq!(overrides.to_string(), "shop::orders::*=off; *=max(2)");
    /// # Ok::<_, retry_runtime::ParseOverridesError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the name is empty, or has a `*` before its end.
    pub fn off(self, sites: &str) -> Result<Self, ParseOverridesError> {
        self.rule(sites, Some(0), None)
    }

    /// Adds a rule that limits the number of retries for these sites: the text `sites=max(1)`.
    ///
    /// # Errors
    ///
    /// If the name is wrong, as for [`off`](Self::off), or if `max_retries` is zero: use `off`.
    ///
    /// ```
    /// use retry_runtime::{Overrides, Policy};
    ///
    /// Overrides::new().max("stock.*", 1)?.set();
    /// let mut delays = 0;
    /// let policy = Policy::default();
    /// let call = policy.retry(|| None::<()>).name("stock.count");
    /// assert_eq!(call.sleep(|_| delays += 1).call(), None);
    /// assert_eq!(delays, 1);
    /// # Ok::<_, retry_runtime::ParseOverridesError>(())
    /// ```
    pub fn max(self, sites: &str, max_retries: u32) -> Result<Self, ParseOverridesError> {
        if max_retries == 0 {
            return Err(ParseOverridesError::max());
        }
        self.rule(sites, Some(max_retries), None)
    }

    /// Adds a rule that multiplies the delays of these sites, up to the policy's `max_delay`: the
    /// text `sites=scale(2.5)`.
    ///
    /// # Errors
    ///
    /// If the name is wrong, as for [`off`](Self::off), or if the factor is below 1 or not finite.
    ///
    /// ```
    /// use retry_runtime::{Overrides, Policy};
    ///
    /// Overrides::new().scale("stock.*", 2.5)?.set();
    /// let policy: Policy = "max_delay = 600ms".parse().unwrap();
    /// let mut delays = Vec::new();
    /// let call = policy.retry(|| None::<()>).name("stock.count");
    /// assert_eq!(call.sleep(|delay| delays.push(delay.as_millis())).call(), None);
    /// assert_eq!(delays, [250, 500, 600]);
    /// # Ok::<_, retry_runtime::ParseOverridesError>(())
    /// ```
    pub fn scale(self, sites: &str, factor: f64) -> Result<Self, ParseOverridesError> {
        if !(1.0..f64::INFINITY).contains(&factor) {
            return Err(ParseOverridesError::scale());
        }
        self.rule(sites, None, Some(factor))
    }

    fn rule(
        mut self,
        sites: &str,
        max_retries: Option<u32>,
        scale: Option<f64>,
    ) -> Result<Self, ParseOverridesError> {
        self.rules.push(Rule {
            // Trimmed as a text is. Otherwise, `" *"` would be printed and then read back as all
            // sites.
            sites: Sites::read(sites.trim())?,
            max_retries,
            scale,
        });
        Ok(self)
    }

    /// Makes these overrides the ones of the process. They replace all overrides that were set
    /// before, so `Overrides::new().set()` removes all of them.
    ///
    /// ```
    /// use retry_runtime::{Overrides, Policy, Reason, Report};
    ///
    /// Overrides::new().off("stock.*")?.set();
    /// let mut report = Report::new();
    /// let policy = Policy::default();
    /// let call = policy.retry(|| Err::<(), _>(503)).name("stock.count");
    /// assert_eq!(call.observe(&mut report).call(), Err(503));
    /// assert_eq!((report.total_attempts, report.reason), (1, Some(Reason::Overridden)));
    /// # Ok::<_, retry_runtime::ParseOverridesError>(())
    /// ```
    pub fn set(self) {
        let any = !self.rules.is_empty();
        OVERRIDES.set(self, any);
    }

    /// Returns the overrides of the process, as they were last set.
    ///
    /// ```
    /// use retry_runtime::Overrides;
    ///
    /// "shop::orders::*=off".parse::<Overrides>()?.set();
    /// // One more rule, from an endpoint for operators.
    /// Overrides::current().max("shop::http::fetch", 1)?.set();
    /// assert_eq!(Overrides::current().to_string(), "shop::orders::*=off; shop::http::fetch=max(1)");
    /// # Ok::<_, retry_runtime::ParseOverridesError>(())
    /// ```
    #[must_use]
    pub fn current() -> Self {
        OVERRIDES.read(Self::clone)
    }

    fn limits(&self, name: &str) -> Limits {
        self.rules
            .iter()
            .filter(|rule| rule.sites.have(name))
            .map(|rule| Limits {
                max_retries: rule.max_retries,
                scale: rule.scale,
                ..Limits::default()
            })
            .fold(Limits::default(), Limits::and)
    }
}

/// The limits that the overrides set for a site now.
#[cold]
pub(crate) fn limits(site: LazySite) -> Limits {
    let limits = site
        .get()
        .and_then(|site| OVERRIDES.read_any(|overrides| overrides.limits(&site.name())));
    limits.unwrap_or_default()
}
