//! A guide, chapter by chapter. The modules are empty: their pages are what
//! there is to read.

#[doc = include_str!("guide/functions.md")]
pub mod functions {}

#[doc = include_str!("guide/async_functions.md")]
pub mod async_functions {}

#[doc = include_str!("guide/retrying_safely.md")]
pub mod retrying_safely {}

#[doc = include_str!("guide/compile_errors.md")]
pub mod compile_errors {}

#[doc = include_str!("guide/observing.md")]
pub mod observing {}
