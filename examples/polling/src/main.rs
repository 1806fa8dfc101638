//! Polls a job until it is done: `cargo run -p example-polling`

mod server;

use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::net::TcpStream;

use retry_runtime::{is_transient, retry};

/// The server's answer about a job.
#[derive(Debug, PartialEq)]
enum Job {
    /// The percentage that is done.
    Running(u8),
    Failed(String),
    Done(String),
}

impl Job {
    /// True if there is nothing more to wait for. A job that failed is over too: to ask
    /// again changes nothing about it.
    fn is_over(&self) -> bool {
        !matches!(self, Self::Running(_))
    }
}

/// Waits for a job, for ten minutes at most. After that it is still `Running`.
///
/// An error ends the wait, since `status` has already retried temporary failures. In one
/// function, the errors of a server that is gone would be retried for ten minutes too.
#[retry(
    max = unlimited,
    base_delay = "200ms",
    factor = 1.5,
    max_delay = "10s",
    jitter = proportional(0.1),
    max_elapsed = "10m",
    until = Job::is_over,
    when = |_| false,
    on_retry = |retry| println!("attempt {}: not done, asking again in {:?}", retry.attempt, retry.delay),
)]
fn finished(server: &str, job: u32) -> io::Result<Job> {
    status(server, job)
}

/// Asks once. It changes nothing on the server, so it may be repeated.
#[retry(max = 4, jitter, when = is_transient)]
fn status(server: &str, job: u32) -> io::Result<Job> {
    let mut stream = TcpStream::connect(server)?;
    writeln!(stream, "status {job}")?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    match line.trim_end().split_once(' ') {
        Some(("running", percent)) => percent.parse().map(Job::Running).map_err(invalid),
        Some(("failed", reason)) => Ok(Job::Failed(reason.to_owned())),
        Some(("done", result)) => Ok(Job::Done(result.to_owned())),
        None if line.is_empty() => Err(ErrorKind::UnexpectedEof.into()),
        _ => Err(invalid(line)),
    }
}

fn invalid(answer: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, answer)
}

fn main() -> io::Result<()> {
    let server = server::start(&["running 0", "running 40", "", "running 90", "done cat.mp4"])?;
    match finished(&server.address, 7)? {
        Job::Done(result) => println!("done: {result}"),
        Job::Failed(reason) => println!("failed: {reason}"),
        Job::Running(percent) => println!("only {percent} % after ten minutes"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use retry_runtime::testing::VirtualTime;

    use super::*;

    fn wait(answers: &[&'static str]) -> (io::Result<Job>, server::Server, VirtualTime) {
        let clock = VirtualTime::start();
        let server = server::start(answers).unwrap();
        (finished(&server.address, 7), server, clock)
    }

    #[test]
    fn waits_until_the_job_is_done() {
        let (job, server, clock) = wait(&["running 0", "running 50", "running 99", "done a.mp4"]);
        assert_eq!(job.unwrap(), Job::Done("a.mp4".to_owned()));
        assert_eq!(server.questions(), ["status 7"; 4]);
        for (delay, longest) in clock.delays().iter().zip([200, 300, 450]) {
            let longest = Duration::from_millis(longest);
            assert!((longest * 9 / 10..=longest).contains(delay), "{delay:?}");
        }
    }

    #[test]
    fn a_job_that_failed_is_over() {
        let (job, server, _clock) = wait(&["running 0", "failed no such file", "done a.mp4"]);
        assert_eq!(job.unwrap(), Job::Failed("no such file".to_owned()));
        assert_eq!(server.questions().len(), 2);
    }

    #[test]
    fn a_connection_that_breaks_does_not_end_the_wait() {
        let (job, server, _clock) = wait(&["running 0", "", "", "running 50", "", "done a.mp4"]);
        assert_eq!(job.unwrap(), Job::Done("a.mp4".to_owned()));
        assert_eq!(server.questions().len(), 6);
    }

    #[test]
    fn a_server_that_stays_away_does() {
        let (job, server, clock) = wait(&["running 0", "", "", "", "", "", "done a.mp4"]);
        assert_eq!(job.unwrap_err().kind(), ErrorKind::UnexpectedEof);
        assert_eq!(server.questions().len(), 1 + 5);
        assert_eq!(clock.delays().len(), 1 + 4);
    }

    #[test]
    fn an_answer_that_makes_no_sense_is_not_asked_for_again() {
        let (job, server, _clock) = wait(&["running fast", "done a.mp4"]);
        assert_eq!(job.unwrap_err().kind(), ErrorKind::InvalidData);
        assert_eq!(server.questions().len(), 1);
    }

    #[test]
    fn after_ten_minutes_it_is_still_running() {
        let (job, server, clock) = wait(&["running 1"; 100]);
        assert_eq!(job.unwrap(), Job::Running(1));
        // Another delay, which is 10 s by now, would have ended too late.
        let seconds = clock.elapsed().as_secs();
        assert!((590..600).contains(&seconds), "{seconds}");
        assert_eq!(server.questions().len(), 1 + clock.delays().len());
    }
}
