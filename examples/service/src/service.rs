//! A shop's service. Each handler asks a warehouse, which is another service. All handlers
//! share one retry budget and one cooldown.

use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics::gauge;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use retry_runtime::{
    AttemptTimeout, CancelToken, Classify, Cooldown, Jitter, LogLevel, Policy, Profile,
    RetryBudget, Verdict, describe_metrics, retry, verdicts,
};
use tower::limit::ConcurrencyLimitLayer;

use crate::plain;

/// A budget of ten retries. Every five calls that succeed earn one more, and every second earns
/// two, so that a caller that seldom calls has its retry too. In an outage the warehouse gets
/// little more than one request for each of ours, instead of four. A service with more traffic
/// needs a larger budget.
static BUDGET: RetryBudget = RetryBudget::builder()
    .capacity(50)
    .retry_cost(5)
    .ratio(0.2)
    .min_retries_per_second(2)
    .build();

/// If the warehouse asks one call to come back later, all calls wait.
static COOLDOWN: Cooldown = Cooldown::new();

/// Cuts the delays of all calls short when the service stops. Attempts that are running are
/// completed.
pub(crate) static STOP: CancelToken = CancelToken::new();

/// The time that a user waits for an answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// Short delays, because a user waits for the answer. The first one is also the time over which
/// calls come back after a cooldown.
pub(crate) const POLICY: Policy = Policy::builder()
    .max(3)
    .base_delay(Duration::from_millis(50))
    .max_elapsed(PATIENCE)
    .jitter(Jitter::Full)
    .build();

/// The log has a call that gives up, and no line for each retry: the metrics count retries.
static WAREHOUSE: Profile<Error> = Profile::new(POLICY)
    .classify(Error::verdict)
    .budget(&BUDGET)
    .cooldown(&COOLDOWN)
    .log(LogLevel::Debug)
    .name_prefix("warehouse");

#[derive(Clone)]
struct Warehouse {
    http: reqwest::Client,
    url: String,
    profile: Profile<Error>,
    /// The limit of a whole call, with the wait for the cooldown.
    patience: Duration,
}

#[retry(with = self.profile, cancel = STOP.cancelled(), call_timeout = self.patience)]
impl Warehouse {
    #[retry]
    async fn stock(&self, product: u32) -> Result<String, Error> {
        self.get("stock", product).await
    }

    #[retry]
    async fn price(&self, product: u32) -> Result<String, Error> {
        self.get("price", product).await
    }

    async fn get(&self, what: &str, product: u32) -> Result<String, Error> {
        let url = format!("{}/{what}/{product}", self.url);
        let response = self.http.get(url).send().await?;
        let status = response.status();
        if status.is_success() {
            return Ok(response.text().await?);
        }
        let wait = response.headers().get(RETRY_AFTER);
        let wait = wait.and_then(|value| value.to_str().ok());
        Err(Error::Status(status, verdicts::http(status.as_u16(), wait)))
    }
}

/// An error if the cooldown lasts for longer than a user waits.
fn check_cooldown() -> Result<(), Error> {
    let left = COOLDOWN.time_left();
    if left > PATIENCE {
        return Err(Error::Cooling(left));
    }
    Ok(())
}

/// Both calls only read, so they may be repeated whatever happened to the first attempt.
#[derive(Debug, thiserror::Error, Classify)]
pub(crate) enum Error {
    /// The warehouse said no, and perhaps when to come back.
    #[error("the warehouse answered {}{}", .0, asked(.1))]
    #[verdict(transparent = 1)]
    Status(StatusCode, Verdict),
    /// There was no answer, or half of one.
    #[error(transparent)]
    #[verdict(retry)]
    Transport(#[from] reqwest::Error),
    /// The call took longer than a user waits, and has no other error.
    #[error(transparent)]
    #[verdict(stop)]
    Timeout(#[from] AttemptTimeout),
    /// The warehouse was not asked, because its cooldown lasts for longer than a user waits.
    #[error("the warehouse wants no requests for {0:.1?}")]
    #[verdict(stop)]
    Cooling(Duration),
}

fn asked(verdict: &Verdict) -> String {
    match verdict {
        Verdict::RetryAfter(wait) => format!(", and asks to wait for {wait:?}"),
        _ => String::new(),
    }
}

/// Whole seconds, rounded up.
fn seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

/// `503`, with `Retry-After` only if the warehouse was not asked. Otherwise the call has been
/// retried here, so the caller should not retry it again.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let wait = match self {
            Self::Cooling(left) => Some([(RETRY_AFTER, seconds(left))]),
            Self::Status(..) | Self::Transport(_) | Self::Timeout(_) => None,
        };
        (StatusCode::SERVICE_UNAVAILABLE, wait, self.to_string()).into_response()
    }
}

