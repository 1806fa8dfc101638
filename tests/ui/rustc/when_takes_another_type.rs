use retry_runtime::retry;

fn is_transient(status: &u16) -> bool {
    *status >= 500
}

#[retry(when = is_transient)]
fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    fetch().unwrap();
}
