#[retry]
fn counted(mut n: u32, (a, mut b): (u32, u32), #[cfg(test)] #[allow(unused)] #[deny(dead_code)] mut c: u8) -> Result<u32, Error> {
    n += 1;
    get(n, a, b, c)
}

#[retry]
fn expected(#[expect(unused_mut)] mut n: u32, #[expect(unused)] m: u32, #[expect(unused)] (mut a, b): (u32, u32)) -> Result<u32, Error> {
    get(n)
}

#[retry(clone)]
fn cloned(job: Job, mut body: Vec<u8>, url: &str, Wrapped(inner): Wrapped, ref lent: Job) -> Result<u32, Error> {
    get(job, body, url, inner, lent)
}

#[retry]
fn lent(pages: &mut Pages, other: &mut Pages, mut rest: &mut [u8]) -> Result<u32, Error> {
    rest = &mut rest[1..];
    other.clear();
    get(pages, rest)
}

#[retry]
fn changed_before(mut n: u32, mut url: String) -> impl Future<Output = Result<u32, Error>> {
    n += url.drain(..).count();
    async move { get(n).await }
}

#[retry(clone(job))]
async fn cloned_async(job: Job, body: Vec<u8>) -> Result<u32, Error> {
    get(job, &body).await
}

#[retry(clone(job), attempt = n)]
async fn cloned_and_numbered(job: Job) -> Result<u32, Error> {
    get(job, n).await
}

impl Client {
    #[retry(clone(self))]
    fn consumed(self, key: u32) -> Result<u32, Error> {
        let text = format!("{self:?} {{self}} {self}", self);
        use self::inner::get;
        pub(self) struct Local;
        fn not_ours(self) {}
        impl Other for Local {
            fn neither(&self) {
                self.get()
            }
        }
        let both = vec![self.a, "{self}"];
        self.get(|| self::get(self), text, both, key)
    }

    #[retry]
    fn rebound(mut self) -> Result<u32, Error> {
        unsafe { self.get() }
    }

    #[retry]
    async fn pinned(self: Pin<&mut Self>, mut other: Pin<&mut Other>) -> Result<u32, Error> {
        self.get(other.as_mut()).await
    }

    #[retry]
    async fn shared(self: &Arc<Self>, (Ok(mut first) | Err(mut first)): Result<u32, u32>, Point { x, y: mut z }: Point) -> Result<u32, Error> {
        self.get(first, x, z).await
    }
}
