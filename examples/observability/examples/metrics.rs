//! Retries as metrics, and as counters of each site:
//! `cargo run -p observability --example metrics`
//!
//! The features `metrics` and `sites` of `retry-runtime` are all that it takes.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use retry_runtime::{RetryBudget, describe_metrics, retry, sites};

static BUDGET: RetryBudget = RetryBudget::new();

#[retry(max = 2, base_delay = "1ms", budget = BUDGET, name = "shop.fetch")]
fn fetch(failures: u32, calls: &mut u32) -> Result<(), String> {
    *calls += 1;
    if *calls <= failures {
        return Err("connection refused".to_owned());
    }
    Ok(())
}

/// Three calls: one succeeds at once, one at its last attempt, one not at all.
fn calls() {
    for failures in [0, 2, 9] {
        let _outcome = fetch(failures, &mut 0);
    }
}

/// The text that a Prometheus server would read.
fn exposition(run: impl FnOnce()) -> String {
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(
            Matcher::Full("retry_delay_seconds".to_owned()),
            &[0.0015, 0.1],
        )
        .expect("two buckets")
        .build_recorder();
    metrics::with_local_recorder(&recorder, || {
        describe_metrics();
        run();
    });
    recorder.handle().render()
}

fn main() -> serde_json::Result<()> {
    print!("{}", exposition(calls));
    println!("{}", serde_json::to_string_pretty(&sites())?);
    Ok(())
}

#[test]
fn counts_attempts_retries_and_give_ups() {
    let text = exposition(calls);
    for line in include_str!("metrics.txt").lines() {
        assert!(
            text.lines().any(|other| other == line),
            "no `{line}` in\n{text}"
        );
    }
    let json = serde_json::to_string_pretty(&sites()).unwrap();
    assert_eq!(json + "\n", include_str!("sites.json"));
}
