use std::io;
use std::time::Duration;

use retry_runtime::Classify;

#[derive(Classify)]
#[verdict(stop)]
enum FetchError<'a, E: Error = io::Error>
where
    E: 'a,
{
    #[verdict(retry_after = wait)]
    Busy { status: u16, wait: Option<Duration> },
    #[verdict(retry_after = 1)]
    Limited(u16, Duration),
    #[verdict(retry_now)]
    Stale,
    #[verdict(transparent)]
    Io(io::Error),
    #[verdict(transparent)]
    Inner(&'a E),
    NotFound { path: String },
}

#[derive(Classify)]
#[verdict(transparent = source, crate = crate::runtime)]
struct At<E, const N: usize> {
    line: [u32; N],
    source: E,
}

#[derive(Classify)]
enum Never {}
