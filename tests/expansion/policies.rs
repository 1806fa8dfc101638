#[retry(
    max_attempts = 6,
    base_delay = "1.5s",
    max_delay = "1h",
    max_pushback = "2h",
    backoff = linear,
    jitter = proportional(0.25),
    seed = 7,
    max_elapsed = "2m"
)]
/// Of numbers.
fn numbers() -> Result<(), Error> {
    get()
}

#[retry(max = unlimited, factor = 1.5, jitter = equal)]
/// Of words.
fn words() -> Result<(), Error> {
    get()
}

#[retry(backoff = constant, jitter = none)]
/// Constant.
fn constant() -> Result<(), Error> {
    get()
}

#[retry(backoff = fibonacci, jitter = full)]
/// Fibonacci.
fn fibonacci() -> Result<(), Error> {
    get()
}

#[retry(backoff = exponential)]
/// Exponential.
fn exponential() -> Result<(), Error> {
    get()
}

#[retry(backoff = crate::curve, fast_first)]
/// Of a curve.
fn curve() -> Result<(), Error> {
    get()
}

#[retry(delays = ["0s", "1.5s", LATER], jitter)]
/// Of a list.
fn listed() -> Result<(), Error> {
    get()
}

#[retry(delays = [Self::FIRST, T::SECOND])]
fn listed_by_a_type<T: Limited>() -> Result<(), Error> {
    get()
}

#[retry(jitter = decorrelated)]
/// Decorrelated.
fn decorrelated() -> Result<(), Error> {
    get()
}

#[retry(max = MAX, base_delay = crate::START, factor = FACTOR, seed = SEED, jitter, max_elapsed = limit(1, !2))]
/// Of constants.
fn constants() -> Result<(), Error> {
    get()
}

#[retry(max_attempts = ATTEMPTS, max_delay = Self::CAP, base_delay = { N.start })]
/// Of generic constants.
fn generic<'a, T, const N: usize>(of: &'a T) -> Result<(), Error> {
    get(of)
}

#[retry(max = T::MAX)]
fn of_a_type<T: Limited>() -> Result<(), Error> {
    get()
}

#[retry(policy = policies.fetch)]
/// By an expression.
fn given(policies: &Policies) -> Result<(), Error> {
    get(policies)
}

#[retry(policy = || POLICY)]
/// By a closure.
fn computed() -> Result<(), Error> {
    get()
}
