//! Tests of the whole macro: with generated input, with the sources that cargo keeps, and with
//! recorded output.

pub(crate) mod any_input;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod recorded;
