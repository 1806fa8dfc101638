use retry_runtime::retry;

#[retry(observe = (report, |event| drop(event)))]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
