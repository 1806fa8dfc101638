//! What an argument that describes a policy may be. A literal is judged here; any
//! other expression is left to the compiler.

mod delay;
mod number;
mod word;

use std::time::Duration;

use syn::{Error, Expr, ExprUnary, Lit, UnOp};

pub(super) use delay::{attempt_timeout, base_delay, max_delay, max_elapsed};
pub(super) use number::{factor, max, max_attempts, seed};
pub(super) use word::{backoff, jitter};

pub(crate) enum Value<'a> {
    Unlimited,
    Retries(u32),
    Attempts(u32),
    Delay(Duration),
    Backoff(Backoff),
    Factor(f64),
    Jitter(Jitter),
    Seed(u64),
    /// For the compiler to judge.
    Constant(&'a Expr),
}

#[derive(Clone, Copy)]
pub(crate) enum Backoff {
    Constant,
    Linear,
    Exponential,
    Fibonacci,
}

#[derive(Clone, Copy)]
pub(crate) enum Jitter {
    None,
    Full,
    Equal,
    Decorrelated,
    Proportional(f64),
}

/// What judges one argument.
pub(super) type Rule<'a> = fn(&'a Expr) -> syn::Result<Value<'a>>;

/// Without the invisible groups that `macro_rules` leaves, and parentheses.
pub(crate) fn peel(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Group(group) => &group.expr,
            Expr::Paren(paren) => &paren.expr,
            _ => return expr,
        };
    }
}

fn refusal(place: &Expr, message: impl std::fmt::Display) -> Error {
    Error::new_spanned(place, message)
}

/// The literal with its sign, if the value is one. `None` is any other
/// expression for the compiler to judge.
fn literal(expr: &Expr) -> Option<(bool, &Lit)> {
    match expr {
        Expr::Lit(expr) => Some((false, &expr.lit)),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => match peel(expr) {
            Expr::Lit(expr) => Some((true, &expr.lit)),
            _ => None,
        },
        _ => None,
    }
}

/// The suffixes that a number can have: none, or its type.
const NUMBERS: [&str; 15] = [
    "", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64",
];

/// A literal that is a number, with its sign. `100ms` is none: rustc reads it as
/// one literal with a suffix, and a number has none or that of its type.
fn number(negative: bool, lit: &Lit) -> Option<f64> {
    let (digits, suffix) = match lit {
        Lit::Int(lit) => (lit.base10_digits(), lit.suffix()),
        Lit::Float(lit) => (lit.base10_digits(), lit.suffix()),
        _ => return None,
    };
    let magnitude: f64 = digits.parse().ok().filter(|_| NUMBERS.contains(&suffix))?;
    Some(if negative { -magnitude } else { magnitude })
}

/// The last word of a path: `Full` of `Jitter::Full`.
fn last_word(expr: &Expr) -> Option<String> {
    match peel(expr) {
        Expr::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}
