//! One call as JSON: `cargo run -p observability --example report`

use retry_runtime::{Report, retry};

#[retry(max = 4, base_delay = "1ms", observe = report)]
fn fetch(calls: &mut u32, report: &mut Report) -> Result<&'static str, String> {
    *calls += 1;
    if *calls < 3 {
        return Err(format!("call {calls}: connection refused"));
    }
    Ok("the page")
}

fn main() -> serde_json::Result<()> {
    let mut report = Report::new();
    let page = fetch(&mut 0, &mut report);
    println!("{}", json(&report.with_result(page.ok()))?);
    Ok(())
}

fn json(report: &Report<Option<&str>>) -> serde_json::Result<String> {
    serde_json::to_string_pretty(report)
}

#[test]
fn prints_every_attempt() {
    let mut report = Report::new();
    let page = fetch(&mut 0, &mut report);
    let json = json(&report.with_result(page.ok())).unwrap();
    assert_eq!(json + "\n", include_str!("report.json"));
}
