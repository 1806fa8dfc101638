//! The lists of delays that come from text. A policy is `Copy`, so it borrows its list for the rest
//! of the process.

use core::time::Duration;
use std::boxed::Box;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

static LISTS: Mutex<BTreeSet<&'static [Duration]>> = Mutex::new(BTreeSet::new());

/// Returns a list that is never freed. Equal lists share their memory, so reading a file again
/// takes no more.
#[inline]
pub(super) fn kept(list: &[Duration]) -> &'static [Duration] {
    let mut lists = LISTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = lists.get(list) {
        return known;
    }
    let kept: &'static [Duration] = Box::leak(Box::from(list));
    lists.insert(kept);
    kept
}
