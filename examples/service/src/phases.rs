//! The users of the service during outages, and a table of the phases.

use std::error::Error;
use std::ops::Range;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::{Client, StatusCode};
use tokio::task::JoinSet;
use tokio::time::{Instant, interval};

use crate::Service;
use crate::warehouse::{Health, Warehouse};

/// Requests in a second. A user does not wait for the answers to others.
const RATE: u32 = 100;

/// The warehouse's health, and the number of requests meanwhile.
const PHASES: [(&str, Health, u32); 6] = [
    ("well", Health::Well, 100),
    ("flaky", Health::Flaky, 100),
    ("overload", Health::Overloaded, 220),
    // Twice as long as the warehouse asks to wait.
    ("recovery", Health::Well, 200),
    ("no answers", Health::Disconnected, 100),
    ("recovery", Health::Well, 100),
];

/// The counters of the service's metrics that the table shows.
const COUNTERS: [&str; 3] = [
    "log_lines_total{level=\"ERROR\"}",
    "log_lines_total{level=\"WARN\"}",
    "log_lines_total{level=\"INFO\"}",
];

/// A request of a user, as it ended.
struct Answer {
    product: u32,
    sent: Instant,
    took: Duration,
    status: Result<(), Failure>,
}

#[derive(PartialEq)]
enum Failure {
    /// The service did not ask the warehouse, and says when to come back.
    Refused,
    Failed,
}

/// A phase that is over.
struct Phase {
    start: Instant,
    products: Range<u32>,
    /// By how much the counters grew.
    counted: [u32; COUNTERS.len()],
}

pub(crate) async fn run(is_plain: bool) -> Result<(), Box<dyn Error>> {
    let (warehouse, url) = Warehouse::open().await?;
    let service = Service::start(&url, is_plain)?;
    let users = Client::builder().no_proxy().build()?;

    let mut requests = JoinSet::new();
    let mut phases = Vec::new();
    let (mut product, mut seen) = (0, counters(&metrics(&users, &service.url).await?));
    let mut ticks = interval(Duration::from_secs(1) / RATE);
    ticks.tick().await;
    for (_, health, count) in PHASES {
        warehouse.becomes(health);
        let (start, products) = (Instant::now(), product..product + count);
        for product in products.clone() {
            requests.spawn(ask(users.clone(), service.url.clone(), product));
            ticks.tick().await;
        }
        product = products.end;
        let total = counters(&metrics(&users, &service.url).await?);
        phases.push(Phase {
            start,
            products,
            counted: [0, 1, 2].map(|n| total[n] - seen[n]),
        });
        seen = total;
    }
    let answers = requests.join_all().await;

    let metrics = metrics(&users, &service.url).await?;
    for line in metrics.lines().filter(|line| !line.starts_with('#')) {
        println!("{line}");
    }
    print_table(&phases, &answers, &warehouse);
    Ok(())
}

async fn ask(users: Client, service: String, product: u32) -> Answer {
    let what = if product % 4 == 0 { "price" } else { "stock" };
    let sent = Instant::now();
    let answer = users.get(format!("{service}/{what}/{product}")).send();
    let status = match answer.await {
        Ok(answer) if answer.status() == StatusCode::OK => Ok(()),
        Ok(answer) if answer.headers().contains_key(RETRY_AFTER) => Err(Failure::Refused),
        _ => Err(Failure::Failed),
    };
    let took = sent.elapsed();
    Answer {
        product,
        sent,
        took,
        status,
    }
}

fn print_table(phases: &[Phase], answers: &[Answer], warehouse: &Warehouse) {
    println!(
        "phase       requests  answered  refused  failed  slowest  attempts  per request  \
         ERROR/s  WARN/s  INFO/s  recovered"
    );
    for (phase, (name, _, requests)) in phases.iter().zip(PHASES) {
        let of_phase = || {
            let products = &phase.products;
            answers.iter().filter(|it| products.contains(&it.product))
        };
        let count = |status| of_phase().filter(|it| it.status == status).count();
        let slowest = of_phase().map(|it| it.took).max().unwrap_or_default();
        let attempts = warehouse.requests(phase.products.clone());
        let [error, warn, info] = phase.counted.map(|lines| lines * RATE / requests);
        let recovered = match name {
            "recovery" => format!("{:.2} s", recovered_after(phase.start, of_phase())),
            _ => String::new(),
        };
        let line = format!(
            "{name:10}  {requests:8}  {:8}  {:7}  {:6}  {:4} ms  {attempts:8}  {:11.2}  \
             {error:7}  {warn:6}  {info:6}  {recovered:>9}",
            count(Ok(())),
            count(Err(Failure::Refused)),
            count(Err(Failure::Failed)),
            slowest.as_millis(),
            f64::from(attempts) / f64::from(requests),
        );
        println!("{}", line.trim_end());
    }
}

/// The seconds from the start of a phase to its last request without an answer.
fn recovered_after<'a>(start: Instant, answers: impl Iterator<Item = &'a Answer>) -> f64 {
    let failed = answers.filter(|it| it.status.is_err());
    let last = failed.map(|it| it.sent).max();
    last.map_or(0.0, |sent| (sent - start).as_secs_f64())
}

async fn metrics(users: &Client, service: &str) -> reqwest::Result<String> {
    users
        .get(format!("{service}/metrics"))
        .send()
        .await?
        .text()
        .await
}

fn counters(metrics: &str) -> [u32; COUNTERS.len()] {
    COUNTERS.map(|name| sum(metrics, name))
}

/// The sum of a metric over all its labels.
fn sum(metrics: &str, name: &str) -> u32 {
    let lines = metrics.lines().filter(|line| line.starts_with(name));
    lines
        .filter_map(|line| line.rsplit(' ').next()?.parse::<u32>().ok())
        .sum()
}
