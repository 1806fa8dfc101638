//! A shop's service. Each handler asks a warehouse, which is another service. All handlers
//! share one retry budget.

use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use metrics::gauge;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use retry_runtime::{
    CancelToken, Jitter, Policy, Profile, RetryBudget, Verdict, describe_metrics, retry,
};
use tower::limit::ConcurrencyLimitLayer;

/// A budget of ten retries, of 5 tokens each, and one more for every five calls that succeed.
/// In an outage the warehouse gets little more than one request for each of ours, instead of
/// four. A service with more traffic needs a larger budget.
static BUDGET: RetryBudget = RetryBudget::builder().capacity(50).build();

/// Cuts the delays of all calls short when the service stops. Attempts go on to their end.
pub(crate) static STOP: CancelToken = CancelToken::new();

/// Short delays, because a user waits for the answer.
pub(crate) const POLICY: Policy = Policy::builder()
    .max(3)
    .base_delay(Duration::from_millis(10))
    .max_elapsed(Duration::from_secs(5))
    .jitter(Jitter::Full)
    .build();

static WAREHOUSE: Profile<reqwest::Error> = Profile::new(POLICY)
    .classify(verdict)
    .budget(&BUDGET)
    .name_prefix("warehouse");

#[derive(Clone)]
struct Warehouse {
    http: reqwest::Client,
    url: String,
    profile: Profile<reqwest::Error>,
}

#[retry(with = self.profile, cancel = STOP.cancelled())]
impl Warehouse {
    #[retry]
    async fn stock(&self, product: u32) -> reqwest::Result<String> {
        self.get("stock", product).await
    }

    #[retry]
    async fn price(&self, product: u32) -> reqwest::Result<String> {
        self.get("price", product).await
    }

    async fn get(&self, what: &str, product: u32) -> reqwest::Result<String> {
        let url = format!("{}/{what}/{product}", self.url);
        let response = self.http.get(url).send().await?;
        response.error_for_status()?.text().await
    }
}

/// Returns `Retry` if another attempt may succeed. Both calls only read, so they may be repeated.
fn verdict(error: &reqwest::Error) -> Verdict {
    match error.status() {
        Some(status) if !status.is_server_error() && status.as_u16() != 429 => Verdict::Stop,
        _ => Verdict::Retry,
    }
}

/// An answer, or `503` without `Retry-After`: the call has been retried here, so the caller
/// should not retry it again.
type Answer = Result<String, (StatusCode, String)>;

fn answer(outcome: reqwest::Result<String>) -> Answer {
    outcome.map_err(|error| (StatusCode::SERVICE_UNAVAILABLE, error.to_string()))
}

async fn stock(State(warehouse): State<Warehouse>, Path(product): Path<u32>) -> Answer {
    answer(warehouse.stock(product).await)
}

async fn price(State(warehouse): State<Warehouse>, Path(product): Path<u32>) -> Answer {
    answer(warehouse.price(product).await)
}

/// Returns the service, with a warehouse at this address. Call it once per process, because it
/// installs the metrics recorder.
pub(crate) fn router(
    warehouse: &str,
    policy: Policy,
) -> Result<Router, Box<dyn std::error::Error>> {
    let warehouse = Warehouse {
        // The warehouse of this example is on the same machine.
        http: reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .no_proxy()
            .build()?,
        url: warehouse.to_owned(),
        profile: WAREHOUSE.clone().with_policy(policy),
    };
    let metrics = PrometheusBuilder::new()
        .set_buckets_for_metric(
            Matcher::Full("retry_delay_seconds".to_owned()),
            &[0.001, 0.01, 0.1, 1.0],
        )?
        .install_recorder()?;
    describe_metrics();
    let metrics = async move || {
        // A call that succeeds at once adds tokens without an event.
        gauge!("warehouse_budget_tokens").set(BUDGET.available());
        metrics.run_upkeep();
        metrics.render()
    };
    Ok(Router::new()
        .route("/stock/{product}", get(stock))
        .route("/price/{product}", get(price))
        // In an outage calls take longer, and more and more would run at a time.
        .layer(ConcurrencyLimitLayer::new(64))
        .with_state(warehouse)
        .route("/metrics", get(metrics)))
}

#[cfg(test)]
mod tests {
    use retry_runtime::testing::VirtualTime;

    use super::*;

    /// No warehouse is needed: the attempts fail without running.
    #[tokio::test]
    async fn an_outage_of_prices_is_answered_by_503() {
        let clock = VirtualTime::start();
        let http = reqwest::Client::new();
        let warehouse = Warehouse {
            http: http.clone(),
            url: "no url".to_owned(),
            profile: WAREHOUSE.clone(),
        };
        let down = move || http.get("no url").build().unwrap_err();
        let _outage = clock.fail_site("warehouse.price", 4, down);
        let answer = price(State(warehouse), Path(7)).await;
        assert_eq!(answer.unwrap_err().0, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(clock.delays().len(), 3);
        assert!(clock.elapsed() <= Duration::from_secs(5));
    }
}
