use retry_runtime::retry;

#[retry]
fn fetch(page: String) -> Result<usize, String> {
    let length = page.
}

fn main() {
    fetch(String::new()).unwrap();
}
