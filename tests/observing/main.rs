//! Events and reports of calls.
//!
//! The other files in this folder are separate programs, because they change the state of the whole
//! process.

#[path = "../support/mod.rs"]
mod support;

mod events;
mod report;
