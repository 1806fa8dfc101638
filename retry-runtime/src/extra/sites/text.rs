//! Overrides as text, and the errors of reading that text.

use core::fmt;
use core::str::FromStr;
use std::borrow::ToOwned;
use std::format;
use std::string::String;

use super::Overrides;
use super::overrides::{Rule, Sites};
use crate::error_text::TruncatedInput;
use crate::errors::message;

/// A text that is not a valid list of overrides. The message says what to write instead.
///
/// ```
/// use retry_runtime::{Overrides, ParseOverridesError};
///
/// /// An endpoint for operators applies the text that it was sent.
/// fn apply(text: &str) -> Result<(), ParseOverridesError> {
///     text.parse::<Overrides>().map(Overrides::set)
/// }
///
/// assert!(apply("shop::orders::*=off").is_ok());
/// assert_eq!(
///     apply("shop::orders::*=on").unwrap_err().to_string(),
///     "`on` is not an override: write `off`, `max(1)` or `scale(2)`",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseOverridesError(String);

impl ParseOverridesError {
    pub(super) fn max() -> Self {
        Self("`max` must be at least 1: for no retries, write `off`".to_owned())
    }

    pub(super) fn scale() -> Self {
        Self("`scale` must be a finite number of at least 1: overrides only tighten".to_owned())
    }

    pub(super) fn not_unicode() -> Self {
        Self("overrides must be Unicode text".to_owned())
    }
}

message!(ParseOverridesError, self => &self.0);

impl FromStr for Overrides {
    type Err = ParseOverridesError;

    /// Reads rules separated by `;`. Each rule is `sites=limit`, or `sites=limit, limit`. Blanks
    /// around the parts are ignored, and so is a `;` at the end.
    ///
    /// # Errors
    ///
    /// A rule that is malformed, names no site, repeats a limit, or does not tighten the policy.
    ///
    /// ```
    /// use retry_runtime::Overrides;
    ///
    /// let overrides: Overrides = "shop::*=max(1), scale(2.5);".parse()?;
    /// assert_eq!(overrides.to_string(), "shop::*=max(1), scale(2.5)");
    /// assert!("*=scale(0.5)".parse::<Overrides>().is_err());
    /// # Ok::<_, retry_runtime::ParseOverridesError>(())
    /// ```
    fn from_str(text: &str) -> Result<Self, ParseOverridesError> {
        let mut overrides = Self::new();
        let text = text.trim();
        let text = text.strip_suffix(';').unwrap_or(text);
        if text.trim().is_empty() {
            return Ok(overrides);
        }
        for rule in text.split(';') {
            overrides.rules.push(Rule::read(rule.trim())?);
        }
        Ok(overrides)
    }
}

impl Rule {
    fn read(text: &str) -> Result<Self, ParseOverridesError> {
        let (sites, settings) = text.rsplit_once('=').ok_or_else(|| {
            ParseOverridesError(format!(
                "`{}` is not an override: write `site=off`, `site=max(1)` or `site=scale(2)`",
                TruncatedInput(text)
            ))
        })?;
        let mut rule = Self {
            sites: Sites::read(sites.trim())?,
            max_retries: None,
            scale: None,
        };
        for setting in settings.split(',') {
            rule.add(setting.trim())?;
        }
        Ok(rule)
    }

    fn add(&mut self, setting: &str) -> Result<(), ParseOverridesError> {
        let argument = |key: &str| {
            let inner = setting.strip_prefix(key)?.trim_start();
            Some(inner.strip_prefix('(')?.strip_suffix(')')?.trim())
        };
        if setting == "off" {
            once(&mut self.max_retries, 0, setting)
        } else if let Some(max) = argument("max") {
            match max.parse() {
                Ok(0) => Err(ParseOverridesError::max()),
                Ok(max) => once(&mut self.max_retries, max, setting),
                Err(_) => Err(ParseOverridesError(format!(
                    "`max` takes an integer from 1 to {}, not `{}`",
                    u32::MAX,
                    TruncatedInput(max)
                ))),
            }
        } else if let Some(factor) = argument("scale") {
            match factor.parse::<f64>() {
                Ok(factor) if factor >= 1.0 && factor.is_finite() => {
                    once(&mut self.scale, factor, setting)
                }
                _ => Err(ParseOverridesError::scale()),
            }
        } else {
            Err(ParseOverridesError(format!(
                "`{}` is not an override: write `off`, `max(1)` or `scale(2)`",
                TruncatedInput(setting)
            )))
        }
    }
}

/// Sets a limit. Fails if the rule already has that limit.
fn once<T>(place: &mut Option<T>, value: T, setting: &str) -> Result<(), ParseOverridesError> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(ParseOverridesError(format!(
            "`{}` repeats a limit that its rule already has: leave one of the two out",
            TruncatedInput(setting)
        ))),
    }
}

impl Sites {
    pub(super) fn read(text: &str) -> Result<Self, ParseOverridesError> {
        let (name, all) = match text.strip_suffix('*') {
            Some(start) => (start, true),
            None => (text, false),
        };
        if text.is_empty() {
            return Err(ParseOverridesError(
                "a rule needs the name of a site, or `*` for all sites".to_owned(),
            ));
        }
        if name.contains(['*', ';', '=']) {
            return Err(ParseOverridesError(format!(
                "`{}` can't name a site: `*` may stand only at the end, and `;` and `=` are not allowed",
                TruncatedInput(text)
            )));
        }
        Ok(if all {
            Self::Starting(name.to_owned())
        } else {
            Self::Named(name.to_owned())
        })
    }
}

/// Writes a text that is read back as the same overrides.
impl fmt::Display for Overrides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, rule) in self.rules.iter().enumerate() {
            let between = if number == 0 { "" } else { "; " };
            write!(f, "{between}{rule}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sites {
            Sites::Named(name) => write!(f, "{name}=")?,
            Sites::Starting(start) => write!(f, "{start}*=")?,
        }
        match self.max_retries {
            None => {}
            Some(0) => f.write_str("off")?,
            Some(max) => write!(f, "max({max})")?,
        }
        if let Some(scale) = self.scale {
            let between = if self.max_retries.is_some() { ", " } else { "" };
            write!(f, "{between}scale({scale})")?;
        }
        Ok(())
    }
}
