//! The JSON of reports and events, and policies in configuration files: a map with the attribute's
//! own words.

use core::fmt;
use core::time::Duration;
use std::string::{String, ToString};
use std::vec::Vec;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::duration::Human;
use crate::policy::text::read::Reader;
use crate::policy::text::value::Given;
use crate::policy::text::{Written, arguments};
use crate::{Backoff, ErrorText, Policy, ProfileSettings, Site};

/// Writes a map with the attribute's own words and human durations, like [`Display`](fmt::Display):
/// the limit, the base delay, and each argument that differs from its default. A policy with a
/// [curve](Backoff::Curve) of your own is an error, since a file can't name a function.
///
/// ```
/// use retry_runtime::Policy;
///
/// let policy: Policy = "max = 5, base_delay = 100ms, jitter".parse().unwrap();
/// assert_eq!(
///     serde_json::to_string(&policy).unwrap(),
///     r#"{"max":5,"base_delay":"100ms","jitter":"full"}"#,
/// );
/// ```
impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self, None, serializer)
    }
}

fn write<S: Serializer>(
    policy: &Policy,
    timeout: Option<Duration>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if policy.is_off() {
        return serializer.serialize_str("off");
    }
    if let Backoff::Curve(_) = policy.backoff() {
        let message = "a policy whose `backoff` is a function can't be written to a file";
        return Err(serde::ser::Error::custom(message));
    }
    let timeout = timeout.map(|limit| ("attempt_timeout", Written::Delay(limit)));
    let written = || arguments(policy).chain(timeout);
    let mut map = serializer.serialize_map(Some(written().count()))?;
    for (key, written) in written() {
        match written {
            // TOML has integers of only 63 bits, so a longer seed is written as text.
            Written::Integer(value) if i64::try_from(value).is_ok() => {
                map.serialize_entry(key, &value)?;
            }
            Written::Number(value) => map.serialize_entry(key, &value)?,
            Written::Delays(list) => {
                let list: Vec<_> = list.iter().map(|delay| Human(*delay).to_string()).collect();
                map.serialize_entry(key, &list)?;
            }
            Written::Flag => map.serialize_entry(key, &true)?,
            written => map.serialize_entry(key, &written.to_string())?,
        }
    }
    map.end()
}

/// Reads a map with the attribute's own words, or the whole policy as one string in the attribute's
/// grammar. A map without fields is the default policy. An empty string is an error.
///
/// The policy is checked by the same rules, with the same messages, as in the attribute. Unknown
/// fields are errors, and all faults are reported together. The format must describe itself, as
/// JSON, TOML and YAML do.
///
/// `serde_json` reads a number such as `factor` exactly only with its feature `float_roundtrip`.
/// Without that feature, the last digit can be off.
///
/// ```
/// use retry_runtime::{Jitter, Policy};
///
/// let policy: Policy = serde_json::from_str(r#"{"max": 5, "jitter": "equal"}"#).unwrap();
/// assert_eq!((policy.max(), policy.jitter()), (Some(5), Jitter::Equal));
///
/// let error = serde_json::from_str::<Policy>(r#"{"max": 0}"#).unwrap_err();
/// assert!(error.to_string().starts_with("`max` must be at least 1"));
/// ```
impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let arguments = deserializer.deserialize_any(Arguments(Reader::new))?;
        Ok(arguments.0)
    }
}

/// Writes the map of the [`Policy`], plus `attempt_timeout`.
impl Serialize for ProfileSettings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(&self.policy, self.attempt_timeout, serializer)
    }
}

/// Reads the map or string of a [`Policy`], plus `attempt_timeout`.
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::ProfileSettings;
///
/// let file = r#"{"max": 5, "attempt_timeout": "2s"}"#;
/// let settings: ProfileSettings = serde_json::from_str(file).unwrap();
/// assert_eq!(settings.policy.max(), Some(5));
/// assert_eq!(settings.attempt_timeout, Some(Duration::from_secs(2)));
/// ```
impl<'de> Deserialize<'de> for ProfileSettings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (policy, attempt_timeout) =
            deserializer.deserialize_any(Arguments(Reader::with_timeout))?;
        Ok(Self {
            policy,
            attempt_timeout,
        })
    }
}

impl Serialize for ErrorText<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Serialize for Site {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Reads arguments. The function makes the reader, for a file (`true`) or a text (`false`).
struct Arguments(fn(bool) -> Reader);

impl<'de> Visitor<'de> for Arguments {
    type Value = (Policy, Option<Duration>);

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a policy: a map such as { max = 5, base_delay = \"100ms\" }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut reader = (self.0)(true);
        while let Some(key) = map.next_key::<String>()? {
            match map.next_value()? {
                Owned::List(list) => {
                    let list: Vec<_> = list.iter().map(Owned::given).collect();
                    reader.argument(&key, Given::List(&list));
                }
                value => reader.argument(&key, value.given()),
            }
        }
        reader.finish(None).map_err(A::Error::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        (self.0)(false).text(text, None).map_err(E::custom)
    }
}

/// A value of a configuration file.
enum Owned {
    Integer(i128),
    Number(f64),
    Flag(bool),
    Text(String),
    List(Vec<Self>),
    /// The kind, in words, of a value that no argument takes.
    Other(&'static str),
}

impl Owned {
    fn given(&self) -> Given<'_> {
        match self {
            Self::Integer(value) => Given::Integer(*value),
            Self::Number(value) => Given::Number(*value),
            Self::Flag(value) => Given::Flag(*value),
            Self::Text(value) => Given::Text(value),
            // No argument takes a list of lists, so the items are dropped.
            Self::List(_) => Given::List(&[]),
            Self::Other(kind) => Given::Other(kind),
        }
    }
}

impl<'de> Deserialize<'de> for Owned {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Owned;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a number, a word, or a duration such as \"100ms\"")
    }

    fn visit_i64<E>(self, value: i64) -> Result<Owned, E> {
        Ok(Owned::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Owned, E> {
        Ok(Owned::Integer(value.into()))
    }

    // Some formats, such as TOML, pass integers of 128 bits.
    fn visit_i128<E>(self, value: i128) -> Result<Owned, E> {
        Ok(Owned::Integer(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Owned, E> {
        Ok(Owned::Integer(i128::try_from(value).unwrap_or(i128::MAX)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Owned, E> {
        Ok(Owned::Number(value))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Owned, E> {
        Ok(Owned::Flag(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Owned, E> {
        Ok(Owned::Text(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Owned, E> {
        Ok(Owned::Other("nothing"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Owned, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Owned::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Owned, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Owned::Other("a map"))
    }
}
