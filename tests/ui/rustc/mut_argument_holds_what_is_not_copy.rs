use retry_runtime::retry;

#[derive(Clone)]
struct Token;

#[retry]
fn refresh(mut token: Option<Token>) -> Result<Token, String> {
    token.take().ok_or_else(|| "no token".to_owned())
}

fn main() {
    refresh(None).unwrap_or(Token);
}
