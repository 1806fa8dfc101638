//! Polls a job until it is done: `cargo run -p example-polling`

mod server;

use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::net::TcpStream;
use std::time::Duration;

use retry_runtime::{Verdict, parse_duration, retry};

/// The server's answer about a job.
#[derive(Debug, PartialEq)]
enum Job {
    /// The percentage that is done, and the time to wait before the next request, if the server
    /// gives it.
    Running(u8, Option<Duration>),
    Failed(String),
    Done(String),
}

impl Job {
    /// Asks again while the job runs. A failed job is finished too, and another request would not
    /// change that.
    fn verdict(&self) -> Verdict {
        match self {
            Self::Running(_, Some(wait)) => Verdict::RetryAfter(*wait),
            Self::Running(_, None) => Verdict::Retry,
            Self::Failed(_) | Self::Done(_) => Verdict::Stop,
        }
    }
}

/// Waits for a job, for at most ten minutes. A job that takes longer is returned as `Running`.
///
/// An error ends the wait, since `status` has already retried temporary failures. If one function
/// did both, the errors of a server that is down would be retried for ten minutes.
#[retry(
    max = unlimited,
    base_delay = "2s",
    backoff = constant,
    max_delay = "1m",
    max_elapsed = "10m",
    until = Job::verdict,
    when = |_| false,
    on_retry = |retry| println!("attempt {}: not done, asking again in {:?}", retry.attempt, retry.delay),
)]
fn finished(server: &str, job: u32) -> io::Result<Job> {
    status(server, job)
}

/// Asks for the status once. The request changes nothing on the server, so it may be repeated.
#[retry(max = 4, jitter, classify)]
fn status(server: &str, job: u32) -> io::Result<Job> {
    let mut stream = TcpStream::connect(server)?;
    writeln!(stream, "status {job}")?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    match line.trim_end().split_once(' ') {
        Some(("running", progress)) => running(progress),
        Some(("failed", reason)) => Ok(Job::Failed(reason.to_owned())),
        Some(("done", result)) => Ok(Job::Done(result.to_owned())),
        None if line.is_empty() => Err(ErrorKind::UnexpectedEof.into()),
        _ => Err(invalid(line)),
    }
}

/// Reads `40`, or `40 5s` if the server asks for a wait.
fn running(progress: &str) -> io::Result<Job> {
    let (percent, wait) = match progress.split_once(' ') {
        Some((percent, wait)) => (percent, Some(parse_duration(wait).map_err(invalid)?)),
        None => (progress, None),
    };
    Ok(Job::Running(percent.parse().map_err(invalid)?, wait))
}

fn invalid(answer: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, answer)
}

fn main() -> io::Result<()> {
    let server = server::start(&[
        "running 0",
        "running 40 1s",
        "",
        "running 90",
        "done cat.mp4",
    ])?;
    match finished(&server.address, 7)? {
        Job::Done(result) => println!("done: {result}"),
        Job::Failed(reason) => println!("failed: {reason}"),
        Job::Running(percent, _) => println!("only {percent} % after ten minutes"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use retry_runtime::testing::VirtualTime;

    use super::*;

    fn wait(answers: &[&'static str]) -> (io::Result<Job>, server::Server, VirtualTime) {
        let clock = VirtualTime::start();
        let server = server::start(answers).unwrap();
        (finished(&server.address, 7), server, clock)
    }

    #[test]
    fn a_wait_lasts_until_the_job_is_done_at_the_pace_of_the_server() {
        let answers = ["running 0", "running 50 7s", "running 99", "done a.mp4"];
        let (job, server, clock) = wait(&answers);
        assert_eq!(job.unwrap(), Job::Done("a.mp4".to_owned()));
        assert_eq!(server.questions(), ["status 7"; 4]);
        assert_eq!(clock.delays(), [2, 7, 2].map(Duration::from_secs));
    }

    #[test]
    fn a_failed_job_ends_the_wait() {
        let (job, server, _clock) = wait(&["running 0", "failed no such file", "done a.mp4"]);
        assert_eq!(job.unwrap(), Job::Failed("no such file".to_owned()));
        assert_eq!(server.questions().len(), 2);
    }

    #[test]
    fn a_broken_connection_does_not_end_the_wait() {
        let (job, server, _clock) = wait(&["running 0", "", "", "running 50", "", "done a.mp4"]);
        assert_eq!(job.unwrap(), Job::Done("a.mp4".to_owned()));
        assert_eq!(server.questions().len(), 6);
    }

    #[test]
    fn a_server_that_stays_down_ends_the_wait() {
        let (job, server, clock) = wait(&["running 0", "", "", "", "", "", "done a.mp4"]);
        assert_eq!(job.unwrap_err().kind(), ErrorKind::UnexpectedEof);
        assert_eq!(server.questions().len(), 1 + 5);
        assert_eq!(clock.delays().len(), 1 + 4);
    }

    #[test]
    fn a_status_request_may_be_repeated() {
        let clock = VirtualTime::start();
        let _lost = clock.lose_answers(1);
        let server = server::start(&["running 1", "done a.mp4", "done a.mp4", "done a.mp4"]);
        let server = server.unwrap();
        let job = finished(&server.address, 7);
        assert_eq!(job.unwrap(), Job::Done("a.mp4".to_owned()));
        assert_eq!(server.questions().len(), 4);
    }

    #[test]
    fn an_outage_of_the_server_is_returned() {
        let clock = VirtualTime::start();
        let _outage = clock.fail_site("status", 5, || {
            io::Error::from(ErrorKind::ConnectionRefused)
        });
        let error = finished("no port", 7).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
        assert!(clock.elapsed() <= Duration::from_secs(2));
    }

    #[test]
    fn an_invalid_answer_is_not_retried() {
        for answer in ["running fast", "running 1 soon"] {
            let (job, server, _clock) = wait(&[answer, "done a.mp4"]);
            assert_eq!(job.unwrap_err().kind(), ErrorKind::InvalidData);
            assert_eq!(server.questions().len(), 1);
        }
    }

    #[test]
    fn a_job_of_more_than_ten_minutes_is_returned_as_running() {
        let (job, server, clock) = wait(&["running 1"; 400]);
        assert_eq!(job.unwrap(), Job::Running(1, None));
        assert_eq!(clock.elapsed(), Duration::from_secs(600));
        assert_eq!(server.questions().len(), 1 + clock.delays().len());
    }
}
