use retry_runtime::retry;

#[retry(on_give_up = |error, _| error)]
fn fetch(url: &str) -> Option<()> {
    None
}

fn main() {
    let _ = fetch("");
}
