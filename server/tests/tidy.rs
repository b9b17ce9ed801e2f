//! The rules of STYLE.md and the walls of ARCHITECTURE.md that a reader of the sources can check.

use std::collections::BTreeSet;

use crate::sources::{files, root, sources};

/// Lines of code a file may have at most; nine of ten, and half of them, stay below the others.
const LONGEST_FILE: usize = 400;
const NINE_OF_TEN: usize = 300;
const MEDIAN: usize = 110;

/// Lines a function may have at most.
const LONGEST_FUNCTION: usize = 70;

/// Names that say nothing.
const EMPTY_NAMES: [&str; 6] = ["util", "utils", "helpers", "common", "manager", "service"];

/// What a part of the program may not know: its folder or file, and the modules.
const WALLS: [(&str, &[&str]); 4] = [
    (
        "db/",
        &[
            "features", "app", "routes", "pages", "assets", "jobs", "cli", "serve",
        ],
    ),
    (
        "kit/",
        &[
            "features", "app", "routes", "pages", "assets", "jobs", "cli", "serve",
        ],
    ),
    (
        "scope.rs",
        &[
            "features", "app", "routes", "pages", "assets", "jobs", "cli", "serve",
        ],
    ),
    ("features/", &["routes", "pages", "cli", "serve"]),
];

/// Whether a file holds tests or what only tests use.
fn is_for_tests(path: &str) -> bool {
    path.starts_with("testing/") || path.contains("/tests/") || path.ends_with("tests.rs")
}

/// The part of a file before its inner tests.
fn without_inner_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text)
}

/// The lines that are code: neither empty nor a comment.
fn code(text: &str) -> impl Iterator<Item = &str> {
    without_inner_tests(text).lines().filter(|line| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with("//")
    })
}

/// The modules below the crate that a text names, by path or inside `use crate::{…}`.
fn named_modules(text: &str) -> BTreeSet<String> {
    let code: String = code(text)
        .flat_map(|line| [line.trim_start(), " "])
        .collect();
    let mut named = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            None => named.extend(first_word(rest)),
            Some(list) => named.extend(top_words(list)),
        }
    }
    named
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text
        .chars()
        .take_while(|sign| sign.is_alphanumeric() || *sign == '_')
        .collect();
    (!word.is_empty()).then_some(word)
}

/// The first word of each item of a list in braces, whose opening one is gone.
fn top_words(list: &str) -> Vec<String> {
    let (mut words, mut depth, mut item) = (Vec::new(), 0, String::new());
    for sign in list.chars() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => words.extend(first_word(std::mem::take(&mut item).trim_start())),
            _ if depth == 0 => item.push(sign),
            _ => {}
        }
    }
    words.extend(first_word(item.trim_start()));
    words
}

/// The functions of a text that are longer than allowed: name and lines.
fn long_functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = without_inner_tests(text).lines().collect();
    let mut long = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let indent = &line[..line.len() - line.trim_start().len()];
        let Some((before, name)) = line.trim_start().split_once("fn ") else {
            continue;
        };
        let is_head = before.split_whitespace().all(|word| {
            word.starts_with("pub") || ["const", "async", "in", "crate)", "super)"].contains(&word)
        });
        if !is_head {
            continue;
        }
        let (brace, end) = (format!("{indent}}}"), format!("{indent});"));
        let length = lines[at..]
            .iter()
            .position(|line| {
                *line == brace
                    || *line == end
                    || line.ends_with(';')
                        && line.starts_with(indent)
                        && !line[indent.len()..].starts_with(' ')
            })
            .unwrap_or(0);
        if length > LONGEST_FUNCTION {
            long.push((first_word(name).unwrap_or_default(), length));
        }
    }
    long
}

