//! A client of an HTTP service, with rules about which requests to retry and when.

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

/// The budget for one service, shared by all its clients.
static BUDGET: RetryBudget = RetryBudget::new();

/// The cooldown for one service. When the service asks one request to come back later, all requests
/// wait.
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
            // After a redirect, "no connection" says nothing about the first server.
            .redirect(redirect::Policy::none())
            // The service of this example is on the same machine.
            .no_proxy()
            .build()?;
        let service = service.into();
        Ok(Self { http, service })
    }

    /// `GET` changes nothing, so every temporary failure is retried.
    #[retry]
    pub(crate) async fn get(&self, path: &str) -> Result<String, Error> {
        answer(self.http.get(self.url(path))).await
    }

    /// `POST` may change something, and a lost answer does not say whether it did. With a key, by
    /// which the service recognizes its past work, a `POST` is retried like a `GET`. Without a key,
    /// it is retried only if the service surely did nothing. The caller chooses one key for each
    /// order, so that all attempts have an equal key.
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
    /// The service refused, and may have said when to come back.
    #[error("the service answered {0}")]
    #[verdict(transparent = 1)]
    Status(StatusCode, Verdict),
    /// There was no answer, or only part of an answer.
    #[error("{}", with_sources(.0))]
    #[verdict(retry)]
    Transport(#[from] reqwest::Error),
    /// There was no answer in time.
    #[error(transparent)]
    #[verdict(transparent)]
    Timeout(#[from] AttemptTimeout),
}

impl Error {
    /// True if the service surely did nothing: the request did not reach it, or the service refused
    /// the request.
    fn was_not_handled(&self) -> bool {
        match self {
            Self::Status(status, _) => matches!(status.as_u16(), 429 | 503),
            Self::Transport(error) => error.is_connect(),
            Self::Timeout(_) => false,
        }
    }
}

/// The message of an error, with the messages of its sources, which contain the cause.
fn with_sources(error: &reqwest::Error) -> String {
    let mut texts = vec![error.to_string()];
    let mut source = error.source();
    while let Some(error) = source {
        texts.push(error.to_string());
        source = error.source();
    }
    texts.join(": ")
}
