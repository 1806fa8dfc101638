use retry_runtime::retry;

#[retry]
std::thread_local! {
    static LIMIT: u32 = 5;
}

fn main() {}
