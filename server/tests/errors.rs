//! Every code that the source can answer with stands in docs/errors.md, and the page names no code that is gone.

use std::{collections::BTreeSet, fs};

use crate::sources::{root, sources};

/// The constructors of `Error` that take a code.
const CONSTRUCTORS: [&str; 5] = [
    "conflict(",
    "refused(",
    "forbidden(",
    "unavailable(",
    "Error::request(",
];

/// Codes of errors that have no constructor with one.
const FIXED: [&str; 9] = [
    "unauthorized",
    "second_factor_required",
    "invalid_token",
    "not_found",
    "gone",
    "invalid",
    "limited",
    "internal",
    "disk_full",
];

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
    let mut used: BTreeSet<String> = FIXED.iter().map(|&code| code.to_owned()).collect();
    for (_, text) in sources()
        .iter()
        .filter(|(path, _)| !path.ends_with("tests.rs"))
    {
        for constructor in CONSTRUCTORS {
            // An audit entry that was refused is no answer.
            used.extend(
                text.match_indices(constructor)
                    .filter(|(at, _)| !text[..*at].ends_with("Entry::"))
                    .filter_map(|(at, _)| code_after(&text[at + constructor.len()..])),
            );
        }
    }
    let page = fs::read_to_string(root().join("docs/errors.md")).unwrap();
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
