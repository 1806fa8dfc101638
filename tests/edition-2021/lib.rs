//! A crate of edition 2021 that re-exports the runtime for its macros.

#[cfg(test)]
mod shapes;

/// What this crate's own macros name.
pub mod runtime {
    pub use retry_runtime::*;
}
