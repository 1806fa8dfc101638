use retry_runtime::retry;

#[retry]
unsafe extern "C" {
    fn getppid() -> i32;
}

fn main() {}
