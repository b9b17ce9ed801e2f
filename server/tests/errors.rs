//! Every code that the source can answer with stands in docs/errors.md, and the page names no code that is gone.

use std::{collections::BTreeSet, fs, path::Path};

/// The constructors of `Error` that take a code.
const CONSTRUCTORS: [&str; 5] = [
    "conflict(",
    "refused(",
    "forbidden(",
    "unavailable(",
    "Error::request(",
];

/// Codes of errors that have no constructor with one.
const FIXED: [&str; 6] = [
    "unauthorized",
    "not_found",
    "gone",
    "invalid",
    "limited",
    "internal",
];

fn sources(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            into.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// The first text among a call's arguments, if it looks like a code.
fn code_after(call: &str) -> Option<String> {
    let arguments = call.trim_start();
    let arguments = match arguments
        .strip_prefix("StatusCode::")
        .or(arguments.strip_prefix("http::StatusCode::"))
    {
        Some(rest) => rest.split_once(',')?.1.trim_start(),
        None => arguments,
    };
    let code = arguments.strip_prefix('"')?.split('"').next()?;
    code.bytes()
        .all(|b| b.is_ascii_lowercase() || b == b'_')
        .then(|| code.to_owned())
}

#[test]
fn the_page_of_errors_lists_exactly_what_can_be_answered() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    sources(&root.join("src"), &mut texts);
    let mut used: BTreeSet<String> = FIXED.iter().map(|&code| code.to_owned()).collect();
    for text in &texts {
        for constructor in CONSTRUCTORS {
            // An audit entry that was refused is no answer.
            used.extend(
                text.match_indices(constructor)
                    .filter(|(at, _)| !text[..*at].ends_with("Entry::"))
                    .filter_map(|(at, _)| code_after(&text[at + constructor.len()..])),
            );
        }
    }
    let page = fs::read_to_string(root.join("../docs/errors.md")).unwrap();
    let listed: BTreeSet<String> = page
        .lines()
        .filter(|line| line.starts_with("| 4") || line.starts_with("| 5"))
        .filter_map(|line| line.split('|').nth(2))
        .flat_map(|cell| {
            cell.split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        used.difference(&listed).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "not on the page"
    );
    assert_eq!(
        listed.difference(&used).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "no longer in the source"
    );
}
