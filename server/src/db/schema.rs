//! Migrations as text: read for what they create, written out for each database.

use std::fmt::Write as _;

use super::{
    error::{Error, Result},
    postgres::SYSTEM_ROLE,
    statement::Dialect,
};

macro_rules! migrations {
    ($($file:literal),* $(,)?) => {
        &[$(($file, include_str!(concat!("../../migrations/", $file)))),*]
    };
}

/// Every file of `server/migrations`, in order; a test compares.
const FILES: &[(&str, &str)] = migrations![
    "0001_providers.sql",
    "0002_people.sql",
    "0003_documents.sql",
    "0004_decisions.sql",
    "0005_records.sql",
    "0006_second_factor.sql",
    "0007_people.sql",
    "0008_devices.sql",
    "0009_audit_seals.sql",
    "0010_brands.sql",
    "0011_documents.sql",
    "0012_reminders.sql",
    "0013_search.sql",
    "0014_projects.sql",
    "0015_files.sql",
];

/// At which level the rows of a table are walled off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// By provider.
    Provider,
    /// By client.
    Client,
    /// By project, where it has one.
    Project,
    /// By contact or staff member.
    Own,
    /// Not at all; only the system reaches it.
    System,
}

/// A table as its migration describes it.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The level of its rows.
    pub level: Level,
    /// What the system may do with it: `select, insert`.
    pub system: Option<String>,
    /// What the program's role may do with it, if not everything.
    pub app: Option<String>,
    /// Whether a provider has only a few of its rows, however long it is in business: it may be read whole.
    pub few: bool,
    /// Its columns, and whether each may be null.
    pub columns: Vec<(String, bool)>,
}

impl Table {
    /// Whether it has a column of this name.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|(name, _)| name == column)
    }
}

/// One file.
#[derive(Debug, Clone)]
pub struct Migration {
    /// From the four digits of the file's name.
    pub version: i64,
    /// The file's name.
    pub name: String,
    /// The text.
    pub text: String,
    /// The tables that it creates, with the columns that later files give them and without those that they take away.
    pub tables: Vec<Table>,
}

/// All migrations up to what this program works with.
#[derive(Debug, Clone)]
pub struct Schema {
    /// In ascending order of their numbers.
    pub migrations: Vec<Migration>,
}

impl Schema {
    /// That of the product.
    pub fn portico() -> Result<Self> {
        Self::from_files(FILES)
    }

    /// Reads (name, text) pairs.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self> {
        let mut migrations: Vec<Migration> = files
            .iter()
            .map(|(name, text)| migration(name, text))
            .collect::<Result<_>>()?;
        for pair in migrations.windows(2) {
            if pair[1].version <= pair[0].version {
                return Err(Error::Setup(format!(
                    "{}: its number must be higher than that of {}",
                    pair[1].name, pair[0].name
                )));
            }
        }
        for later in 0..migrations.len() {
            let (name, text) = (
                migrations[later].name.clone(),
                migrations[later].text.clone(),
            );
            for line in text.lines().filter(|line| line.starts_with("alter table ")) {
                let earlier = migrations[..later].iter_mut().rev();
                let mut tables = earlier.flat_map(|migration| &mut migration.tables);
                change(&mut tables, line)
                    .map_err(|what| Error::Setup(format!("{name}: {what}")))?;
            }
        }
        Ok(Self { migrations })
    }

    /// The version that a database must have.
    pub fn version(&self) -> i64 {
        self.migrations
            .last()
            .map_or(0, |migration| migration.version)
    }

    /// Every table.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.migrations
            .iter()
            .flat_map(|migration| &migration.tables)
    }
}

fn migration(name: &str, text: &str) -> Result<Migration> {
    let fault = |what: &str| Error::Setup(format!("{name}: {what}"));
    let version = name
        .get(..4)
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| fault("no four-digit number"))?;
    let tables = tables(text).map_err(|what| fault(&what))?;
    Ok(Migration {
        version,
        name: name.to_owned(),
        text: text.to_owned(),
        tables,
    })
}

/// Reads the comment lines before each `create table` and the lines in it.
fn tables(text: &str) -> Result<Vec<Table>, String> {
    let mut found = Vec::new();
    let (mut level, mut system, mut app, mut few) = (None, None, None, false);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(word) = line.strip_prefix("-- level: ") {
            level = Some(parse_level(word.trim())?);
        } else if let Some(rights) = line.strip_prefix("-- system: ") {
            system = Some(rights.trim().to_owned());
        } else if let Some(rights) = line.strip_prefix("-- app: ") {
            app = Some(rights.trim().to_owned());
        } else if line.starts_with("-- rows: few") {
            few = true;
        } else if let Some(rest) = line.strip_prefix("create table ") {
            let name = rest.trim_end_matches([' ', '(']).to_owned();
            let level = level
                .take()
                .ok_or_else(|| format!("table {name} has no level"))?;
            let body = lines.by_ref().take_while(|line| !line.starts_with(')'));
            let columns = body.filter_map(column).collect();
            let table = Table {
                name,
                level,
                system: system.take(),
                app: app.take(),
                few: std::mem::take(&mut few),
                columns,
            };
            if table.has("provider_id") == (level == Level::System) {
                return Err(format!(
                    "table {}: its level and its provider_id do not agree",
                    table.name
                ));
            }
            found.push(table);
        }
    }
    Ok(found)
}

