use retry_runtime::retry;

#[retry(classify = judge, when = |error| error.is_empty(), retry_after = asked)]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
