//! Durations in JSON: a number of seconds.

use core::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<S: Serializer>(delay: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(delay.as_secs_f64())
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    let seconds = f64::deserialize(from)?;
    // As a float, the longest duration is a little longer than a `Duration` can hold.
    if seconds.to_bits() == Duration::MAX.as_secs_f64().to_bits() {
        return Ok(Duration::MAX);
    }
    Duration::try_from_secs_f64(seconds).map_err(D::Error::custom)
}

/// Durations in JSON that may be absent: a number of seconds, or null.
pub(crate) mod option {
    use super::{Deserialize, Deserializer, Duration, Serializer};

    #[allow(
        clippy::ref_option,
        reason = "serde's `serialize_with` passes a reference"
    )]
    pub(crate) fn serialize<S: Serializer>(
        delay: &Option<Duration>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match delay {
            Some(delay) => super::serialize(delay, to),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Duration>, D::Error> {
        #[derive(Deserialize)]
        struct Seconds(#[serde(with = "super")] Duration);

        let seconds = Option::<Seconds>::deserialize(from)?;
        Ok(seconds.map(|Seconds(delay)| delay))
    }
}
