use retry_runtime::retry;

#[retry]
fn fetch() -> String {
    String::new()
}

fn main() {
    fetch();
}
