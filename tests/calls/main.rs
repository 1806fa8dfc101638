//! Retried functions and closures: every shape, in every loop.

#[path = "../support/mod.rs"]
mod support;

mod async_functions;
mod async_traits;
mod cancellation;
mod cancelled;
mod classify;
mod cloning;
mod contexts;
mod endings;
mod layers;
mod loops;
mod other_attributes;
mod profiles;
mod returned_futures;
mod shapes;
mod spawned;
mod transient;
