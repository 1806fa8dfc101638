use retry_runtime::retry;

#[retry(on_give_up = |error| error)]
fn fetch(url: &str) -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = fetch("");
}
