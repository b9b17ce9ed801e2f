//! Every statement of the product is read and held against the levels of its tables and what both databases can do.

use portico::db::schema::{Level, Schema, Table};

pub mod reader;

use crate::sources::{files, root, sources};
use reader::{Use, statements, uses, words};

/// Who may go through the door without a scope. This list only shrinks, save for a feature that is new.
const SYSTEM: &[&str] = &[
    "features/brand_domains/proving.rs",
    "features/api_keys/",
    "features/delivery/",
    "features/documents/delivery/",
    "features/operators/",
    "features/providers/",
    "features/provisioning/",
    "features/sessions/",
    "features/sign_in/",
    "features/staff_accounts/",
    "features/staff_sign_in/",
    "cli/",
    "features/audit/",
    "housekeeping.rs",
    "kit/job.rs",
    "kit/job/dead.rs",
    "kit/limit/staff.rs",
    "kit/outbox/again.rs",
    "kit/outbox/ceiling.rs",
    "kit/outbox/waiting.rs",
    "kit/sweep.rs",
    "operations.rs",
    "testing/",
];

/// Statements that look at the work of every org: part of their text, and why.
const WITHOUT_ORG: &[(&str, &str)] = &[
    (
        "r.payment_method_id = $4)",
        "a payment method that any org's client chose is kept",
    ),
    (
        "t.document_template_id <> $5)",
        "a name that any org's template has is taken",
    ),
    (
        "and d.type_key = $4)",
        "a document type that any org's work is of is kept",
    ),
];

/// Who may act for a whole provider.
const JOBS: &[&str] = &[
    "cli/",
    "features/brand_domains/proving.rs",
    "features/documents/reading/views.rs",
    "features/legal_pages/page.rs",
    "features/operators/",
    "features/passwords/",
    "features/sign_in_settings/offer.rs",
    "features/audit/",
    "features/providers/",
    "features/second_factor/",
    "features/sessions/",
    "housekeeping.rs",
    "jobs.rs",
    "features/sign_in/",
    "features/staff_accounts/",
    "features/staff_sign_in/",
    "features/tokens/",
    "testing/",
];

