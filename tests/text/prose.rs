//! Limits on two habits of translated English (the free relative as a noun, and the wrong
//! conjunction of a condition) and on the first words of doc comments.

use std::fs;
use std::path::{Path, PathBuf};

/// The limits of a folder: its name, the number of `what` and of `where` in 1,000 words, and the
/// number of doc comments with a forbidden opening.
const LIMITS: [(&str, f64, f64, usize); 9] = [
    ("retry-runtime", 0.5, 2.5, 0),
    ("retry-macro", 0.5, 2.5, 0),
    ("examples", 0.5, 2.5, 0),
    ("tests", 0.5, 2.5, 0),
    ("fuzz", 0.5, 2.5, 0),
    ("README.md", 0.5, 2.5, 0),
    ("CONTRIBUTING.md", 0.5, 2.5, 0),
    ("CHANGELOG.md", 0.5, 2.5, 0),
    ("SECURITY.md", 0.5, 2.5, 0),
];

/// Folders with recorded outputs and build products.
const SKIPPED: [&str; 5] = ["target", ".git", "node_modules", "ui", "expansion"];

const OPENINGS: [&str; 6] = ["That", "What", "Which", "Where", "So", "Whether"];

const AFTER_WHAT: &str = "is was are were has have had a an the it they he you one may can must come \
    comes follow follows end ends begin begins stand stands only else";

const AFTER_WHO: &str = "is ask asks watches wait waits observes";

/// A line of prose with its number.
type Line = (usize, String);

/// The sources and pages at a path, in order.
fn files(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        for entry in entries {
            let name = entry.file_name().unwrap().to_str().unwrap();
            if !SKIPPED.contains(&name) {
                files(&entry, found);
            }
        }
    } else if path.extension().is_some_and(|it| it == "rs" || it == "md") {
        found.push(path.to_owned());
    }
}

/// The prose of a page: no code blocks, no tables.
fn page(text: &str) -> Vec<Line> {
    let mut code = false;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if !code && !line.starts_with('|') {
            lines.push((number, line.to_owned()));
        }
    }
    lines
}

/// The comments of a source without code blocks, and the first lines of doc comments.
fn comments(text: &str) -> (Vec<Line>, Vec<Line>) {
    let (mut lines, mut starts) = (Vec::new(), Vec::new());
    let (mut code, mut in_doc) = (false, false);
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_start();
        let doc = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        if let Some(doc) = doc {
            let doc = doc.strip_prefix(' ').unwrap_or(doc);
            if doc.starts_with("```") {
                code = !code;
                continue;
            }
            if !code {
                if !in_doc && !doc.trim().is_empty() {
                    starts.push((number, doc.to_owned()));
                }
                lines.push((number, doc.to_owned()));
            }
            in_doc = true;
        } else {
            match line.strip_prefix("//") {
                Some(comment) => lines.push((number, comment.trim_start().to_owned())),
                None => code = false,
            }
            in_doc = false;
        }
    }
    (lines, starts)
}

/// A word with its line, with whether a single space precedes it, and with whether its sentence is
/// a question.
struct Word {
    line: usize,
    text: String,
    after_space: bool,
    asked: bool,
}

/// The words of prose, each span of code as one word.
fn words(lines: &[Line]) -> Vec<Word> {
    let (mut words, mut code) = (Vec::<Word>::new(), false);
    let mut sentence = 0;
    for (line, text) in lines {
        let (mut word, mut gap) = (String::new(), String::from("\n"));
        for letter in text.chars().chain(['\n']) {
            if letter == '`' {
                code = !code;
                if code {
                    word.push('X');
                }
            } else if code {
            } else if letter.is_ascii_alphabetic() || letter == '\'' {
                word.push(letter);
            } else {
                if !word.is_empty() {
                    words.push(Word {
                        line: *line,
                        text: std::mem::take(&mut word),
                        after_space: gap == " ",
                        asked: false,
                    });
                    gap.clear();
                }
                gap.push(letter);
            }
            if !code && matches!(letter, '.' | '?' | '!') {
                for word in &mut words[sentence..] {
                    word.asked = letter == '?';
                }
                sentence = words.len();
            }
        }
    }
    words
}

/// The lines with `what is…` or `who is…` as a noun, and those with `where`.
fn habits(words: &[Word]) -> (Vec<usize>, Vec<usize>) {
    let (mut what, mut place) = (Vec::new(), Vec::new());
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).filter(|next| next.after_space);
        let followed =
            |list: &str| next.is_some_and(|next| list.split_whitespace().any(|it| it == next.text));
        match &*word.text {
            "what" | "What" if !word.asked && followed(AFTER_WHAT) => what.push(word.line),
            "who" | "Who" if followed(AFTER_WHO) => what.push(word.line),
            "where" | "Where" => place.push(word.line),
            _ => {}
        }
    }
    (what, place)
}

fn forbidden(start: &str) -> bool {
    let end = start.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    OPENINGS.contains(&&start[..end.unwrap_or(start.len())])
}

#[test]
fn prose_keeps_to_plain_english() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut faults = String::new();
    for (folder, most_what, most_where, most_openings) in LIMITS {
        let mut found = Vec::new();
        files(&root.join(folder), &mut found);
        assert!(!found.is_empty(), "{folder} has no text");
        let (mut total, mut what, mut place, mut openings) = (0, vec![], vec![], vec![]);
        for path in found {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(&root).unwrap().display();
            let at = |line: usize| format!("{name}:{line}");
            let (lines, starts) = if path.extension().is_some_and(|it| it == "md") {
                (page(&text), Vec::new())
            } else {
                comments(&text)
            };
            let words = words(&lines);
            total += words.len();
            let (of_what, of_where) = habits(&words);
            what.extend(of_what.into_iter().map(at));
            place.extend(of_where.into_iter().map(at));
            openings.extend(
                starts
                    .iter()
                    .filter(|it| forbidden(&it.1))
                    .map(|it| at(it.0)),
            );
        }
        #[allow(clippy::cast_precision_loss)]
        let rate = |count: usize| count as f64 * 1000.0 / total.max(1) as f64;
        for (habit, lines, over) in [
            (
                "\"what is…\" as a noun",
                &what,
                rate(what.len()) > most_what,
            ),
            ("\"where\"", &place, rate(place.len()) > most_where),
            (
                "forbidden openings",
                &openings,
                openings.len() > most_openings,
            ),
        ] {
            if over {
                let (rate, lines) = (rate(lines.len()), lines.join("\n  "));
                faults.extend([format!(
                    "{folder}: {habit}, {rate:.1} in 1,000 words\n  {lines}\n"
                )]);
            }
        }
    }
    assert!(
        faults.is_empty(),
        "CONTRIBUTING.md, plain English:\n{faults}"
    );
}

#[test]
fn both_habits_and_the_openings_are_detected() {
    let source = concat!(
        "//! What is this? Not what is\n//! `who is` meant where it is.\n\n/// Whether `x`.\n",
        "// Ask who waits,  what `is`, what  is.\n/// ```\n/// what is\n/// ```\n",
    );
    let (lines, starts) = comments(source);
    assert_eq!(habits(&words(&lines)), (vec![1, 5], vec![2]));
    let openings: Vec<_> = starts.iter().filter(|it| forbidden(&it.1)).collect();
    assert_eq!(
        openings,
        [
            &(1, "What is this? Not what is".into()),
            &(4, "Whether `x`.".into())
        ]
    );
    let text = "```\nwhat is\n```\n| what is |\nwhat a\n";
    assert_eq!(habits(&words(&page(text))), (vec![5], vec![]));
}
