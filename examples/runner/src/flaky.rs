//! An operation that fails as many times as it is told to, then succeeds: an
//! intermittent fault that is the same at every run.

use std::fmt;

/// A service in an outage that ends after a number of requests.
pub(crate) struct Service {
    failures: u32,
    requests: u32,
}

#[derive(Debug)]
pub(crate) struct ServiceError {
    request: u32,
}

impl Service {
    pub(crate) fn failing(failures: u32) -> Self {
        Self {
            failures,
            requests: 0,
        }
    }

    pub(crate) fn request(&mut self) -> Result<String, ServiceError> {
        self.requests = self.requests.saturating_add(1);
        if self.requests <= self.failures {
            Err(ServiceError {
                request: self.requests,
            })
        } else {
            Ok(format!("answer to request {}", self.requests))
        }
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "request {}: service unavailable", self.request)
    }
}

impl std::error::Error for ServiceError {}
