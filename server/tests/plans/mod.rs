//! Every statement that reads or changes rows by a condition is explained on the database of the test run: none may
//! go through all rows of a table that grows with a provider's business.
//!
//! A statement *walks* such a table where the database finds its rows by the provider alone, or by nothing. Only a
//! page may: its rows come from an index in their order, and `limit` ends the walk. A table with `-- rows: few` above
//! it in its migration may be read whole for its provider.

use std::collections::{BTreeMap, BTreeSet};

use portico::{
    db::{
        Dialect, Statement, SystemStatement, Text,
        schema::{Level, Schema, Table},
    },
    scope::Kind,
    testing::{TestDatabase, dialect},
};

use crate::statements::reader::{Found, statements, uses, words};

mod postgres;
mod sqlite;

/// Statements that may walk: part of their text, and why.
const MAY_WALK: &[(&str, &str)] = &[
    (
        "select provider_id from provider order by provider_id",
        "housekeeping goes through every provider",
    ),
    (
        "(select count(*) from contact k where k.provider_id = p.provider_id)",
        "the operator's page says how many people a provider has",
    ),
    (
        "from brand_domain_claim c join provider p",
        "the operator reads the claims of every provider",
    ),
    (
        "s.ip, s.last_seen_at\n",
        "the operator lists which contacts are signed in",
    ),
    (
        "m.name, s.strength, s.ip, s.last_seen_at from staff_session",
        "the operator lists which staff are signed in",
    ),
    (
        "and w.outcome is null and (not",
        "what waits for approval is work that staff have before them: an index holds nothing else and is read whole",
    ),
    (
        "(i.provider_id = $1 and i.client_id in (select client_id from client_staff",
        "of ten thousand entries PostgreSQL expects so few to be limited staff's that it sorts these",
    ),
];

/// The lists that grow with a provider's business, each by the file and the function of its statement.
const LISTS: &[(&str, &str)] = &[
    ("documents/writing/list_store.rs", "list_all"),
    ("documents/writing/list_store.rs", "list_by_status"),
    ("documents/writing/list_store.rs", "list_of_client"),
    ("documents/reading/store.rs", "list"),
    ("decisions/list_store.rs", "list_overdue"),
    ("decisions/list_store.rs", "list_not_overdue"),
    ("decisions/list_store.rs", "list_decided"),
    ("decisions/waiting.rs", "list_overdue"),
    ("decisions/waiting.rs", "list_others"),
    ("decisions/waiting.rs", "count"),
    ("inbox/store.rs", "list_all"),
    ("inbox/store.rs", "count_unread"),
    ("audit/store.rs", "list"),
    ("people/clients/store.rs", "list"),
    ("people/contacts/store.rs", "list"),
    ("outbox_page/store.rs", "list"),
    ("projects/keeping/list_store.rs", "list_all"),
    ("projects/keeping/list_store.rs", "list_by_status"),
    ("projects/keeping/list_store.rs", "list_of_client"),
    ("projects/keeping/list_store.rs", "list_newest"),
    ("projects/reading/store.rs", "list_by_name"),
    ("projects/reading/store.rs", "list_newest"),
    ("projects/reading/store.rs", "list_names"),
    ("files/keeping/list_store.rs", "list_all"),
    ("files/keeping/list_store.rs", "list_of_client"),
    ("files/keeping/list_store.rs", "list_of_project"),
    ("files/reading/store.rs", "list"),
    ("files/folders.rs", "list"),
];

/// One statement as one database is sent it.
pub struct Sent {
    place: String,
    function: String,
    text: String,
    /// The tables of the statement by the names that it gives them; one name may stand for several.
    names: BTreeMap<String, Vec<Grows>>,
    columns: BTreeSet<String>,
    tables: BTreeSet<String>,
    /// Whether it asks for a part of the rows only.
    stops: bool,
    is_system: bool,
}

/// The lists that have no cursor: they count up to a limit.
const BEGIN_ANEW: &[&str] = &["count", "count_unread"];

/// How many rows of a table a statement may meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grows {
    /// A few in all.
    Tiny,
    /// A few for each provider.
    Few,
    /// More and more.
    Many,
}

impl Grows {
    fn of(table: &Table) -> Self {
        match (table.few, table.level) {
            (true, Level::System) => Self::Tiny,
            (true, _) => Self::Few,
            (false, _) => Self::Many,
        }
    }
}

impl Sent {
    /// What is wrong with finding the rows of `name` by these conditions, if anything. `in_order` says that the walk
    /// ends with the page.
    fn fault(&self, name: &str, conditions: &str, in_order: bool) -> Option<String> {
        let words = words(conditions);
        let by_provider = words.iter().any(|word| word == "provider_id");
        let by_more = words
            .iter()
            .any(|word| word != "provider_id" && self.columns.contains(word));
        let grows = self.names.get(name)?;
        let walks = if grows.contains(&Grows::Many) {
            !by_more
        } else {
            grows.contains(&Grows::Few) && !by_provider && !by_more
        };
        (walks && !(self.stops && in_order))
            .then(|| format!("{}: walks {name} ({conditions})\n{}", self.place, self.text))
    }

