use retry_runtime::retry;

#[retry]
gen fn fetch() -> u32 {
    yield 1;
}

fn main() {}
