use retry_runtime::retry;

#[retry(observe = log)]
fn fetch(log: &mut Vec<String>) -> Result<(), String> {
    Ok(())
}

fn main() {
    fetch(&mut Vec::new()).unwrap();
}
