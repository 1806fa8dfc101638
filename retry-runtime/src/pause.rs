//! The return types of `sleep`.

use core::ops::ControlFlow;

use crate::held::{Gone, Held, Kept};

/// The return type of `sleep`: `()`, or `ControlFlow<()>`, whose `Break` cancels the call.
/// An async call's `sleep` returns a future with such an output.
#[diagnostic::on_unimplemented(
    message = "`sleep` must return `()` or `ControlFlow<()>`, or a future of either in an async function, not `{Self}`",
    label = "not `()` or `ControlFlow<()>`",
    note = "`ControlFlow::Break(())` cancels the call: no attempt follows"
)]
pub trait Pause: Sized {
    /// The type that holds the outcome of the call during the wait.
    type Held<R>: Held<R>;

    /// True if a wait can end early, so that the call measures its time.
    const IS_MEASURED: bool;

    /// The value that `sleep` returns after a full wait.
    const WAITED: Self;

    /// True if this value cancels the call.
    fn is_break(&self) -> bool;
}

/// `()` does not cancel the call, and the whole delay counts as waited for.
impl Pause for () {
    type Held<R> = Gone<R>;

    const IS_MEASURED: bool = false;
    const WAITED: Self = ();

    #[inline]
    fn is_break(&self) -> bool {
        false
    }
}

impl Pause for ControlFlow<()> {
    type Held<R> = Kept<R>;

    const IS_MEASURED: bool = true;
    const WAITED: Self = Self::Continue(());

    #[inline]
    fn is_break(&self) -> bool {
        Self::is_break(self)
    }
}
