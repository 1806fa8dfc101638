//! A crate of edition 2018 that renames its dependency on the runtime.

#[cfg(test)]
#[path = "../edition-2021/shapes.rs"]
mod shapes;

pub use renamed as runtime;
