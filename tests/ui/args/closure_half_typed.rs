use retry_runtime::retry;

#[retry(when = |error: &String| { error. }, max = 0)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = fetch();
}
