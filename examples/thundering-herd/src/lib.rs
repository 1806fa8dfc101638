//! Fleets of clients that retry, simulated event by event with the policies,
//! the jitter and the budgets of `retry-runtime` itself.
//!
//! - [`contention`]: clients that write to one row, after the AWS Architecture
//!   Blog's "Exponential Backoff And Jitter". What jitter is worth.
//! - [`reconnect`]: a fleet that loses its connections at one instant. The herd.
//! - [`overload`]: a service that stalls for some seconds, and may never recover
//!   though the stall is over. The worth of a budget.
//! - [`rate_limit`]: a process whose server limits its requests. The worth of a shared
//!   cooldown.
//!
//! The second and the third are scenarios of one model, [`fleet`]. Times are virtual, and
//! the same seed gives the same bytes whatever the number of threads.

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
