use retry_runtime::retry;

#[retry]
#[track_caller]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
