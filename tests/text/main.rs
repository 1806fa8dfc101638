//! Policies as text, durations, and the pages of the documentation.

#[path = "../support/arbitrary.rs"]
mod arbitrary;

mod compile_errors;
mod docs;
mod durations;
mod interface;
mod links;
mod prose;
mod text;