async fn stock(
    State(warehouse): State<Warehouse>,
    Path(product): Path<u32>,
) -> Result<String, Error> {
    check_cooldown()?;
    warehouse.stock(product).await
}

async fn price(
    State(warehouse): State<Warehouse>,
    Path(product): Path<u32>,
) -> Result<String, Error> {
    check_cooldown()?;
    warehouse.price(product).await
}

/// Returns the service, with a warehouse at this address. Call it once per process, because it
/// installs the metrics recorder.
pub(crate) fn router(
    warehouse: &str,
    policy: Policy,
    is_plain: bool,
) -> Result<Router, Box<dyn std::error::Error>> {
    let (profile, budget) = if is_plain {
        (&plain::WAREHOUSE, &plain::BUDGET)
    } else {
        (&WAREHOUSE, &BUDGET)
    };
    let warehouse = Warehouse {
        // The warehouse of this example is on the same machine.
        http: reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .no_proxy()
            .build()?,
        url: warehouse.to_owned(),
        profile: profile.clone().with_policy(policy),
        patience: policy.max_elapsed().unwrap_or(Duration::MAX),
    };
    let metrics = PrometheusBuilder::new()
        .set_buckets_for_metric(
            Matcher::Full("retry_delay_seconds".to_owned()),
            &[0.001, 0.01, 0.1, 1.0],
        )?
        .install_recorder()?;
    describe_metrics();
    tracing::info!("the profile of the warehouse: {}", warehouse.profile);
    let metrics = async move || {
        // A call that succeeds at once adds tokens without an event.
        gauge!("warehouse_budget_tokens").set(budget.available());
        gauge!("warehouse_cooldown_seconds").set(COOLDOWN.time_left());
        metrics.run_upkeep();
        metrics.render()
    };
    Ok(Router::new()
        .route("/stock/{product}", get(stock))
        .route("/price/{product}", get(price))
        // In an outage calls take longer, so more and more calls would run at once.
        .layer(ConcurrencyLimitLayer::new(64))
        .with_state(warehouse)
        .route("/metrics", get(metrics)))
}

#[cfg(test)]
mod tests {
    use retry_runtime::testing::VirtualTime;

    use super::*;

    /// A client whose attempts would fail.
    fn warehouse() -> State<Warehouse> {
        State(Warehouse {
            http: reqwest::Client::new(),
            url: "http://127.0.0.1:9".to_owned(),
            profile: WAREHOUSE.clone(),
            patience: PATIENCE,
        })
    }

    #[tokio::test]
    async fn a_long_cooldown_is_answered_at_once_by_503_with_retry_after() {
        let clock = VirtualTime::start();
        COOLDOWN.begin(Duration::from_secs(10));
        let answer = stock(warehouse(), Path(7)).await.into_response();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[RETRY_AFTER], "10");
        assert_eq!(clock.elapsed(), Duration::ZERO);
    }

    /// As if the cooldown had been extended during the wait.
    #[tokio::test]
    async fn a_call_waits_for_a_cooldown_no_longer_than_a_user_does() {
        let clock = VirtualTime::start();
        COOLDOWN.begin(Duration::from_secs(10));
        let State(warehouse) = warehouse();
        let error = warehouse.stock(7).await.unwrap_err();
        assert!(matches!(error, Error::Timeout(_)), "{error}");
        assert_eq!(clock.elapsed(), PATIENCE);
    }

    /// No warehouse is needed: the attempts fail without running.
    #[tokio::test]
    async fn an_outage_of_prices_is_answered_with_503() {
        let clock = VirtualTime::start();
        let down = || Error::Status(StatusCode::BAD_GATEWAY, Verdict::Retry);
        let _outage = clock.fail_site("warehouse.price", 4, down);
        let answer = price(warehouse(), Path(7)).await;
        let answer = answer.into_response();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(!answer.headers().contains_key(RETRY_AFTER));
        assert_eq!(clock.delays().len(), 3);
        assert!(clock.elapsed() <= PATIENCE);
    }
}
