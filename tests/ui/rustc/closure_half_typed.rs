use retry_runtime::retry;

#[retry(when = |error: &String| { error. })]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    let _ = fetch();
}
