//! Reads the statements of the program from its source.

use portico::db::schema::Table;

use crate::sources::sources;

/// A statement and where it stands.
pub struct Found {
    /// The file and line.
    pub place: String,
    /// Whether it is `scoped!`; else it is `system!`.
    pub scoped: bool,
    /// Its text, with placeholders.
    pub text: String,
    /// The function around it.
    pub function: String,
    /// The audience that the function around it names: `Staff`, `Contact`, `Job`, or a parameter of its own.
    pub audience: String,
}

/// A table that a statement touches: how, under which alias, and what follows.
pub struct Use<'t> {
    pub verb: &'static str,
    pub table: &'t Table,
    pub alias: String,
    pub by_key: bool,
}

/// Every table of a statement.
pub fn uses<'t>(text: &str, tables: &[&'t Table]) -> Vec<Use<'t>> {
    let words = words(text);
    let word = |place: usize| words.get(place).map_or("", String::as_str);
    let mut found = Vec::new();
    for place in 0..words.len() {
        let verb = match word(place) {
            "from" if place > 0 && word(place - 1) == "delete" => "delete",
            "from" | "join" => "select",
            "into" => "insert",
            // `on conflict do update set` and `for update` name no table.
            "update" => "update",
            _ => continue,
        };
        let Some(table) = tables.iter().find(|table| table.name == word(place + 1)) else {
            continue;
        };
        let mut next = place + 2;
        if word(next) == "as" {
            next += 1;
        }
        let keywords = [
            "where",
            "set",
            "join",
            "left",
            "on",
            "using",
            "order",
            "group",
            "limit",
            "for",
            "",
            "(",
            ")",
            ",",
            "cross",
            "inner",
            "returning",
            "union",
        ];
        let alias = if keywords.contains(&word(next)) {
            table.name.clone()
        } else {
            word(next).to_owned()
        };
        if !keywords.contains(&word(next)) {
            next += 1;
        }
        let by_key = word(next) == "using" && word(next + 2) == "provider_id";
        found.push(Use {
            verb,
            table,
            alias,
            by_key,
        });
    }
    found
}

/// Words, and each sign by itself. Quoted text is left out.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut quoted) = (String::new(), false);
    for sign in text.chars() {
        if sign == '\'' {
            quoted = !quoted;
        }
        if !quoted && (sign.is_alphanumeric() || sign == '_' || sign == '$') {
            word.push(sign);
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if !quoted && !sign.is_whitespace() {
            words.push(sign.to_string());
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// Every `scoped!` and `system!` of the program.
pub fn statements() -> Vec<Found> {
    let mut found = Vec::new();
    let shared = shared_texts();
    for (path, text) in sources() {
        if path == "db/statement.rs" {
            continue;
        }
        let text = shared
            .iter()
            .fold(text, |text, (call, sql)| text.replace(call.as_str(), sql));
        for (call, scoped) in [("scoped!(", true), ("system!(", false)] {
            for (at, _) in text.match_indices(call) {
                let line = text[..at].matches('\n').count() + 1;
                let comment = text[..at]
                    .rsplit('\n')
                    .next()
                    .is_some_and(|start| start.trim_start().starts_with("//"));
                if comment {
                    continue;
                }
                let sql = literals(&text[at + call.len()..]);
                assert!(
                    !sql.is_empty(),
                    "{path}:{line}: the text of a statement stands in its place"
                );
                found.push(Found {
                    place: format!("server/src/{path}:{line}"),
                    scoped,
                    text: sql,
                    function: function(&text[..at]),
                    audience: audience(&text[..at]),
                });
            }
        }
    }
    found
}

/// What several statements share: each macro that is nothing but a text, as it is called, and the text on one line.
fn shared_texts() -> Vec<(String, String)> {
    let mut shared = Vec::new();
    for (_, text) in sources() {
        for part in text.split("macro_rules! ").skip(1) {
            let Some((name, body)) = part.split_once(" {") else {
                continue;
            };
            let body = body
                .trim_start()
                .strip_prefix("() => {")
                .map(str::trim_start);
            if let Some((sql, _)) = body.and_then(|body| body.strip_prefix('"')?.split_once('"')) {
                shared.push((
                    format!("{name}!()"),
                    format!("\"{}\"", sql.replace('\n', " ")),
                ));
            }
        }
    }
    shared
}

/// The name of the last function that begins before a statement.
fn function(before: &str) -> String {
    let name = before.rsplit("fn ").next().unwrap_or_default();
    let name = name.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
    name.into_iter().next().unwrap_or_default().to_owned()
}

/// The last audience that is named before a statement, as in `Read<'_, Staff>`.
fn audience(before: &str) -> String {
    let last = ["Read<'_, ", "Write<'_, "]
        .into_iter()
        .filter_map(|start| Some(before.rfind(start)? + start.len()))
        .max();
    let word = last.map_or("", |at| &before[at..]);
    word.split('>').next().unwrap_or_default().to_owned()
}

/// The string literals up to the closing parenthesis, joined.
fn literals(code: &str) -> String {
    let (mut text, mut depth, mut inside) = (String::new(), 1, false);
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match (inside, sign) {
            (true, '\\') => match signs.next() {
                Some('\n') => text.push(' '),
                Some(escaped) => text.push(escaped),
                None => break,
            },
            (_, '"') => inside = !inside,
            (true, _) => text.push(sign),
            (false, '(') => depth += 1,
            (false, ')') => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            (false, _) => {}
        }
    }
    text
}
