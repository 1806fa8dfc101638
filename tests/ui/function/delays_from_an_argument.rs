use retry_runtime::retry;

#[retry(delays = list)]
fn fetch(list: &[std::time::Duration]) -> Result<usize, String> {
    Ok(list.len())
}

fn main() {}
