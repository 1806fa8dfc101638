//! Faults: panics, and input that means harm.
//!
//! The soak is a program of its own, since it changes the state of a whole process.

#[path = "../support/logged.rs"]
mod logged;
#[path = "../support/mod.rs"]
mod support;

mod faults;
mod hostile;
