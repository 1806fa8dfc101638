//! The future events, in order of time.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::time::Duration;

/// A queue of events. Events of equal time are taken out in the order in which they were added.
pub(crate) struct Events<E> {
    heap: BinaryHeap<Entry<E>>,
    entered: u64,
}

struct Entry<E> {
    at: Duration,
    order: u64,
    event: E,
}

impl<E> Events<E> {
    pub(crate) fn new() -> Self {
        Self {
            heap: BinaryHeap::new(),
            entered: 0,
        }
    }

    pub(crate) fn add(&mut self, at: Duration, event: E) {
        let order = self.entered;
        self.entered += 1;
        self.heap.push(Entry { at, order, event });
    }

    pub(crate) fn next(&mut self) -> Option<(Duration, E)> {
        let entry = self.heap.pop()?;
        Some((entry.at, entry.event))
    }
}

impl<E> Ord for Entry<E> {
    /// The greatest element of a heap is taken out first, so the earliest event must be the
    /// greatest.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.order).cmp(&(self.at, self.order))
    }
}

impl<E> PartialOrd for Entry<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> PartialEq for Entry<E> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<E> Eq for Entry<E> {}