#[test]
fn imports_go_one_way() {
    let mut faults = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !is_for_tests(path)) {
        let named = named_modules(text);
        for (part, forbidden) in WALLS {
            for module in forbidden
                .iter()
                .filter(|module| path.starts_with(part) && named.contains(**module))
            {
                faults.push(format!("{path} knows {module}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// A staff answer that shares a type with a client's would leak its next field (the preview aside).
#[test]
fn client_and_staff_handlers_share_no_types() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let other = match path.rsplit('/').next() {
            Some("client.rs") => "staff",
            Some("staff.rs") => "client",
            _ => continue,
        };
        let code: String = code(&text).collect();
        for way in [format!("super::{other}::"), format!("super::{{{other}::")] {
            if code.contains(&way) {
                faults.push(format!("{path} takes from {other}.rs"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_file_says_what_it_is_for_and_its_name_says_something() {
    let mut faults = Vec::new();
    for folder in ["server/src", "server/tests", "xtask/src"] {
        for (path, text) in files(&root().join(folder), "rs") {
            if !text.starts_with("//!") {
                faults.push(format!("{folder}/{path} does not begin with a //! line"));
            }
            if path
                .split(['/', '.'])
                .any(|part| EMPTY_NAMES.contains(&part))
            {
                faults.push(format!("{folder}/{path} has a name that says nothing"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn files_and_functions_are_small() {
    let mut sizes = Vec::new();
    let mut faults = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !is_for_tests(path)) {
        let size = code(text).count();
        sizes.push(size);
        if size > LONGEST_FILE {
            faults.push(format!("{path} has {size} lines of code"));
        }
        for (name, length) in long_functions(text) {
            faults.push(format!("{path}: {name} has {length} lines"));
        }
    }
    sizes.sort_unstable();
    for (most, place) in [
        (MEDIAN, sizes.len() / 2),
        (NINE_OF_TEN, sizes.len() * 9 / 10),
    ] {
        if sizes[place] > most {
            faults.push(format!(
                "file number {place} of {} by size has {} lines of code, not {most}",
                sizes.len(),
                sizes[place]
            ));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn links_in_the_documents_lead_somewhere() {
    let mut faults = Vec::new();
    for (path, text) in files(root(), "md") {
        let folder = root().join(&path);
        let folder = folder.parent().unwrap();
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let target = target.split('#').next().unwrap_or_default();
            if !target.is_empty()
                && !target.contains("://")
                && !target.starts_with("mailto:")
                && !folder.join(target).exists()
            {
                faults.push(format!("{path}: {target}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The pages that name tests.
const NAMES_TESTS: [&str; 2] = ["docs/status.md", "docs/asvs.md"];

/// How the files of the web's tests end.
const TESTS_OF_WEB: [&str; 3] = [".spec.ts", ".test.ts", ".test.tsx"];

/// A word with three underscores or more in these pages is a test of the server; a path that ends as those of the web's
/// tests do, or in `.rs`, is one of their files, whole or its last parts.
#[test]
fn tests_named_in_the_documents_exist() {
    let of_server = files(&root().join("server"), "rs");
    let known: String = of_server.iter().map(|(_, text)| text.as_str()).collect();
    let of_web = ["ts", "tsx"].map(|ending| files(&root().join("web"), ending));
    let of_web = of_web
        .iter()
        .flatten()
        .map(|(path, _)| format!("/web/{path}"));
    let paths: Vec<String> = of_server
        .iter()
        .map(|(path, _)| format!("/server/{path}"))
        .chain(of_web)
        .collect();
    let mut gone = Vec::new();
    for page in NAMES_TESTS {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        let tests = text
            .split(|sign: char| !(sign.is_alphanumeric() || sign == '_'))
            .filter(|word| word.matches('_').count() >= 3)
            .filter(|word| !known.contains(&format!("fn {word}(")));
        let named = text
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| {
                name.ends_with(".rs") || TESTS_OF_WEB.iter().any(|end| name.ends_with(end))
            })
            .filter(|name| {
                let end = format!("/{name}");
                !paths.iter().any(|path| path.ends_with(&end))
            });
        gone.extend(tests.chain(named).map(|name| format!("{page}: {name}")));
    }
    assert!(gone.is_empty(), "{gone:#?}");
}

#[test]
fn the_reader_of_sources_finds_what_it_should() {
    let text = "use crate::{\n    app::App,\n    kit::{id::Id, http::Body},\n    db,\n};\nfn f() { crate::routes::table() }\n// crate::cli\n";
    let named: Vec<String> = named_modules(text).into_iter().collect();
    assert_eq!(named, ["app", "db", "kit", "routes"]);
    let body = "    let x = 1;\n".repeat(LONGEST_FUNCTION + 1);
    assert_eq!(
        long_functions(&format!("pub async fn f() {{\n{body}}}\n")),
        [("f".to_owned(), LONGEST_FUNCTION + 2)]
    );
    assert!(long_functions("fn f() {\n    1\n}\n").is_empty());
}

/// Where a document type may be named: where every provider's first ones are made, and in the story of the demo.
const NAMES_TYPES: [&str; 2] = ["features/provisioning/types.rs", "cli/demo/"];

#[test]
fn no_code_knows_a_document_type_by_its_name() {
    let types = [
        "quote",
        "invoice",
        "credit_note",
        "contract",
        "report",
        "deliverable",
        "meeting_note",
    ];
    let mut faults = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !is_for_tests(path)) {
        if NAMES_TYPES.iter().any(|place| path.starts_with(place)) {
            continue;
        }
        for line in code(text) {
            let named = types
                .iter()
                .find(|name| line.contains(&format!("\"{name}\"")));
            if let Some(name) = named {
                faults.push(format!("{path} knows {name}: {}", line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