    /// What is wrong with where the walk of a page begins: one of the conditions by which an index is searched must be
    /// the cursor, which names the column that the list is sorted by last.
    fn late_start(&self, conditions: &str) -> Option<String> {
        if BEGIN_ANEW.contains(&self.function.as_str()) {
            return None;
        }
        let packed = conditions.replace([' ', ')'], "");
        let begins = self.sorted_last().is_some_and(|column| {
            let signs = ["<", ">"].iter();
            signs
                .map(|sign| format!("{column}{sign}"))
                .any(|start| packed.contains(&start))
        });
        (!begins).then(|| {
            format!(
                "{}: begins before its cursor ({conditions})\n{}",
                self.place, self.text
            )
        })
    }

    /// `document_id`, of `order by d.updated_at desc, d.document_id desc limit $6`.
    fn sorted_last(&self) -> Option<&str> {
        let (_, order) = self.text.rsplit_once("order by ")?;
        let last = order.split(" limit ").next()?.rsplit(", ").next()?;
        last.split_whitespace().next()?.rsplit('.').next()
    }

    /// The highest of its parameters.
    fn parameters(&self) -> usize {
        let numbers = words(&self.text.replace('?', "$")).into_iter();
        numbers
            .filter_map(|word| word.strip_prefix('$')?.parse().ok())
            .max()
            .unwrap_or(0)
    }
}

/// Every statement of the program for every audience, each text once.
fn sent(dialect: Dialect, schema: &Schema) -> Vec<Sent> {
    let tables: Vec<&Table> = schema.tables().collect();
    let mut all: BTreeMap<String, Sent> = BTreeMap::new();
    let product = statements()
        .into_iter()
        .filter(|found| !found.place.contains("/testing/") && !found.place.contains("/tests"))
        .filter(|found| !is_sweep(found));
    for found in product {
        for text in expanded(&found, dialect, &tables) {
            let mut names: BTreeMap<String, Vec<Grows>> = BTreeMap::new();
            for used in uses(&text, &tables) {
                let grows = Grows::of(used.table);
                names.entry(used.alias.clone()).or_default().push(grows);
                names
                    .entry(used.table.name.clone())
                    .or_default()
                    .push(grows);
            }
            let one = Sent {
                place: found.place.clone(),
                function: found.function.clone(),
                stops: found.text.contains("limit "),
                names,
                columns: columns(&tables),
                tables: table_names(&text, &tables),
                text: text.clone(),
                is_system: !found.scoped,
            };
            all.insert(text, one);
        }
    }
    all.into_values()
        .filter(|one| !MAY_WALK.iter().any(|(part, _)| one.text.contains(part)))
        .collect()
}

/// Sweeps go through old rows in the background, batch by batch.
fn is_sweep(found: &Found) -> bool {
    found.function.contains("sweep") || found.place.contains("sweep.rs")
}

/// The tables that a statement names.
fn table_names(text: &str, tables: &[&Table]) -> BTreeSet<String> {
    let used = uses(text, tables).into_iter();
    used.map(|used| used.table.name.clone()).collect()
}

/// The name of every column that there is.
fn columns(tables: &[&Table]) -> BTreeSet<String> {
    let all = tables.iter().flat_map(|table| &table.columns);
    all.map(|(name, _)| name.clone()).collect()
}

fn expanded(found: &Found, dialect: Dialect, tables: &[&Table]) -> Vec<String> {
    let text: &'static str = Box::leak(found.text.clone().into_boxed_str());
    if !found.scoped {
        let statement = SystemStatement::new(text);
        return vec![statement.expanded(dialect, Kind::System).to_owned()];
    }
    // What is a staff member's own is not read by contacts, and the other way round.
    let own: Vec<&Table> = uses(text, tables)
        .into_iter()
        .map(|used| used.table)
        .filter(|table| table.level == Level::Own)
        .collect();
    let is_for = |word: &str| match found.audience.as_str() {
        "Staff" | "Contact" | "Device" | "Job" => found.audience == word,
        _ => true,
    };
    let may_run = |kind: Kind| match kind {
        Kind::StaffOwner | Kind::Staff | Kind::StaffLimited => {
            is_for("Staff") && own.iter().all(|table| table.has("staff_id"))
        }
        Kind::Contact | Kind::ContactNarrowed => {
            is_for("Contact") && own.iter().all(|table| table.has("contact_id"))
        }
        // To a guest the level of projects is a condition that nothing fulfils: no row is looked at.
        Kind::Guest => {
            is_for("Contact")
                && !text.contains("{project:")
                && own.iter().all(|table| table.has("contact_id"))
        }
        // A device reaches no more of a client than its guests do.
        Kind::Device => {
            is_for("Device")
                && own.is_empty()
                && !["{client:", "{project:", "{org:"]
                    .iter()
                    .any(|level| text.contains(level))
        }
        Kind::Job | Kind::System => is_for("Job"),
    };
    let statement = Statement::new(text);
    let kinds = Kind::SCOPED.iter().filter(|kind| may_run(**kind));
    kinds
        .map(|kind| statement.expanded(dialect, *kind).to_owned())
        .collect()
}

