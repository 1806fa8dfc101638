use retry_runtime::retry;

#[retry]
union Word {
    bits: u32,
}

fn main() {}
