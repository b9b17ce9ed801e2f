//! Statements: one text, checked when it is compiled, expanded once for each database and kind of audience.
//!
//! A scoped statement names, for each table, the level at which its rows are walled off:
//!
//! | placeholder | expands to |
//! | --- | --- |
//! | `{provider:t}` | the provider |
//! | `{client:t}` | and, for a contact, its client; for limited staff, their assigned clients |
//! | `{project:t}` | and, for a narrowed membership, its projects; for a guest, nothing |
//! | `{org:t}` | the provider and, for staff who are not owners, no org or one of their own |
//! | `{own:t}` | the provider and the contact or staff member itself |
//!
//! A device sees rows at the level of its provider alone; every other level is empty to it.
//!
//! `$1` is the provider, `$2` the client, `$3` the membership or staff id; own parameters start at `$4`.
//! An insert selects its parent under the parent's placeholder. Every placeholder expands to a whole condition.

use std::sync::OnceLock;

use crate::scope::Kind;

/// The two ways to write SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A statement that a connection can run.
pub trait Text: Sync {
    /// What the database is sent.
    fn expanded(&self, dialect: Dialect, kind: Kind) -> &str;

    /// Whether it asks for a page (`limit $n`): it may look at many rows, so SQLite reads it aside. Everything else
    /// finds its rows by a key; a test explains each statement and refuses a walk that is not a page.
    fn is_page(&self) -> bool;
}

/// A statement that carries its scope. Made by [`scoped!`](crate::scoped).
#[derive(Debug)]
pub struct Statement {
    text: &'static str,
    is_page: bool,
    expanded: [[OnceLock<String>; Kind::COUNT]; 2],
}

impl Statement {
    /// Checks the text; in a `static` or `const` this fails the build.
    pub const fn new(text: &'static str) -> Self {
        assert!(
            scan(text).is_sound(),
            "a placeholder is none of {{provider:t}} {{client:t}} {{project:t}} {{org:t}} {{own:t}}"
        );
        assert!(
            scan(text).found > 0,
            "the statement has no scope: give every table its placeholder, such as {{client:d}}"
        );
        Self {
            text,
            is_page: asks_for_page(text),
            expanded: [const { [const { OnceLock::new() }; Kind::COUNT] }; 2],
        }
    }
}

impl Text for Statement {
    fn expanded(&self, dialect: Dialect, kind: Kind) -> &str {
        self.expanded[dialect as usize][kind as usize]
            .get_or_init(|| expand(self.text, dialect, kind))
    }

    fn is_page(&self) -> bool {
        self.is_page
    }
}

/// A statement without a scope, for `db.system` alone. Made by [`system!`](crate::system). Parameters start at `$1`.
#[derive(Debug)]
pub struct SystemStatement {
    text: &'static str,
    is_page: bool,
    expanded: [OnceLock<String>; 2],
}

impl SystemStatement {
    /// Refuses placeholders: they would mean nothing.
    pub const fn new(text: &'static str) -> Self {
        assert!(
            scan(text).found == 0,
            "a system statement has no scope to expand a placeholder to"
        );
        Self {
            text,
            is_page: asks_for_page(text),
            expanded: [const { OnceLock::new() }; 2],
        }
    }
}

impl Text for SystemStatement {
    fn expanded(&self, dialect: Dialect, _: Kind) -> &str {
        self.expanded[dialect as usize].get_or_init(|| numbered(self.text, dialect))
    }

    fn is_page(&self) -> bool {
        self.is_page
    }
}

/// A statement that carries its scope; without a placeholder it does not compile.
///
/// ```compile_fail
/// portico::scoped!("select d.title from document d");
/// ```
/// ```
/// portico::scoped!("select d.title from document d where {project:d}");
/// ```
#[macro_export]
macro_rules! scoped {
    ($text:expr) => {{
        static STATEMENT: $crate::db::Statement = $crate::db::Statement::new($text);
        &STATEMENT
    }};
}

