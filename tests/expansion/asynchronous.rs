#[retry(attempt_timeout = "2s")]
/// Limited.
async fn limited(url: &str) -> Result<Page, Error> {
    get(url).await
}

#[retry(attempt_timeout = LIMIT, sleep = nap, max_elapsed = "1m")]
/// Limited by a constant.
async fn limited_by_a_constant() -> Result<impl Display, Error> {
    get().await
}

#[retry(attempt_timeout = Self::LIMIT)]
async fn limited_by_a_generic_constant<const N: u64>() -> Result<Page, Error> {
    get().await
}

#[retry(attempt_timeout = Duration::from_secs(N))]
async fn limited_by_a_generic_parameter<const N: u64>() -> Result<Page, Error> {
    get().await
}

#[retry(sleep = |delay| nap(delay), on_retry = note, policy = policy)]
async fn by_a_closure(policy: Policy) -> Option<u32> {
    get().await
}

#[retry]
fn returned(url: String) -> impl Future<Output = Result<Page, Error>> + Send {
    let client = client();
    async move { get(client, url).await }
}

#[retry]
fn boxed(url: String) -> Pin<Box<dyn Future<Output = Result<Page, Error>> + Send>> {
    Box::pin(async move { get(url).await },)
}

#[retry]
fn boxed_by_a_method(url: &str) -> BoxFuture<'_, Result<Page, Error>> {
    async { get(url).await }.boxed()
}

#[retry]
fn boxed_locally(url: &str) -> LocalBoxFuture<'_, Option<Page>> {
    async { get(url).await }.boxed_local()
}

#[retry]
fn returned_after_a_check(n: u32) -> impl Future<Output = Result<Page, Error>> {
    async move {
        if n == 0 {
            return Err(none());
        }
        let n = n;
        get(n).await
    }
}

// As async-trait writes it.
#[retry(clone(job))]
fn of_a_trait<'life0, 'async_trait>(
    &'life0 self,
    mut job: Job,
    __arg2: (u32, u32),
    #[cfg(test)] __arg3: &'async_trait str,
) -> ::core::pin::Pin<Box<dyn ::core::future::Future<Output = Result<Page, Error>> + ::core::marker::Send + 'async_trait>>
where
    'life0: 'async_trait,
    Self: 'async_trait,
{
    Box::pin(async move {
        if let ::core::option::Option::Some(__ret) = ::core::option::Option::None::<Result<Page, Error>> {
            return __ret;
        }
        let __self = self;
        let mut job = job;
        let (mut a, ref b) = __arg2;
        #[cfg(test)]
        let __arg3 = __arg3;
        let page: Page = __self.get(job, a, b).await?;
        Ok(page)
    })
}

#[retry(clone(self))]
fn of_a_trait_by_value<'async_trait>(
    self,
    n: u32,
) -> ::core::pin::Pin<Box<dyn ::core::future::Future<Output = Result<Page, Error>> + 'async_trait>>
where
    Self: 'async_trait,
{
    Box::pin(async move {
        let mut __self = self;
        let mut n = { let n = n; n };
        let local = n;
        __self.get(local).await
    })
}

#[retry(cancel = stop.cancelled(), observe = report)]
async fn cancelled(stop: &CancelToken, report: &mut Report) -> Result<u32, Error> {
    get().await
}

#[retry(context = ctx)]
async fn informed() -> Result<u32, Error> {
    get(ctx).await
}

#[retry(attempt_timeout = "2s", call_timeout = LIMIT)]
async fn limited() -> Result<u32, Error> {
    get().await
}