/// Changes what is known of an earlier file's table by `alter table t add column c {type} …;` or `… drop column c;`, which
/// stand on one line each.
fn change<'a>(tables: &mut impl Iterator<Item = &'a mut Table>, line: &str) -> Result<(), String> {
    let line = line.trim_end().trim_end_matches(';');
    let (name, what) = line
        .strip_prefix("alter table ")
        .and_then(|rest| rest.split_once(' '))
        .ok_or_else(|| format!("{line}: no table"))?;
    let table = tables
        .find(|table| table.name == name)
        .ok_or_else(|| format!("{line}: no earlier file makes this table"))?;
    if let Some(declared) = what.strip_prefix("add column ") {
        let added = column(declared).ok_or_else(|| format!("{line}: no column"))?;
        if matches!(added.0.as_str(), "provider_id" | "client_id") {
            return Err(format!(
                "{line}: the walls go by it; make a new table and copy the rows"
            ));
        }
        table.columns.push(added);
    } else if let Some(dropped) = what.strip_prefix("drop column ") {
        table.columns.retain(|(name, _)| name != dropped);
    } else {
        return Err(format!(
            "{line}: only `add column` and `drop column` can be read"
        ));
    }
    Ok(())
}

fn parse_level(word: &str) -> Result<Level, String> {
    Ok(match word {
        "provider" => Level::Provider,
        "client" => Level::Client,
        "project" => Level::Project,
        "own" => Level::Own,
        "system" => Level::System,
        other => return Err(format!("no level is called {other}")),
    })
}

/// The column that a line of a table declares, and whether it may be null.
fn column(line: &str) -> Option<(String, bool)> {
    let mut words = line.split_whitespace();
    let name = words.next()?;
    let kind = words.next()?;
    let declares = kind.starts_with('{') || kind.trim_end_matches(',') == "text";
    declares.then(|| (name.to_owned(), !line.contains("not null")))
}

/// The text for one database. On SQLite a table is the tree of its key, which is one search for a row and no second copy
/// of the key; but each of its branches holds whole rows too, so with long rows (`{wide}`) it grows high, and they are
/// kept by number with the key beside them. What is long stands last: a row is read up to the last column that is asked
/// for. On PostgreSQL the walls of each new table follow it.
pub(super) fn written(migration: &Migration, dialect: Dialect, app_role: &str) -> String {
    let words: [(&str, &str, &str); 9] = [
        ("{id}", "blob", "uuid"),
        ("{time}", "integer", "timestamptz"),
        ("{date}", "integer", "date"),
        ("{int}", "integer", "bigint"),
        ("{json}", "text", "jsonb"),
        ("{bytes}", "blob", "bytea"),
        ("{bool}", "integer", "boolean"),
        ("{table}", " strict, without rowid", ""),
        ("{wide}", " strict", ""),
    ];
    let mut text = migration.text.clone();
    for (word, sqlite, postgres) in words {
        text = text.replace(
            word,
            if dialect == Dialect::Sqlite {
                sqlite
            } else {
                postgres
            },
        );
    }
    if dialect == Dialect::Postgres {
        for table in &migration.tables {
            text.push_str(&walls(table, app_role));
        }
    }
    text
}

/// Row-level security, forced, and the rights of the two roles.
fn walls(table: &Table, app_role: &str) -> String {
    let name = &table.name;
    let mut text = String::new();
    let app = super::postgres::quoted(app_role);
    if table.level != Level::System {
        let rights = table
            .app
            .as_deref()
            .unwrap_or("select, insert, update, delete");
        let mut rule =
            "provider_id = nullif(current_setting('app.provider_id', true), '')::uuid".to_owned();
        if matches!(table.level, Level::Client | Level::Project) && table.has("client_id") {
            // The planner takes a `case` to keep half of the rows, and `… is null or …` to keep nearly none: then it
            // would rather sort all of a provider's rows than read a page from an index in its order.
            rule.push_str(
                " and case when nullif(current_setting('app.client_id', true), '') is null then true \
                 else client_id = nullif(current_setting('app.client_id', true), '')::uuid end",
            );
        }
        let _ = write!(
            text,
            "\nalter table {name} enable row level security;\
             \nalter table {name} force row level security;\
             \ngrant {rights} on {name} to {app};\
             \ncreate policy {name}_app on {name} to {app} using ({rule}) with check ({rule});"
        );
    }
    let all = (table.level == Level::System).then_some("select, insert, update, delete");
    if let Some(rights) = table.system.as_deref().or(all) {
        let _ = write!(text, "\ngrant {rights} on {name} to {SYSTEM_ROLE};");
        if table.level != Level::System {
            let _ = write!(
                text,
                "\ncreate policy {name}_system on {name} to {SYSTEM_ROLE} using (true) with check (true);"
            );
        }
    }
    text
}
