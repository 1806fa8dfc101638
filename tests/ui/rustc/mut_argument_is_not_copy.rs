use retry_runtime::retry;

#[retry]
fn fill(mut page: String) -> Result<usize, std::fmt::Error> {
    page.push('x');
    Ok(page.len())
}

fn main() {
    fill(String::new()).unwrap();
}
