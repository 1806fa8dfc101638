//! Fleets of clients that retry. They are simulated event by event with the policies, jitter and
//! budgets of `retry-runtime` itself.
//!
//! - [`contention`]: clients that write to one row, after the AWS Architecture Blog's "Exponential
//!   Backoff And Jitter". It shows the value of jitter.
//! - [`reconnect`]: a fleet that loses its connections at one instant, which is the herd.
//! - [`overload`]: a service that stalls for some seconds, and may not recover after the stall. It
//!   shows the value of a budget.
//! - [`rate_limit`]: a process whose server limits its requests. It shows the value of a shared
//!   cooldown.
//!
//! [`reconnect`] and [`overload`] are scenarios of one model, [`fleet`]. Times are virtual. Equal
//! seeds give equal bytes, whatever the number of threads.

pub mod chart;
pub mod contention;
mod events;
pub mod files;
pub mod fleet;
pub mod overload;
pub mod published;
pub mod rate_limit;
pub mod reconnect;
mod service;
pub mod statistics;
pub mod table;
pub mod trials;
pub mod waiting;
