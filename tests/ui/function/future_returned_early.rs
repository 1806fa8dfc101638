use std::future::Future;
use std::pin::Pin;

use retry_runtime::retry;

#[retry]
fn fetch(url: &str) -> Pin<Box<dyn Future<Output = Result<(), String>> + '_>> {
    if url.is_empty() {
        return Box::pin(async { Err("no address".to_owned()) });
    }
    Box::pin(async move { Err(url.to_owned()) })
}

fn main() {
    drop(fetch("a"));
}
