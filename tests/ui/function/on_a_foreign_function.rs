use retry_runtime::retry;

unsafe extern "C" {
    #[retry]
    safe fn getppid() -> i32;
}

fn main() {}
