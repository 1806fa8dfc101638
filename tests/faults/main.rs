//! Faults: panics and hostile input.
//!
//! The soak is a separate program, because it changes the state of the whole process.

#[path = "../support/logged.rs"]
mod logged;
#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod broken;
mod faults;
mod hostile;
mod injected;