#[tokio::test]
async fn no_statement_walks_a_table_that_grows() {
    let schema = Schema::portico().unwrap();
    let database = TestDatabase::new().await;
    let sent = sent(dialect(), &schema);
    assert!(
        sent.len() > 150,
        "only {} statements were found",
        sent.len()
    );
    let faults = match dialect() {
        Dialect::Sqlite => sqlite::faults(&database, &sent),
        Dialect::Postgres => postgres::faults(&database, &schema, &sent).await,
    };
    assert!(
        faults.is_empty(),
        "{} faults\n\n{}",
        faults.len(),
        faults.join("\n\n")
    );
}

#[tokio::test]
async fn a_walk_is_found_where_there_is_one() {
    let schema = Schema::portico().unwrap();
    let tables: Vec<&Table> = schema.tables().collect();
    let database = TestDatabase::new().await;
    let is_sqlite = dialect() == Dialect::Sqlite;
    let sign = if is_sqlite { "?" } else { "$" };
    let scope = format!("d.provider_id = {sign}1");
    let samples = [
        (
            format!("select d.title from document d where {scope}"),
            true,
        ),
        (
            format!("select d.title from document d where {scope} and d.title = {sign}4"),
            true,
        ),
        (
            format!("select d.title from document d where {scope} order by d.title limit {sign}4"),
            true,
        ),
        ("select d.title from document d".to_owned(), true),
        (
            format!("select count(*) from document d where {scope} and d.draft_revision = 7"),
            true,
        ),
        (
            format!(
                "select d.title from document d where {scope} order by d.updated_at desc, d.document_id desc limit 51"
            ),
            false,
        ),
        (
            format!("select d.title from document d where {scope} and d.document_id = {sign}4"),
            false,
        ),
        (format!("select d.role from staff d where {scope}"), false),
    ];
    let sent: Vec<Sent> = samples
        .iter()
        .map(|(text, _)| Sent {
            place: "here".to_owned(),
            function: String::new(),
            text: text.clone(),
            names: uses(text, &tables)
                .into_iter()
                .map(|used| {
                    let grows = Grows::of(used.table);
                    (used.alias, vec![grows])
                })
                .collect(),
            columns: columns(&tables),
            tables: table_names(text, &tables),
            stops: text.contains("limit"),
            is_system: false,
        })
        .collect();
    let faults = match dialect() {
        Dialect::Sqlite => sqlite::faults(&database, &sent),
        Dialect::Postgres => postgres::faults(&database, &schema, &sent).await,
    };
    for (text, walks) in &samples {
        let found = faults.iter().any(|fault| fault.ends_with(text.as_str()));
        assert_eq!(found, *walks, "{text}\n{}", faults.join("\n"));
    }
}

/// A page is read from an index in its order, beginning at its cursor, whatever the list is narrowed to: what lies
/// before and behind it costs nothing.
#[tokio::test]
async fn the_page_of_a_list_is_read_from_its_cursor_in_the_order_of_an_index() {
    let schema = Schema::portico().unwrap();
    let database = TestDatabase::new().await;
    let mut pages = sent(dialect(), &schema);
    // Of the few clients of limited staff, and the few projects of a narrowed membership, PostgreSQL may rather sort
    // all.
    pages.retain(|one| {
        let mut narrows = ["client_staff where", "membership_project where"].iter();
        !narrows.any(|part| one.text.contains(part))
    });
    let is_of = |one: &Sent, (file, function): &(&str, &str)| {
        one.place.contains(file) && one.function == *function
    };
    for (file, function) in LISTS {
        let is_there = pages.iter().any(|one| is_of(one, &(file, function)));
        assert!(is_there, "{file} has no statement in {function}");
    }
    pages.retain(|one| LISTS.iter().any(|list| is_of(one, list)));
    let faults = match dialect() {
        Dialect::Sqlite => sqlite::faults_of_pages(&database, &pages),
        Dialect::Postgres => postgres::faults_of_pages(&database, &schema, &pages).await,
    };
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// Where a cursor may be missing no database can begin at it: `kit::page` has a place for where a list begins.
#[test]
fn no_cursor_may_be_missing() {
    let may_miss = |text: &str| {
        text.split("is null or (").skip(1).any(|rest| {
            let pair = rest.split(')').next().unwrap_or_default();
            pair.contains(", ") && pair.split(", ").all(|column| !column.contains(' '))
        })
    };
    assert!(may_miss(
        "where $4 is null or (d.updated_at, d.document_id) < ($4, $5)"
    ));
    let faults: Vec<String> = statements()
        .into_iter()
        .filter(|found| may_miss(&found.text))
        .map(|found| format!("{}: {}", found.place, found.text))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
