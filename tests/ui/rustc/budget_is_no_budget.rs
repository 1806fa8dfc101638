use retry_runtime::retry;

static LIMIT: u32 = 5;

#[retry(budget = LIMIT)]
fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    fetch().unwrap();
}
