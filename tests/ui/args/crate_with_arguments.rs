use retry_runtime::retry;

#[retry(crate = my_crate::<u8>::retry_runtime)]
fn fetch() -> Result<usize, String> {
    Ok(5)
}

fn main() {
    fetch().unwrap();
}
