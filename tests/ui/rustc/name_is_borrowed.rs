use retry_runtime::retry;

#[retry(name = operation, observe = |event| println!("{event:?}"))]
fn fetch(operation: &str) -> Result<(), String> {
    Err(operation.to_owned())
}

fn main() {}
