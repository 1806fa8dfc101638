//! Runs `lib.rs` in Chromium: builds it for the browser, serves it on this machine, and waits until
//! the page posts the results. If the target or the browser is missing, the test is skipped with a
//! message.

use std::env;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";
const PAGE: &str = r#"<!doctype html><script type="module">
const tell = (lines) => fetch("/told", { method: "POST", body: lines.join("\n") });
const lines = [];
globalThis.panicked = (message) => tell([...lines, "failed " + message, "end"]);
try {
    const tab = await import("/browser.js?1");
    const other = await import("/browser.js?2");
    await tab.default("/browser_bg.wasm");
    await other.default("/browser_bg.wasm");
    for (const [number, name] of tab.names().entries()) {
        await tab.run(number);
        lines.push("ok " + name);
    }
    const differ = tab.delays() !== other.delays();
    lines.push((differ ? "ok " : "failed ") + "jitter without a seed differs between two tabs");
    await tell([...lines, "end"]);
} catch (error) {
    await tell([...lines, "failed " + error, "end"]);
}
</script>"#;

fn main() -> ExitCode {
    // `cargo test -- --list` lists the test and does not run it.
    if env::args().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let Some(browser) = browser() else {
        return skip("no browser: apt-get install chromium, or name one in CHROMIUM");
    };
    if !has_target() {
        return skip(&format!("no target: rustup target add {TARGET}"));
    }
    match run(&browser) {
        Ok(told) => summary(&told),
        Err(error) => summary(&[format!("failed {error}")]),
    }
}

fn skip(reason: &str) -> ExitCode {
    println!("SKIPPED: the tests in the browser ({reason})");
    ExitCode::SUCCESS
}

/// Prints the results in the format of other tests.
fn summary(told: &[String]) -> ExitCode {
    let failed = told.iter().filter(|line| !line.starts_with("ok ")).count();
    for line in told {
        println!("{line}");
    }
    let (word, code) = match failed {
        0 => ("ok", ExitCode::SUCCESS),
        _ => ("FAILED", ExitCode::FAILURE),
    };
    let passed = told.len() - failed;
    println!("\ntest result: {word}. {passed} passed; {failed} failed; in {TARGET}");
    code
}

fn browser() -> Option<String> {
    let names = ["chromium", "chromium-browser", "google-chrome"].map(str::to_owned);
    env::var("CHROMIUM").into_iter().chain(names).find(|name| {
        let version = Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        version.is_ok_and(|status| status.success())
    })
}

fn has_target() -> bool {
    let rustc = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output();
    rustc.is_ok_and(|output| {
        let folder = String::from_utf8_lossy(&output.stdout);
        Path::new(folder.trim()).exists()
    })
}

fn run(browser: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    build(folder.path())?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let page = format!("http://{}/", listener.local_addr()?);
    let profile = tempfile::tempdir()?;
    let _browser = Running(
        Command::new(browser)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(page)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?,
    );
    serve(&listener, folder.path())
}

/// A browser process that is ended together with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _waited = self.0.wait();
    }
}

/// Builds the module and the script that loads it.
fn build(folder: &Path) -> Result<(), Box<dyn Error>> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let built = Command::new(cargo)
        .args(["build", "--locked", "--lib", "--target", TARGET])
        .args([
            "-p",
            "retry-tests-browser",
            "--message-format=json-render-diagnostics",
        ])
        .stderr(Stdio::inherit())
        .output()?;
    if !built.status.success() {
        return Err("the module does not build".into());
    }
    let told = String::from_utf8(built.stdout)?;
    let module = told
        .split('"')
        .rfind(|text| text.ends_with("retry_tests_browser.wasm"))
        .ok_or("cargo names no module")?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("browser").web(true)?;
    Ok(bindgen.generate(folder)?)
}

/// Serves the page and its files until the page posts the results.
fn serve(listener: &TcpListener, folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    listener.set_nonblocking(true)?;
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(120) {
        match listener.accept() {
            Ok((stream, _)) => {
                stream.set_nonblocking(false)?;
                // Chromium opens connections that it doesn't use.
                stream.set_read_timeout(Some(Duration::from_secs(1)))?;
                if let Ok(Some(told)) = answer(&stream, folder) {
                    return Ok(told);
                }
            }
            Err(_) => std::thread::sleep(Duration::from_millis(10)),
        }
    }
    Err("the page told nothing within two minutes".into())
}

/// Answers one request. Returns the results if the request contains them.
fn answer(stream: &TcpStream, folder: &Path) -> std::io::Result<Option<Vec<String>>> {
    let mut out = stream;
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        head.push(line);
    }
    let path = head.first().and_then(|line| line.split(' ').nth(1));
    let path = path
        .unwrap_or_default()
        .split('?')
        .next()
        .unwrap_or_default();
    let mut told = None;
    let (kind, body) = match path {
        "/" => ("text/html", PAGE.as_bytes().to_vec()),
        "/browser.js" => ("text/javascript", fs::read(folder.join("browser.js"))?),
        "/browser_bg.wasm" => (
            "application/wasm",
            fs::read(folder.join("browser_bg.wasm"))?,
        ),
        "/told" => {
            let length = head.iter().find_map(|line| {
                let line = line.to_ascii_lowercase();
                line.strip_prefix("content-length:")?.trim().parse().ok()
            });
            let mut body = vec![0; length.unwrap_or(0)];
            reader.read_exact(&mut body)?;
            let lines = String::from_utf8_lossy(&body);
            told = Some(
                lines
                    .lines()
                    .filter(|line| *line != "end")
                    .map(str::to_owned)
                    .collect(),
            );
            ("text/plain", Vec::new())
        }
        _ => ("text/plain", Vec::new()),
    };
    let length = body.len();
    write!(
        out,
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    )?;
    out.write_all(&body)?;
    Ok(told)
}
