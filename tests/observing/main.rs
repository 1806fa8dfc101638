//! Events and reports of calls.
//!
//! The other files of this folder are programs of their own, since they change the state
//! of a whole process.

#[path = "../support/mod.rs"]
mod support;

mod events;
mod report;
