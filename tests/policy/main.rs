//! The numbers of a policy: delays, jitter, limits, rules, budgets.

#[path = "../support/arbitrary.rs"]
mod arbitrary;
#[path = "../support/mod.rs"]
mod support;

mod answers;
mod backoff;
mod budget;
mod derived;
mod distribution;
mod foreign;
mod jitter;
mod policies;
mod published_budgets;
mod published_delays;
mod rules;
mod verdicts;
