//! A reader of Rust from raw tokens, as far as the attribute needs it.

pub(crate) mod attribute;
pub(crate) mod definition;
pub(crate) mod pattern;
pub(crate) mod receiver;
pub(crate) mod signature;
pub(crate) mod tokens;
pub(crate) mod types;
pub(crate) mod value;
