//! A client of an HTTP service: the requests that it retries, and when.

use std::error::Error as _;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::{RequestBuilder, StatusCode, redirect};
use retry_runtime::{
    AttemptTimeout, Classify, Cooldown, Jitter, Policy, Profile, RetryBudget, Verdict, retry,
    verdicts,
};

const POLICY: Policy = Policy::builder()
    .max(4)
    .base_delay(Duration::from_millis(100))
    .max_delay(Duration::from_secs(10))
    .max_elapsed(Duration::from_secs(30))
    .jitter(Jitter::Full)
    .build();

/// One for each service that is called, shared by all clients of it.
static BUDGET: RetryBudget = RetryBudget::new();

/// When the service asks one request to come back later, all wait.
static COOLDOWN: Cooldown = Cooldown::new();

static SERVICE: Profile<Error> = Profile::new(POLICY)
    .classify(Error::verdict)
    .budget(&BUDGET)
    .cooldown(&COOLDOWN)
    .attempt_timeout(Duration::from_secs(2))
    .name_prefix("service");

#[derive(Clone, Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    service: String,
}

#[retry(with = SERVICE)]
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
    #[retry]
    pub(crate) async fn get(&self, path: &str) -> Result<String, Error> {
        answer(self.http.get(self.url(path))).await
    }

    /// `POST` does something, and a lost answer does not tell whether it did. With a key,
    /// by which the service knows its past work, it is retried as `GET` is; without a key,
    /// only if nothing can have been done. The caller chooses the key, one for each
    /// thing to do, so that all attempts have the same.
    #[retry(classify = |error| match key {
        None if !error.was_not_handled() => Verdict::Stop,
        _ => error.verdict(),
    })]
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
    let wait = response.headers().get(RETRY_AFTER);
    let wait = wait.and_then(|value| value.to_str().ok());
    Err(Error::Status(status, verdicts::http(status.as_u16(), wait)))
}

#[derive(Debug, thiserror::Error, Classify)]
pub(crate) enum Error {
    /// The service said no, and perhaps when to come back.
    #[error("the service answered {0}")]
    #[verdict(transparent = 1)]
    Status(StatusCode, Verdict),
    /// There was no answer, or half of one.
    #[error("{}", with_sources(.0))]
    #[verdict(retry)]
    Transport(#[from] reqwest::Error),
    /// There was none in time.
    #[error(transparent)]
    #[verdict(transparent)]
    Timeout(#[from] AttemptTimeout),
}

impl Error {
    /// True if the service surely did nothing: it was not reached, or refused.
    fn was_not_handled(&self) -> bool {
        match self {
            Self::Status(status, _) => matches!(status.as_u16(), 429 | 503),
            Self::Transport(error) => error.is_connect(),
            Self::Timeout(_) => false,
        }
    }
}

/// The message of an error that says why in its sources.
fn with_sources(error: &reqwest::Error) -> String {
    let mut texts = vec![error.to_string()];
    let mut source = error.source();
    while let Some(error) = source {
        texts.push(error.to_string());
        source = error.source();
    }
    texts.join(": ")
}
