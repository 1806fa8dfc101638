//! The users of the service during an outage, and its metrics.

use std::error::Error;

use futures::{StreamExt, stream};
use reqwest::Client;

use crate::Service;
use crate::warehouse::{Health, Warehouse};

/// Requests in each phase.
const REQUESTS: u32 = 200;
/// The number of users at a time.
const USERS: usize = 8;

pub(crate) async fn run() -> Result<(), Box<dyn Error>> {
    let (warehouse, url) = Warehouse::open().await?;
    let service = Service::start(&url)?;
    let users = Client::builder().no_proxy().build()?;

    println!("phase     requests  answered  asked of the warehouse  retries  gave up  tokens left");
    let mut seen = [0; 3];
    for (phase, (name, health)) in (0..).zip([
        ("well", Health::Well),
        ("flaky", Health::Flaky),
        ("outage", Health::Down),
        ("recovery", Health::Well),
    ]) {
        warehouse.becomes(health);
        let answered = load(&users, &service.url, phase * REQUESTS).await;
        let metrics = metrics(&users, &service.url).await?;
        let total = [
            warehouse.requests(),
            sum(&metrics, "retry_retries_total"),
            sum(&metrics, "retry_give_ups_total"),
        ];
        let [asked, retries, gave_up] = [0, 1, 2].map(|n| total[n] - seen[n]);
        let tokens = sum(&metrics, "warehouse_budget_tokens");
        println!(
            "{name:8}  {REQUESTS:8}  {answered:8}  {asked:22}  {retries:7}  {gave_up:7}  {tokens:11}"
        );
        seen = total;
    }

    println!();
    let metrics = metrics(&users, &service.url).await?;
    for line in metrics.lines().filter(|line| !line.starts_with('#')) {
        println!("{line}");
    }
    Ok(())
}

/// Asks for products from this one on. Returns how many requests were answered.
async fn load(users: &Client, service: &str, first: u32) -> usize {
    let requests = (first..first + REQUESTS).map(|product| {
        let what = if product % 4 == 0 { "price" } else { "stock" };
        let request = users.get(format!("{service}/{what}/{product}"));
        async {
            request
                .send()
                .await
                .is_ok_and(|answer| answer.status().is_success())
        }
    });
    stream::iter(requests)
        .buffer_unordered(USERS)
        .filter(|answered| std::future::ready(*answered))
        .count()
        .await
}

async fn metrics(users: &Client, service: &str) -> reqwest::Result<String> {
    users
        .get(format!("{service}/metrics"))
        .send()
        .await?
        .text()
        .await
}

/// The sum of a metric over all its labels.
fn sum(metrics: &str, name: &str) -> u32 {
    let lines = metrics.lines().filter(|line| line.starts_with(name));
    lines
        .filter_map(|line| line.rsplit(' ').next()?.parse::<u32>().ok())
        .sum()
}
