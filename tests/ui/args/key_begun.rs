use retry_runtime::retry;

#[retry(max_att = 6)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
