use retry_runtime::retry;

#[retry(max = 0, base_delay = "-100ms", facter = 2, jitter = fool, max_delay = 30)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
