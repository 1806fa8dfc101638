//! Delays, time limits, pushback, and virtual time.

#[path = "../support/mod.rs"]
mod support;

mod attempt_timeouts;
mod call_timeouts;
mod early_wakes;
mod elapsed;
mod pushback;
mod retry_after;
mod sessions;
mod time;
mod virtual_time;
