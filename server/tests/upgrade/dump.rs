//! A database as text: to keep it, to compare what is in it, and to compare how it is made.

use std::{collections::BTreeMap, env, fs, path::PathBuf, process::Command};

use portico::{
    db::{Dialect, Location},
    testing::{TestDatabase, dialect},
};
use rusqlite::Connection;
use serde_json::Value;

/// Rows of each table, each with its columns as text.
pub(crate) type Rows = BTreeMap<String, Vec<BTreeMap<String, String>>>;

/// The word in the names of dumps.
pub(super) fn word() -> &'static str {
    match dialect() {
        Dialect::Sqlite => "sqlite",
        Dialect::Postgres => "postgres",
    }
}

/// The whole database as statements.
pub(super) fn write(database: &TestDatabase) -> String {
    match dialect() {
        Dialect::Sqlite => write_sqlite(&open(database)),
        Dialect::Postgres => {
            let dumped = Command::new(pg_dump())
                .args(["--inserts", "--no-comments", &database.superuser_url()])
                .output()
                .unwrap();
            assert!(
                dumped.status.success(),
                "{}",
                String::from_utf8_lossy(&dumped.stderr)
            );
            let text = String::from_utf8(dumped.stdout).unwrap();
            // What psql alone understands.
            let lines: Vec<&str> = text
                .lines()
                .filter(|line| {
                    !line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict ")
                })
                .collect();
            lines.join("\n")
        }
    }
}

/// Where PostgreSQL's own tool lies.
fn pg_dump() -> PathBuf {
    if let Some(named) = env::var_os("PG_DUMP") {
        return named.into();
    }
    let versions = fs::read_dir("/usr/lib/postgresql");
    let found = versions
        .into_iter()
        .flatten()
        .filter_map(|version| Some(version.ok()?.path().join("bin/pg_dump")))
        .find(|path| path.exists());
    found.unwrap_or_else(|| "pg_dump".into())
}

fn open(database: &TestDatabase) -> Connection {
    let Location::Sqlite { path } = database.config().location else {
        panic!("a file");
    };
    Connection::open(path).unwrap()
}

fn texts(connection: &Connection, question: &str) -> Vec<String> {
    let mut asked = connection.prepare(question).unwrap();
    let found = asked.query_map((), |row| row.get(0)).unwrap();
    found.map(Result::unwrap).collect()
}

fn tables(connection: &Connection) -> Vec<String> {
    let question = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by rowid";
    texts(connection, question)
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    texts(
        connection,
        &format!("select name from pragma_table_info('{table}') order by cid"),
    )
}

fn write_sqlite(connection: &Connection) -> String {
    let made = "select sql || ';' from sqlite_schema where sql is not null and name not like 'sqlite_%' order by rowid";
    let mut lines = texts(connection, made);
    lines.push("analyze sqlite_schema;".into());
    let mut tables = tables(connection);
    tables.push("sqlite_stat1".into());
    for table in tables {
        let columns = columns(connection, &table);
        let quoted: Vec<_> = columns
            .iter()
            .map(|name| format!("quote({name})"))
            .collect();
        lines.extend(texts(
            connection,
            &format!(
                "select 'insert into {table} ({}) values (' || {} || ');' from {table} order by {}",
                columns.join(", "),
                quoted.join(" || ', ' || "),
                columns.join(", ")
            ),
        ));
    }
    lines.join("\n")
}

/// Everything that is in it.
pub(crate) async fn rows(database: &TestDatabase) -> Rows {
    match dialect() {
        Dialect::Sqlite => {
            let connection = open(database);
            let tables = tables(&connection).into_iter();
            tables
                .map(|table| {
                    let rows = rows_of(&connection, &table);
                    (table, rows)
                })
                .collect()
        }
        Dialect::Postgres => {
            let client = database.superuser().await;
            let tables = "select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'";
            let mut all = Rows::new();
            for table in client.query(tables, &[]).await.unwrap() {
                let table: String = table.get(0);
                let question = format!("select to_jsonb(t) from public.{table} t order by 1");
                let found = client.query(&question, &[]).await.unwrap();
                let rows = found.iter().map(|row| match row.get(0) {
                    Value::Object(columns) => columns
                        .into_iter()
                        .map(|(name, value)| (name, value.to_string()))
                        .collect(),
                    other => panic!("{other}"),
                });
                all.insert(table, rows.collect());
            }
            all
        }
    }
}

fn rows_of(connection: &Connection, table: &str) -> Vec<BTreeMap<String, String>> {
    let columns = columns(connection, table);
    let quoted: Vec<_> = columns
        .iter()
        .map(|name| format!("quote({name})"))
        .collect();
    let question = format!("select {} from {table}", quoted.join(", "));
    let mut asked = connection.prepare(&question).unwrap();
    let found = asked.query_map((), |row| {
        let mut known = BTreeMap::new();
        for (place, name) in columns.iter().enumerate() {
            known.insert(name.clone(), row.get(place)?);
        }
        Ok(known)
    });
    found.unwrap().map(Result::unwrap).collect()
}

/// How it is made: columns, keys, indexes, and on PostgreSQL walls and rights; the same for the same schema, whichever
/// way it came about.
pub(super) async fn shape(database: &TestDatabase) -> Vec<String> {
    let mut lines = match dialect() {
        Dialect::Sqlite => {
            let connection = open(database);
            let mut lines = Vec::new();
            for table in tables(&connection) {
                for question in SQLITE_SHAPE {
                    let question = question.replace("{table}", &table);
                    let found = texts(&connection, &question);
                    lines.extend(found.into_iter().map(|line| format!("{table}: {line}")));
                }
            }
            lines
        }
        Dialect::Postgres => {
            let client = database.superuser().await;
            let mut lines = Vec::new();
            for question in POSTGRES_SHAPE {
                let found = client.query(*question, &[]).await.unwrap();
                lines.extend(found.iter().map(|row| row.get::<_, String>(0)));
            }
            lines
        }
    };
    lines.sort_unstable();
    lines
}

const SQLITE_SHAPE: &[&str] = &[
    "select 'table ' || wr || ' ' || strict from pragma_table_list('{table}')",
    "select 'column ' || name || ' ' || type || ' ' || \"notnull\" || ' ' || coalesce(dflt_value, '-') || ' ' || pk
     from pragma_table_xinfo('{table}')",
    "select 'key ' || \"table\" || ' ' || \"from\" || ' ' || coalesce(\"to\", '-') || ' ' || on_delete
     from pragma_foreign_key_list('{table}')",
    "select 'index ' || l.\"unique\" || l.partial || ' ' || (select group_concat(coalesce(x.name, '-') || x.desc, ' ')
        from pragma_index_xinfo(l.name) x where x.key) from pragma_index_list('{table}') l",
    "select 'statistics ' || stat from sqlite_stat1 where tbl = '{table}'",
];

const POSTGRES_SHAPE: &[&str] = &[
    "select format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        pg_get_expr(d.adbin, d.adrelid))
     from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped",
    "select format('constraint %s %s', r.conrelid::regclass, pg_get_constraintdef(r.oid))
     from pg_constraint r where r.connamespace = 'public'::regnamespace",
    "select format('index %s', indexdef) from pg_indexes where schemaname = 'public'",
    "select format('wall %s %s %s %s %s %s', tablename, policyname, roles, cmd, qual, with_check)
     from pg_policies where schemaname = 'public'",
    "select format('walls %s %s %s', relname, relrowsecurity, relforcerowsecurity)
     from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
    "select format('right %s %s %s', table_name, grantee, privilege_type)
     from information_schema.role_table_grants where table_schema = 'public'",
];
