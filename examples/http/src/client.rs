//! A client of an HTTP service: the requests that it retries, and when.

use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::{RequestBuilder, StatusCode, redirect};
use retry_runtime::{AttemptTimeout, Jitter, Policy, RetryBudget, parse_retry_after, retry};

const POLICY: Policy = Policy::builder()
    .max(4)
    .base_delay(Duration::from_millis(100))
    .max_delay(Duration::from_secs(10))
    .max_elapsed(Duration::from_secs(30))
    .jitter(Jitter::Full)
    .build();

/// One for each service that is called, shared by all clients of it.
static BUDGET: RetryBudget = RetryBudget::new();

#[derive(Clone, Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    service: String,
}

impl Client {
    pub(crate) fn new(service: impl Into<String>) -> reqwest::Result<Self> {
        let http = reqwest::Client::builder()
            // After a redirect, "no connection" says nothing of the first server.
            .redirect(redirect::Policy::none())
            // The service of this example is on the same machine.
            .no_proxy()
            .build()?;
        let service = service.into();
        Ok(Self { http, service })
    }

    /// `GET` changes nothing: whatever may pass is retried.
    #[retry(
        policy = POLICY,
        attempt_timeout = "2s",
        when = Error::is_transient,
        retry_after = Error::retry_after,
        budget = BUDGET,
    )]
    pub(crate) async fn get(&self, path: &str) -> Result<String, Error> {
        answer(self.http.get(self.url(path))).await
    }

    /// `POST` does something, and a lost answer does not tell whether it did. With a key,
    /// by which the service knows its past work, it is retried as `GET` is; without,
    /// only where nothing can have been done. The caller chooses the key, one for each
    /// thing to do, so that all attempts have the same.
    #[retry(
        policy = POLICY,
        attempt_timeout = "2s",
        when = |error| error.was_not_handled() || key.is_some() && error.is_transient(),
        retry_after = Error::retry_after,
        budget = BUDGET,
    )]
    pub(crate) async fn post(
        &self,
        path: &str,
        body: &str,
        key: Option<&str>,
    ) -> Result<String, Error> {
        let mut request = self.http.post(self.url(path)).body(body.to_owned());
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        answer(request).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.service)
    }
}

async fn answer(request: RequestBuilder) -> Result<String, Error> {
    let response = request.send().await?;
    let status = response.status();
    if status.is_success() {
        return Ok(response.text().await?);
    }
    let retry_after = response.headers().get(RETRY_AFTER);
    let retry_after = retry_after.and_then(|value| parse_retry_after(value.to_str().ok()?).ok());
    Err(Error::Status(status, retry_after))
}

#[derive(Debug)]
pub(crate) enum Error {
    /// The service said no, and perhaps when to come back.
    Status(StatusCode, Option<Duration>),
    /// There was no answer, or half of one.
    Transport(reqwest::Error),
    /// There was none in time.
    Timeout(AttemptTimeout),
}

impl Error {
    /// True if another attempt may succeed.
    fn is_transient(&self) -> bool {
        match self {
            Self::Status(status, _) => {
                matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
            }
            Self::Transport(error) => !error.is_builder(),
            Self::Timeout(_) => true,
        }
    }

    /// True if the service surely did nothing: it was not reached, or refused.
    fn was_not_handled(&self) -> bool {
        match self {
            Self::Status(status, _) => matches!(status.as_u16(), 429 | 503),
            Self::Transport(error) => error.is_connect(),
            Self::Timeout(_) => false,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status(_, retry_after) => *retry_after,
            Self::Transport(_) | Self::Timeout(_) => None,
        }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(error)
    }
}

impl From<AttemptTimeout> for Error {
    fn from(timeout: AttemptTimeout) -> Self {
        Self::Timeout(timeout)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status, _) => write!(f, "the service answered {status}"),
            Self::Timeout(timeout) => timeout.fmt(f),
            Self::Transport(error) => {
                write!(f, "{error}")?;
                // What went wrong is in the sources.
                let mut source = error.source();
                while let Some(error) = source {
                    write!(f, ": {error}")?;
                    source = error.source();
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Error {}