/// A statement for `db.system`; one with a placeholder does not compile.
#[macro_export]
macro_rules! system {
    ($text:expr) => {{
        static STATEMENT: $crate::db::SystemStatement = $crate::db::SystemStatement::new($text);
        &STATEMENT
    }};
}

const LEVELS: [&str; 5] = ["provider", "client", "project", "org", "own"];

/// What the compile-time check sees in a text.
struct Scan {
    /// Placeholders of a known level with an alias.
    found: usize,
    /// Anything else that looks like one.
    unknown: usize,
}

impl Scan {
    const fn is_sound(&self) -> bool {
        self.unknown == 0
    }
}

/// Looks for `{level:alias}`; a brace that no letter follows is not a placeholder.
const fn scan(text: &str) -> Scan {
    let text = text.as_bytes();
    let mut scan = Scan {
        found: 0,
        unknown: 0,
    };
    let mut at = 0;
    while at + 1 < text.len() {
        if text[at] == b'{' && text[at + 1].is_ascii_lowercase() {
            if is_placeholder(text, at + 1) {
                scan.found += 1;
            } else {
                scan.unknown += 1;
            }
        }
        at += 1;
    }
    scan
}

const fn is_placeholder(text: &[u8], start: usize) -> bool {
    let mut level = 0;
    while level < LEVELS.len() {
        let word = LEVELS[level].as_bytes();
        let mut same = 0;
        while same < word.len() && start + same < text.len() && text[start + same] == word[same] {
            same += 1;
        }
        let colon = start + same;
        if same == word.len() && colon < text.len() && text[colon] == b':' {
            let mut end = colon + 1;
            while end < text.len()
                && (text[end].is_ascii_lowercase()
                    || text[end].is_ascii_digit()
                    || text[end] == b'_')
            {
                end += 1;
            }
            return end > colon + 1 && end < text.len() && text[end] == b'}';
        }
        level += 1;
    }
    false
}

/// Whether `limit $` stands in the text.
const fn asks_for_page(text: &str) -> bool {
    let (text, word) = (text.as_bytes(), b"limit $");
    let mut at = 0;
    while at + word.len() <= text.len() {
        let mut same = 0;
        while same < word.len() && text[at + same] == word[same] {
            same += 1;
        }
        if same == word.len() {
            return true;
        }
        at += 1;
    }
    false
}

/// Writes out every placeholder for this kind of audience.
fn expand(text: &str, dialect: Dialect, kind: Kind) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let Some((level, alias, tail)) = placeholder(after) else {
            out.push('{');
            rest = after;
            continue;
        };
        out.push_str(&condition(level, alias, kind));
        rest = tail;
    }
    out.push_str(rest);
    numbered(&out, dialect)
}

fn placeholder(after: &str) -> Option<(&str, &str, &str)> {
    let (inside, tail) = after.split_once('}')?;
    let (level, alias) = inside.split_once(':')?;
    LEVELS.contains(&level).then_some((level, alias, tail))
}

/// The whole condition of one level on the table `t` for this kind of audience.
fn condition(level: &str, t: &str, kind: Kind) -> String {
    let provider = format!("{t}.provider_id = $1");
    let extra = match (level, kind) {
        ("client" | "project" | "org" | "own", Kind::Device) => " and 1 = 0".to_owned(),
        ("client" | "project", Kind::StaffLimited) => {
            format!(
                " and {t}.client_id in (select client_id from client_staff where provider_id = $1 and staff_id = $3)"
            )
        }
        ("client" | "project", Kind::Contact) | ("client", Kind::ContactNarrowed | Kind::Guest) => {
            format!(" and {t}.client_id = $2")
        }
        // Nothing can be marked for a guest yet.
        ("project", Kind::Guest) => " and 1 = 0".to_owned(),
        ("project", Kind::ContactNarrowed) => format!(
            " and {t}.client_id = $2 and {t}.project_id in \
             (select project_id from membership_project where provider_id = $1 and membership_id = $3)"
        ),
        ("org", Kind::Staff | Kind::StaffLimited) => format!(
            " and ({t}.org_id is null or {t}.org_id in \
             (select org_id from org_member where provider_id = $1 and staff_id = $3))"
        ),
        ("own", Kind::StaffOwner | Kind::Staff | Kind::StaffLimited) => {
            format!(" and {t}.staff_id = $3")
        }
        ("own", Kind::Contact | Kind::ContactNarrowed | Kind::Guest) => {
            format!(
                " and {t}.contact_id = (select contact_id from membership where provider_id = $1 and membership_id = $3)"
            )
        }
        _ => String::new(),
    };
    if extra.is_empty() {
        provider
    } else {
        format!("({provider}{extra})")
    }
}

