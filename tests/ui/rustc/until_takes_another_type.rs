use retry_runtime::retry;

#[retry(until = |done: &bool| *done)]
fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    fetch().unwrap();
}
