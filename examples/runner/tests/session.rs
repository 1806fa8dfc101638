//! The session in the manual, with a real server and curl(1).

#![cfg(unix)]

mod support;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;

use support::{Run, output};

const README: &str = include_str!("../README.md");

/// The command in the manual, and the output below it.
fn session() -> (&'static str, &'static str) {
    let (_, rest) = README
        .split_once("```sh\nrunner --max-retries")
        .expect("a session with a command");
    let start = README.len() - rest.len() - "runner --max-retries".len();
    let (command, rest) = README[start..].split_once("\n```\n\n```text\n").unwrap();
    let (shown, _) = rest.split_once("```").unwrap();
    (command, shown)
}

/// Answers twice that it is not ready, and then that it is.
fn serve_late(listener: &TcpListener) {
    for answer in [
        "503 Service Unavailable\r\nContent-Length: 0",
        "503 Service Unavailable\r\nContent-Length: 0",
        "200 OK\r\nContent-Length: 6",
    ] {
        let (mut client, _) = listener.accept().unwrap();
        read_request(&mut client);
        let body = if answer.starts_with("200") {
            "ready\n"
        } else {
            ""
        };
        write!(
            client,
            "HTTP/1.1 {answer}\r\nConnection: close\r\n\r\n{body}"
        )
        .unwrap();
    }
}

fn read_request(client: &mut TcpStream) {
    let mut request = Vec::new();
    let mut chunk = [0; 1024];
    while !request.ends_with(b"\r\n\r\n") {
        let len = client.read(&mut chunk).unwrap();
        assert!(len > 0, "the request ends early");
        request.extend_from_slice(&chunk[..len]);
    }
}

#[test]
fn the_session_in_the_readme_is_real() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("SKIPPED: this test needs curl, as the session of the manual does");
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let server = thread::spawn(move || serve_late(&listener));

    let (command, shown) = session();
    let command = command.replace("127.0.0.1:8080", &address);
    let words = command.strip_prefix("runner ").unwrap();
    let mut sh = Command::new("sh");
    sh.args([
        "-c",
        &format!("exec \"$0\" {words} 2>&1"),
        env!("CARGO_BIN_EXE_runner"),
    ]);
    // The server is on this machine, whatever proxies are set.
    let run = Run::from(output(sh.env("NO_PROXY", "*")));
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), shown));
    server.join().unwrap();
}
