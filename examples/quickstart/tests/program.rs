//! The program with a server that fails at first, and the guide that shows the program.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::thread;

/// Runs the program with a server that gives these answers in order.
fn run(answers: &[&'static str]) -> Output {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let answers = answers.to_vec();
    let server = thread::spawn(move || {
        for answer in answers {
            let (mut client, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                client.read_exact(&mut byte).unwrap();
                request.push(byte[0]);
            }
            client.write_all(answer.as_bytes()).unwrap();
        }
    });
    let program = Command::new(env!("CARGO_BIN_EXE_example-quickstart"))
        .arg(url)
        .env("NO_PROXY", "*")
        .output()
        .unwrap();
    server.join().unwrap();
    program
}

const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nthe page";
const BUSY: &str = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const NOT_FOUND: &str = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
/// An answer after which nothing is sent: the connection is closed.
const CLOSED: &str = "";

fn lines(output: &[u8]) -> Vec<&str> {
    std::str::from_utf8(output).unwrap().lines().collect()
}

#[test]
fn temporary_failures_are_retried() {
    let output = run(&[BUSY, CLOSED, PAGE]);
    assert_eq!(lines(&output.stdout), ["the page"]);
    let retries = lines(&output.stderr);
    assert_eq!(retries.len(), 2, "{retries:?}");
    // The requested second, and the policy's own delay of at most 100 ms.
    assert!(
        retries[0].starts_with("attempt 1 of 5 failed, retrying in 1.0"),
        "{retries:?}"
    );
    assert!(
        retries[1].starts_with("attempt 2 of 5 failed, retrying in "),
        "{retries:?}"
    );
}

#[test]
fn permanent_failures_are_not_retried() {
    let output = run(&[NOT_FOUND]);
    assert!(!output.status.success());
    assert_eq!(lines(&output.stderr), ["Error: Status(404, Stop)"]);
}

#[test]
fn the_guide_shows_the_program() {
    let program = include_str!("../src/main.rs");
    let (_, program) = program.split_once("\n\n").unwrap();
    let page = include_str!("../../../retry-runtime/src/guide/start.md");
    assert!(
        page.contains(program),
        "the chapter `start` does not show\n{program}"
    );
}
