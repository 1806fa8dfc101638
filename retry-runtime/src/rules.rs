//! How the rules of policies and budgets are written.

/// A table of rules. Each becomes a function that makes the error: its name, the argument
/// at fault, the value to show, and the words.
macro_rules! rules {
    ($error:ident: $($(#[$cfg:meta])? $name:ident($($given:ident: $type:ty)?)
        $field:literal = $value:expr, $rule:literal;)*) => {
        impl $error {
            $($(#[$cfg])? pub(crate) const fn $name($($given: $type)?) -> Self {
                Self { field: $field, value: $value, rule: $rule }
            })*
        }
    };
}
pub(crate) use rules;
