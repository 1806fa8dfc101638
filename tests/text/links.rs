//! Links in the texts of the project lead to existing targets. Rustdoc checks its own links. Links
//! to other sites are only checked for their form.

use std::collections::BTreeSet;
use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

/// Finds the Markdown files in a folder and its subfolders.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.is_dir() {
            if name != "target" && !name.starts_with('.') {
                pages(&path, found);
            }
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
}

fn lines_outside_code(page: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// The label and the target of a line `[label]: target`.
fn definition(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix('[')?.split_once("]: ")
}

/// The targets of all links of a page.
fn targets(page: &str) -> BTreeSet<String> {
    let mut targets = BTreeSet::new();
    let mut text = String::new();
    for line in lines_outside_code(page) {
        if let Some((_, target)) = definition(line) {
            targets.insert(target.to_owned());
        }
        // Links may be broken across lines.
        text.push_str(line.trim());
        text.push(' ');
    }
    for (start, end) in [("](", ")"), ("src=\"", "\""), ("srcset=\"", "\"")] {
        for rest in text.split(start).skip(1) {
            let (target, _) = rest.split_once(end).expect("the end of a link");
            targets.insert(target.replace(' ', ""));
        }
    }
    targets
}

/// The anchor of a heading.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    words
        .chars()
        .filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'))
        .map(|char| if char == ' ' { '-' } else { char })
        .collect()
}

fn has_heading(page: &str, wanted: &str) -> bool {
    page.lines()
        .any(|line| line.starts_with('#') && anchor(line) == wanted)
}

#[test]
fn relative_links_point_to_existing_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    pages(&root, &mut found);
    assert!(found.len() > 10, "only {} pages", found.len());

    let (mut checked, mut broken) = (0, Vec::new());
    for path in found {
        let page = read_to_string(&path).expect("a page");
        for target in targets(&page) {
            let in_rustdoc = ["crate::", "core::", "macro@crate::", "trait@crate::"];
            let fine = if in_rustdoc.iter().any(|start| target.starts_with(start)) {
                true // rustdoc checks these.
            } else if target.contains("://") {
                target.starts_with("https://")
            } else {
                let (file, heading) = target.split_once('#').unwrap_or((&target, ""));
                let file = match file {
                    "" => path.clone(),
                    file => path.parent().expect("a folder").join(file),
                };
                let is_there = file.exists();
                is_there
                    && (heading.is_empty()
                        || has_heading(&read_to_string(file).expect("a page"), heading))
            };
            checked += 1;
            if !fine {
                broken.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert!(checked > 50, "only {checked} links");
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}

/// Checks that rustdoc has a replacement for each relative link of the guide, which would be dead
/// in rustdoc.
#[test]
fn relative_links_of_the_guide_are_replaced_for_rustdoc() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../retry-runtime/src");
    let links = read_to_string(source.join("guide/links.md")).expect("a page");
    let replaced: Vec<_> = links.lines().filter_map(definition).collect();
    assert!(replaced.is_sorted(), "links.md is not sorted");

    let mut chapters = vec![source.join("retry.md")];
    pages(&source.join("guide"), &mut chapters);
    let mut missing = BTreeSet::new();
    for path in chapters {
        let page = read_to_string(path).expect("a page");
        for (label, target) in lines_outside_code(&page).filter_map(definition) {
            let is_relative = !target.contains("://") && !target.contains("::");
            if is_relative && !replaced.iter().any(|(known, _)| *known == label) {
                missing.insert(label.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "not in links.md: {missing:?}");
}

#[test]
fn links_are_found_in_markdown() {
    let page =
        "[a](b.md), [c\nd](e.md#f-g) <img src=\"h.svg\">\n```\n[x](y)\n```\n# F `G`!\n[i]: j.md\n";
    assert_eq!(
        targets(page).into_iter().collect::<Vec<_>>(),
        ["b.md", "e.md#f-g", "h.svg", "j.md"]
    );
    assert!(has_heading(page, "f-g"));
    assert!(!has_heading(page, "x"));
}
