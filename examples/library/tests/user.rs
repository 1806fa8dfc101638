//! A user of the library, with the default policy, another policy or none. The tests do not sleep.

use std::io::{BufRead, BufReader, Error, ErrorKind, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use example_library::retry_runtime::{Policy, testing::VirtualTime};
use example_library::{Client, DEFAULT_POLICY};

/// A server that closes the first `hang_ups` connections, and answers the next `answers`. The
/// thread returns the queries.
fn server(hang_ups: usize, answers: usize) -> (Client, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = Client::new(listener.local_addr().unwrap().to_string());
    let thread = thread::spawn(move || {
        let mut questions = Vec::new();
        while questions.len() < hang_ups + answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut question = String::new();
            BufReader::new(&stream).read_line(&mut question).unwrap();
            if questions.len() >= hang_ups {
                stream.write_all(b"owner: IANA\r\n").unwrap();
            }
            questions.push(question);
        }
        questions
    });
    (client, thread)
}

#[test]
fn a_client_retries_by_default() {
    let clock = VirtualTime::start();
    let (client, server) = server(3, 1);
    assert_eq!(client.query("example.com").unwrap(), "owner: IANA\r\n");
    assert_eq!(server.join().unwrap(), ["example.com\r\n"; 4]);
    assert_eq!(clock.delays().len(), 3);
    assert!(clock.elapsed() <= DEFAULT_POLICY.worst_case_delay().unwrap());
}

#[test]
fn a_client_takes_the_policy_of_its_user() {
    let clock = VirtualTime::start();
    let (client, server) = server(5, 1);
    let policy: Policy = "max = 5, base_delay = 1s, max_delay = 4s".parse().unwrap();
    assert!(client.retries(policy).query("example.com").is_ok());
    assert_eq!(server.join().unwrap().len(), 6);
    assert_eq!(clock.delays(), [1, 2, 4, 4, 4].map(Duration::from_secs));
}

#[test]
fn a_client_can_be_used_without_retries() {
    let clock = VirtualTime::start();
    let (client, server) = server(1, 1);
    let client = client.retries(Policy::OFF);
    let error = client.query("example.com").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    assert_eq!(clock.delays(), []);
    assert!(client.query("example.com").is_ok());
    assert_eq!(server.join().unwrap().len(), 2);
}

#[test]
fn a_query_whose_answer_is_lost_is_repeated() {
    let clock = VirtualTime::start();
    let _lost = clock.lose_answers(1);
    let (client, server) = server(0, 2);
    assert_eq!(client.query("example.com").unwrap(), "owner: IANA\r\n");
    assert_eq!(server.join().unwrap(), ["example.com\r\n"; 2]);
}

#[test]
fn an_unreachable_server_gives_its_error_after_three_retries() {
    let clock = VirtualTime::start();
    let _outage = clock.fail_next(4, || Error::from(ErrorKind::ConnectionRefused));
    let error = Client::new("no port").query("example.com").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    assert_eq!(clock.delays().len(), 3);
}

#[test]
fn permanent_errors_are_not_retried() {
    let clock = VirtualTime::start();
    assert!(Client::new("no port").query("example.com").is_err());
    assert_eq!(clock.delays(), []);
}
