//! A service that answers one request after the other.

use std::collections::VecDeque;
use std::ops::Range;
use std::time::Duration;

/// A queue of bounded length before a server of fixed speed.
pub(crate) struct Service {
    time_for_one: Duration,
    longest_queue: usize,
    /// The time of the stall. Requests are queued, and none is answered.
    stall: Range<Duration>,
    /// The times of the answers to the requests in the queue.
    answers: VecDeque<Duration>,
}

impl Service {
    pub(crate) fn new(
        time_for_one: Duration,
        longest_queue: usize,
        stall: Range<Duration>,
    ) -> Self {
        Self {
            time_for_one,
            longest_queue,
            stall,
            answers: VecDeque::new(),
        }
    }

    /// Returns the time of the answer to a request that comes now, or `None` if the queue is
    /// full. The service answers every queued request: it does not know which clients have
    /// stopped waiting.
    pub(crate) fn request(&mut self, now: Duration) -> Option<Duration> {
        while self.answers.front().is_some_and(|answer| *answer <= now) {
            self.answers.pop_front();
        }
        if self.answers.len() >= self.longest_queue {
            return None;
        }
        let mut start = self.answers.back().copied().unwrap_or(now);
        if self.stall.contains(&start) {
            start = self.stall.end;
        }
        let answer = start + self.time_for_one;
        self.answers.push_back(answer);
        Some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn requests_are_answered_in_order_and_a_full_queue_refuses() {
        let mut service = Service::new(millis(10), 2, Duration::ZERO..Duration::ZERO);
        assert_eq!(service.request(millis(5)), Some(millis(15)));
        assert_eq!(service.request(millis(6)), Some(millis(25)));
        assert_eq!(service.request(millis(14)), None);
        assert_eq!(service.request(millis(15)), Some(millis(35)));
        assert_eq!(service.request(millis(99)), Some(millis(109)));
    }

    #[test]
    fn a_stall_delays_the_queue_and_drops_nothing() {
        let mut service = Service::new(millis(10), 9, millis(100)..millis(200));
        assert_eq!(service.request(millis(85)), Some(millis(95)));
        assert_eq!(service.request(millis(96)), Some(millis(106)));
        assert_eq!(service.request(millis(97)), Some(millis(210)));
        assert_eq!(service.request(millis(150)), Some(millis(220)));
        assert_eq!(service.request(millis(215)), Some(millis(230)));
    }
}
