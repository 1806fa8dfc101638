use retry_runtime::retry;

#[retry]
const fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
