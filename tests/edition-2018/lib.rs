//! A crate of edition 2018 that knows the runtime under another name.

#[cfg(test)]
#[path = "../edition-2021/shapes.rs"]
mod shapes;

pub use renamed as runtime;