/// SQLite numbers `$4` by its first appearance, `?4` by its number. `{skip_locked}` at the end of a system
/// statement's subquery passes over rows that another copy is just taking; SQLite has one writer and no need.
fn numbered(text: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Postgres => text.replace("{skip_locked}", "for update skip locked"),
        Dialect::Sqlite => text.replace('$', "?").replace("{skip_locked}", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_counts_placeholders_and_refuses_what_only_looks_like_one() {
        for (text, found, unknown) in [
            ("select 1", 0, 0),
            ("select 1 from a where {client:a} and {org:a}", 2, 0),
            ("select '{}' from a where {own:a}", 1, 0),
            ("where {client}", 0, 1),
            ("where {client:}", 0, 1),
            ("where {client:a", 0, 1),
            ("where {clients:a}", 0, 1),
            ("where {everything:a} and {project:a_1}", 1, 1),
        ] {
            let scan = scan(text);
            assert_eq!((scan.found, scan.unknown), (found, unknown), "{text}");
        }
    }

    #[test]
    fn each_audience_gets_its_own_condition() {
        let all =
            |text: &'static str| Kind::SCOPED.map(|kind| expand(text, Dialect::Postgres, kind));
        let limited = "(t.provider_id = $1 and t.client_id in \
                       (select client_id from client_staff where provider_id = $1 and staff_id = $3))";
        let provider = "t.provider_id = $1";
        let client = "(t.provider_id = $1 and t.client_id = $2)";
        let narrowed = "(t.provider_id = $1 and t.client_id = $2 and t.project_id in \
                        (select project_id from membership_project where provider_id = $1 and membership_id = $3))";
        let nothing = "(t.provider_id = $1 and 1 = 0)";
        let orgs = "(t.provider_id = $1 and (t.org_id is null or t.org_id in \
                    (select org_id from org_member where provider_id = $1 and staff_id = $3)))";
        let staff = "(t.provider_id = $1 and t.staff_id = $3)";
        let contact = "(t.provider_id = $1 and t.contact_id = \
                       (select contact_id from membership where provider_id = $1 and membership_id = $3))";
        assert_eq!(all("{provider:t}"), [provider; 8]);
        assert_eq!(
            all("{client:t}"),
            [
                provider, provider, limited, client, client, client, provider, nothing
            ]
        );
        assert_eq!(
            all("{project:t}"),
            [
                provider, provider, limited, client, narrowed, nothing, provider, nothing
            ]
        );
        assert_eq!(
            all("{org:t}"),
            [
                provider, orgs, orgs, provider, provider, provider, provider, nothing
            ]
        );
        assert_eq!(
            all("{own:t}"),
            [
                staff, staff, staff, contact, contact, contact, provider, nothing
            ]
        );
    }

    #[test]
    fn a_page_is_what_has_a_bound_limit() {
        assert!(asks_for_page("select 1 from a where {client:a} limit $4"));
        assert!(!asks_for_page("select 1 from a where {client:a} limit 1"));
        assert!(!asks_for_page("limit "));
    }

    #[test]
    fn sqlite_gets_numbered_parameters() {
        assert_eq!(
            expand(
                "select '{}' from t where {provider:t} and a = $4",
                Dialect::Sqlite,
                Kind::Job
            ),
            "select '{}' from t where t.provider_id = ?1 and a = ?4"
        );
    }
}
