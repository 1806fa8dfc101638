use retry_runtime::retry;

#[retry(budget = "BUDGET")]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
