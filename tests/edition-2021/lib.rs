//! A crate of edition 2021 that re-exports the runtime for its macros.

#[cfg(test)]
mod shapes;

/// The runtime, under the path that this crate's own macros use.
pub mod runtime {
    pub use retry_runtime::*;
}
