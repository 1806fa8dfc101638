//! The service as a process that gets a real signal while one of its calls waits for a retry.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// The longest time that a machine under load may need. It is much less than the delay.
const SOON: Duration = Duration::from_secs(20);

/// A warehouse that is down, on a port of its own. It sends a message for each request.
fn warehouse_that_is_down() -> (String, mpsc::Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (asked, asks) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut line = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            while reader.read_line(&mut line).unwrap() > 2 {
                line.clear();
            }
            let answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            stream.write_all(answer.as_bytes()).unwrap();
            asked.send(()).unwrap();
        }
    });
    (url, asks)
}

#[test]
fn a_signal_ends_delays_and_every_request_is_answered() {
    let (warehouse, asks) = warehouse_that_is_down();
    let mut service = Command::new(env!("CARGO_BIN_EXE_example-service"))
        .args([
            "serve",
            &warehouse,
            "max = 3, base_delay = 10m, max_delay = 1h",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    let mut stdout = BufReader::new(service.stdout.take().unwrap());
    stdout.read_line(&mut url).unwrap();

    let mut user = TcpStream::connect(url.trim().strip_prefix("http://").unwrap()).unwrap();
    let request = "GET /stock/1 HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";
    user.write_all(request.as_bytes()).unwrap();
    asks.recv_timeout(SOON).unwrap();
    // The answer of the warehouse arrives, and the delay of ten minutes begins.
    thread::sleep(Duration::from_millis(200));

    let start = Instant::now();
    let pid = service.id().to_string();
    let killed = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
    assert!(killed.success());
    let mut answer = String::new();
    user.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    let status = service.wait().unwrap();
    println!("stopped in {:?}", start.elapsed());
    assert!(status.success(), "{status}");
    assert!(start.elapsed() < SOON);
    // No other attempt was made.
    assert!(asks.try_recv().is_err());
}
