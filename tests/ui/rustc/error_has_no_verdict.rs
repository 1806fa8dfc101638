use retry_runtime::Classify;

struct FetchError;

fn judge(_: &impl Classify) {}

fn main() {
    judge(&FetchError);
}
