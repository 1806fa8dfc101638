use retry_runtime::retry;

#[retry(on_giveup = log)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
