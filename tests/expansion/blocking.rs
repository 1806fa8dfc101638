#[retry]
fn fetch(url: &str) -> Result<Page, Error> {
    get(url)
}

#[retry(max = 5, base_delay = "100ms", jitter)]
/// Fetches the page.
pub(crate) fn documented(url: &str) -> Option<Page> {
    #![allow(unused)]
    get(url)
}

#[retry(attempt = n, sleep = nap)]
fn numbered<T: Clone>(what: T) -> Result<T, Error>
where
    T: Send,
{
    get(n, &what)
}

#[retry(crate = crate::reexported)]
unsafe extern "C" fn elsewhere() -> Result<impl Iterator<Item = u32> + use<>, Box<dyn Error>> {
    get()
}

impl Client {
    #[retry]
    fn method(&mut self, (a, b): (u32, &str), [first, ..]: [u32; 3]) -> io::Result<u32> {
        self.get(a, b, first)
    }
}

const fn not_ours() {}

#[retry(cancel = stop)]
fn cancelled(stop: &CancelToken) -> Result<u32, Error> {
    get()
}

#[retry(max = 5, log = debug)]
fn logged(url: &str) -> Result<String, Error> {
    get(url)
}
