//! The code in the guide's pages on migrating. Tests check that the behavior before and after is
//! equal.

#![cfg(test)]
#![allow(unreachable_pub, reason = "shown as a user would write it")]

use std::collections::VecDeque;
use std::fmt;
use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

mod from_backoff;
mod from_backon;
mod from_reqwest_retry;
mod from_retry;
mod from_tokio_retry;
mod from_tower_retry;

/// The error of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpError {
    /// Status code of HTTP.
    pub status: u16,
    /// Value of the header `Retry-After`.
    pub retry_after: Option<Duration>,
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.status)
    }
}

impl std::error::Error for HttpError {}

/// A client with prepared answers.
#[derive(Debug, Default)]
pub struct Client {
    answers: Mutex<VecDeque<Result<(), HttpError>>>,
    attempts: Mutex<Vec<Instant>>,
}

impl Client {
    /// Returns the next answer.
    ///
    /// # Errors
    ///
    /// The prepared answer may be an error.
    ///
    /// # Panics
    ///
    /// Panics if no answer is left.
    pub fn get_blocking(&self, path: &str) -> Result<String, HttpError> {
        self.attempts.lock().unwrap().push(Instant::now());
        let answer = self.answers.lock().unwrap().pop_front();
        answer
            .expect("an answer")
            .map(|()| format!("the page at {path}"))
    }

    /// Returns the next answer.
    ///
    /// # Errors
    ///
    /// The prepared answer may be an error.
    #[allow(clippy::unused_async, reason = "a client would wait here")]
    pub async fn get(&self, path: &str) -> Result<String, HttpError> {
        self.get_blocking(path)
    }
}

mod tests;
