//! Macros that write error types: one for a table of rules, and one for a fixed message.

/// Defines a table of rules. Each rule becomes a function that makes an error from four parts: its
/// name, the argument at fault, the value to show, and the words.
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

/// Implements the traits of an error type that shows a fixed message or a message that it holds.
macro_rules! message {
    ($error:ident, $self:ident => $message:expr) => {
        impl core::fmt::Display for $error {
            fn fmt(&$self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str($message)
            }
        }

        impl core::error::Error for $error {}
    };
}
pub(crate) use message;
