//! The predefined verdicts, row by row: `data/rules/{http,grpc,sqlstate}.tsv`.

use std::time::Duration;

use retry_runtime::{Verdict, verdicts};

const SEVEN_SECONDS: Verdict = Verdict::RetryAfter(Duration::from_secs(7));

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let rows = table.lines().filter(|row| !row.starts_with('#'));
    rows.map(|row| row.split('\t').collect())
}

fn verdict(word: &str) -> Verdict {
    match word {
        "retry" => Verdict::Retry,
        "retry after 7s" => SEVEN_SECONDS,
        "stop" => Verdict::Stop,
        _ => panic!("no verdict: {word}"),
    }
}

#[test]
fn http_verdicts_are_as_in_the_table() {
    let mut listed = Vec::new();
    for row in rows(include_str!("../../data/rules/http.tsv")) {
        let [status, without, with, _, source] = row[..] else {
            panic!("{row:?}");
        };
        assert!(source.starts_with("RFC "), "{row:?}");
        let status = status.parse().expect(status);
        assert_eq!(verdicts::http(status, None), verdict(without), "{row:?}");
        assert_eq!(verdicts::http(status, Some("7")), verdict(with), "{row:?}");
        listed.push(status);
    }
    // An unknown status is treated as the x00 of its class or, without a class, as 500.
    for status in (0..=u16::MAX).filter(|status| !listed.contains(status)) {
        let class = match status {
            100..=599 => status / 100 * 100,
            _ => 500,
        };
        for header in [None, Some("7")] {
            let known = verdicts::http(class, header);
            assert_eq!(verdicts::http(status, header), known, "{status}");
        }
    }
}

#[test]
fn retry_after_is_read_with_decimals_spaces_and_dates() {
    for (value, expected) in [
        (" 7\t", SEVEN_SECONDS),
        ("7.0", SEVEN_SECONDS),
        ("0", Verdict::RetryAfter(Duration::ZERO)),
        ("0.503", Verdict::RetryAfter(Duration::from_millis(503))),
        ("99999999999999999999", Verdict::RetryAfter(Duration::MAX)),
        // A date in the past.
        (
            "Fri, 31 Dec 1999 23:59:59 GMT",
            Verdict::RetryAfter(Duration::ZERO),
        ),
        ("", Verdict::Retry),
        ("soon", Verdict::Retry),
        ("-7", Verdict::Retry),
    ] {
        assert_eq!(verdicts::http(503, Some(value)), expected, "{value:?}");
        assert_eq!(verdicts::http(404, Some(value)), Verdict::Stop, "{value:?}");
    }
    assert_eq!(verdicts::http(413, Some("soon")), Verdict::Stop);
}

#[test]
fn grpc_verdicts_are_as_in_the_table() {
    let mut listed = Vec::new();
    for row in rows(include_str!("../../data/rules/grpc.tsv")) {
        let [code, expected, _, source] = row[..] else {
            panic!("{row:?}");
        };
        assert!(!source.is_empty(), "{row:?}");
        let code = code.parse().expect(code);
        assert_eq!(verdicts::grpc(code), verdict(expected), "{row:?}");
        listed.push(code);
    }
    assert!((0..=16).all(|code| listed.contains(&code)));
    for code in (-1000..1000).filter(|code| !listed.contains(code)) {
        assert_eq!(verdicts::grpc(code), Verdict::Stop, "{code}");
    }
}

#[test]
fn sqlstate_verdicts_are_as_in_the_table() {
    let mut listed = Vec::new();
    for row in rows(include_str!("../../data/rules/sqlstate.tsv")) {
        let [code, expected, _, source] = row[..] else {
            panic!("{row:?}");
        };
        assert!(source.starts_with("PostgreSQL manual"), "{row:?}");
        assert_eq!(verdicts::sqlstate(code), verdict(expected), "{row:?}");
        listed.push(code);
    }
    let letter = |n: u32| char::from_digit(n % 36, 36).unwrap().to_ascii_uppercase();
    for class in ["08", "40", "53", "55", "57"] {
        for n in 0..36_u32.pow(3) {
            let code = format!(
                "{class}{}{}{}",
                letter(n / 36 / 36),
                letter(n / 36),
                letter(n)
            );
            if !listed.contains(&code.as_str()) {
                assert_eq!(verdicts::sqlstate(&code), Verdict::Stop, "{code}");
            }
        }
    }
    for code in [
        "", "4", "40", "4000", "400011", "40p01", " 40001", "40001\0", "４0001",
    ] {
        assert_eq!(verdicts::sqlstate(code), Verdict::Stop, "{code:?}");
    }
}
