use retry_runtime::retry;

#[retry]
fn fetch() -> ! {
    panic!()
}

fn main() {}
