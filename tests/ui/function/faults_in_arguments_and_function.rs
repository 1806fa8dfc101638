use retry_runtime::retry;

#[retry(max = 0)]
const fn fetch() {}

fn main() {
    fetch();
}
