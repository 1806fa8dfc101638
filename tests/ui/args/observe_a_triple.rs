use retry_runtime::{Event, retry};

fn note(_: &Event<'_>) {}

#[retry(observe = (note, note, note))]
fn fetch() -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch().unwrap();
}
