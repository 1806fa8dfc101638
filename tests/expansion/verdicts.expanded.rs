use std::io;
use std::time::Duration;
use retry_runtime::Classify;
#[automatically_derived]
#[allow(deprecated)]
impl<'a, E: Error> ::retry_runtime::private::Classify for FetchError<'a, E>
where
    E: 'a,
    &'a E: ::retry_runtime::private::Classify,
{
    fn verdict(&self) -> ::retry_runtime::private::Verdict {
        match self {
            Self::Busy { wait: __field, .. } => {
                <Option<
                    Duration,
                > as ::retry_runtime::private::Pushback>::verdict(__field)
            }
            Self::Limited { 1: __field, .. } => {
                <Duration as ::retry_runtime::private::Pushback>::verdict(__field)
            }
            Self::Stale { .. } => ::retry_runtime::private::Verdict::RetryNow,
            Self::Io { 0: __field, .. } => {
                <io::Error as ::retry_runtime::private::Classify>::verdict(__field)
            }
            Self::Inner { 0: __field, .. } => {
                <&'a E as ::retry_runtime::private::Classify>::verdict(__field)
            }
            Self::NotFound { .. } => ::retry_runtime::private::Verdict::Stop,
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<E, const N: usize> crate::runtime::private::Classify for At<E, N>
where
    E: crate::runtime::private::Classify,
{
    fn verdict(&self) -> crate::runtime::private::Verdict {
        match self {
            Self { source: __field, .. } => {
                <E as crate::runtime::private::Classify>::verdict(__field)
            }
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::retry_runtime::private::Classify for Never {
    fn verdict(&self) -> ::retry_runtime::private::Verdict {
        match *self {}
    }
}
