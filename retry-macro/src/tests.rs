//! Tests of the whole macro: by generated input, by the sources that cargo keeps, and by what
//! was recorded.

pub(crate) mod any_input;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod recorded;