#[test]
fn every_statement_walls_each_of_its_tables() {
    let schema = Schema::portico().unwrap();
    let tables: Vec<&Table> = schema.tables().collect();
    let faults: Vec<String> = statements()
        .iter()
        .flat_map(|found| {
            let faults = if found.scoped {
                scope_faults(&found.text, &tables)
            } else {
                right_faults(&found.text, &tables)
            };
            let dialect = dialect_faults(&found.text, &tables);
            faults
                .into_iter()
                .chain(dialect)
                .map(|fault| format!("{}: {fault}\n{}", found.place, found.text))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn migrations_use_only_the_words_that_both_databases_know() {
    for migration in Schema::portico().unwrap().migrations {
        for (number, line) in migration.text.lines().enumerate() {
            let code = line.split("--").next().unwrap();
            for word in words(code) {
                let own = [
                    "bigint",
                    "integer",
                    "int",
                    "uuid",
                    "blob",
                    "bytea",
                    "boolean",
                    "timestamptz",
                    "date",
                    "serial",
                ];
                let refused =
                    own.contains(&word.as_str()) && !code.contains(&format!("{{{word}}}"));
                assert!(
                    !refused,
                    "{} line {}: {word} is a word of one database",
                    migration.name,
                    number + 1
                );
            }
        }
    }
}

#[test]
fn few_files_go_without_a_scope() {
    for (path, text) in sources() {
        for (call, allowed) in [(".system(Because::", SYSTEM), ("Job::of(", JOBS)] {
            let listed = path.starts_with("db/")
                || path == "scope.rs"
                || path.ends_with("/tests.rs")
                || path.contains("/tests/");
            let listed = listed || allowed.iter().any(|start| path.starts_with(start));
            assert!(
                listed || !text.contains(call),
                "{path} calls {call}…): it is not on the list"
            );
        }
        let driver = text.contains("rusqlite") || text.contains("tokio_postgres");
        let own = path.starts_with("db/") || path.starts_with("testing/");
        assert!(own || !driver, "{path} names a database driver");
    }
}

/// What is written down for good: on PostgreSQL the program has no right to change it, and no statement tries (A3, D13).
#[test]
fn what_was_decided_and_published_is_never_changed() {
    const FOR_GOOD: [&str; 6] = [
        "audit_entry",
        "audit_person",
        "decision",
        "document_version",
        "milestone_move",
        "response",
    ];
    let schema = Schema::portico().unwrap();
    let tables: Vec<&Table> = schema.tables().collect();
    for name in FOR_GOOD {
        let table = tables.iter().find(|table| table.name == name).unwrap();
        assert_eq!(table.app.as_deref(), Some("select, insert"), "{name}");
        let of_system = table.system.as_deref().unwrap_or_default();
        assert!(
            !of_system.contains("update") && !of_system.contains("delete"),
            "{name}"
        );
    }
    let mut written = 0;
    for found in statements() {
        // Tests tamper to see what happens then.
        if found.place.contains("/testing/") || found.place.contains("tests") {
            continue;
        }
        for used in uses(&found.text, &tables) {
            if FOR_GOOD.contains(&used.table.name.as_str()) {
                let is_kept = used.verb == "select" || used.verb == "insert";
                assert!(is_kept, "{}: {}", found.place, found.text);
                written += usize::from(used.verb == "insert");
            }
        }
    }
    assert!(written >= FOR_GOOD.len(), "{written}");
}

/// A test that one database has no use for says so where its result is read.
#[test]
fn tests_for_one_database_have_its_name_in_theirs() {
    let (call, early) = (
        concat!("if !only_on", "(Dialect::"),
        concat!("if dialect() ", "!= "),
    );
    for (path, text) in files(&root().join("server"), "rs") {
        for (at, _) in text.match_indices(call) {
            let name = text[..at].rsplit("fn ").next().unwrap();
            let name = name.split('(').next().unwrap();
            let is_sqlite = text[at + call.len()..].starts_with("Sqlite");
            let word = if is_sqlite { "sqlite" } else { "postgresql" };
            assert!(name.contains(word), "{path}: {name} is for {word} only");
        }
        assert!(
            !text.contains(early),
            "{path}: a test leaves early; use only_on"
        );
    }
}

#[test]
fn the_reader_of_statements_finds_what_it_should() {
    let schema = Schema::portico().unwrap();
    let tables: Vec<&Table> = schema.tables().collect();
    let faults = |text: &str| {
        (
            scope_faults(text, &tables).len(),
            dialect_faults(text, &tables).len(),
        )
    };
    for (text, expected) in [
        (
            "select d.title from document d where {project:d} and {org:d}",
            (0, 0),
        ),
        ("select d.title from document d where {project:d}", (1, 0)),
        (
            "select d.title from document d where {client:d} and {org:d}",
            (1, 0),
        ),
        (
            "select d.title from document d join client c on c.client_id = d.client_id where {project:d} and {org:d}",
            (1, 0),
        ),
        (
            "select d.title from document d join client c using (provider_id, client_id) where {project:d} and {org:d}",
            (0, 0),
        ),
        (
            "select 1 from document d where {project:d} and {org:d} and exists (select 1 from response r where r.x = d.x)",
            (2, 0),
        ),
        (
            "update document as d set title = $4 where {project:d} and {org:d}",
            (0, 0),
        ),
        (
            "update document set title = $4 where {project:document} and {org:document}",
            (0, 0),
        ),
        (
            "update document set title = $4 where {project:d} and {org:d}",
            (2, 0),
        ),
        (
            "delete from document as d where {client:d} and {org:d}",
            (1, 0),
        ),
        (
            "insert into org (provider_id) select p.provider_id from provider p where {provider:p}",
            (0, 0),
        ),
        ("insert into org (provider_id) values ($1)", (1, 0)),
        (
            "with x as (select c.name from client c where {client:c}) select name from x",
            (0, 0),
        ),
        (
            "select sum(r.total_minor) from response r where {project:r} and {org:r}",
            (0, 1),
        ),
        (
            "select cast(sum(r.total_minor) as bigint) from response r where {project:r} and {org:r}",
            (0, 0),
        ),
        (
            "select 1 from client c where {client:c} and c.name like $4",
            (0, 1),
        ),
        (
            "select 1 from client c where {client:c} order by c.language",
            (0, 1),
        ),
        (
            "select 1 from client c where {client:c} order by c.language nulls last, c.name desc",
            (0, 0),
        ),
        (
            "select 1 from client c where {client:c} and c.language is not null order by c.language",
            (0, 0),
        ),
    ] {
        assert_eq!(faults(text), expected, "{text}");
    }
    assert_eq!(
        right_faults("select host from brand_domain", &tables).len(),
        0
    );
    assert_eq!(right_faults("select title from document", &tables).len(), 1);
    assert_eq!(right_faults("delete from provider", &tables).len(), 1);
}

fn scope_faults(text: &str, tables: &[&Table]) -> Vec<String> {
    let mut faults = Vec::new();
    for used in uses(text, tables) {
        if used.verb == "insert" {
            if !text.contains("select") {
                faults.push(format!(
                    "an insert into {} selects its parent",
                    used.table.name
                ));
            }
            continue;
        }
        let has_org = used
            .table
            .columns
            .iter()
            .any(|(name, nullable)| name == "org_id" && *nullable);
        let is_free = WITHOUT_ORG.iter().any(|(part, _)| text.contains(part));
        if has_org && !is_free && !text.contains(&format!("{{org:{}}}", used.alias)) {
            faults.push(format!(
                "{} as {} needs {{org:{}}}: staff outside an org do not see its work",
                used.table.name, used.alias, used.alias
            ));
        }
        let levels: &[&str] = match used.table.level {
            Level::Provider => &["provider", "client", "project", "org", "own"],
            Level::Client => &["client", "project"],
            Level::Project => &["project"],
            Level::Own => &["own"],
            Level::System => &[],
        };
        let alias = &used.alias;
        if !used.by_key
            && !levels
                .iter()
                .any(|level| text.contains(&format!("{{{level}:{alias}}}")))
        {
            faults.push(format!(
                "{} as {alias} needs {{{}:{alias}}}",
                used.table.name,
                levels.first().unwrap_or(&"db.system")
            ));
        }
    }
    faults
}

/// The rights that the system has on PostgreSQL stand in the migrations; SQLite would let anything pass.
fn right_faults(text: &str, tables: &[&Table]) -> Vec<String> {
    let missing = |used: &Use<'_>| {
        let rights = used.table.system.as_deref().unwrap_or_default();
        used.table.level != Level::System && !rights.split(", ").any(|right| right == used.verb)
    };
    let used = uses(text, tables);
    used.iter()
        .filter(|used| missing(used))
        .map(|used| format!("the system may not {} {}", used.verb, used.table.name))
        .collect()
}

fn dialect_faults(text: &str, tables: &[&Table]) -> Vec<String> {
    let mut faults = Vec::new();
    let words = words(text);
    for (place, word) in words.iter().enumerate() {
        let called = words.get(place + 1).is_some_and(|next| next == "(");
        let cast = place >= 2 && words[place - 2] == "cast";
        match word.as_str() {
            "like" | "ilike" => {
                faults.push(format!("{word} does not mean the same in both databases"))
            }
            "now" | "greatest" | "least" | "strftime" | "unixepoch" if called => {
                faults.push(format!("{word}() is not in both databases"));
            }
            "sum" if called && !cast => faults.push("sum() stands in cast(… as bigint)".to_owned()),
            _ => {}
        }
    }
    let used = uses(text, tables);
    for item in order_items(&words) {
        let (alias, column) = match item.as_slice() {
            [alias, dot, column, ..] if dot == "." => (Some(alias), column),
            [column, ..] => (None, column),
            [] => continue,
        };
        let nullable = used.iter().any(|used| {
            alias.is_none_or(|alias| *alias == used.alias)
                && used
                    .table
                    .columns
                    .iter()
                    .any(|(name, nullable)| name == column && *nullable)
        });
        // What the statement keeps out needs no place.
        let kept_out = words
            .windows(4)
            .any(|four| four[0] == *column && four[1..] == ["is", "not", "null"]);
        if nullable && !kept_out && !item.iter().any(|word| word == "nulls") {
            faults.push(format!(
                "order by {column}, which may be null, says nulls last"
            ));
        }
    }
    faults
}

/// The parts of every `order by`.
fn order_items(words: &[String]) -> Vec<Vec<String>> {
    let mut items = Vec::new();
    for place in 0..words.len() {
        if words[place] != "order" || words.get(place + 1).is_none_or(|next| next != "by") {
            continue;
        }
        let (mut item, mut depth) = (Vec::new(), 0);
        for word in &words[place + 2..] {
            match word.as_str() {
                "(" => depth += 1,
                ")" if depth == 0 => break,
                ")" => depth -= 1,
                "limit" | "for" | "rows" if depth == 0 => break,
                "," if depth == 0 => {
                    items.push(std::mem::take(&mut item));
                    continue;
                }
                _ => {}
            }
            item.push(word.clone());
        }
        items.push(item);
    }
    items
}
