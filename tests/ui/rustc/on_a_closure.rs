use retry_runtime::retry;



fn main() {
    let fetch = #[retry]
    || -> Result<(), String> { Ok(()) };
    fetch().unwrap();
}
