//! What SQLite says it would do. It has no statistics in production either, so an empty database says the truth.

use portico::{db::Location, testing::TestDatabase};
use rusqlite::{Connection, config::DbConfig as Setting};

use super::Sent;

fn open(database: &TestDatabase) -> Connection {
    let Location::Sqlite { path } = database.config().location else {
        panic!("not a SQLite database");
    };
    let connection = Connection::open(path).unwrap();
    // As the program has it: no plan depends on a bound value.
    connection
        .set_db_config(Setting::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .unwrap();
    connection
}

/// The pages whose rows do not come in the order that they ask for, or not from the cursor on.
pub fn faults_of_pages(database: &TestDatabase, sent: &[Sent]) -> Vec<String> {
    let connection = open(database);
    let told = sent.iter().map(|one| {
        let plan = plan(&connection, &one.text).unwrap();
        let steps: Vec<String> = plan.into_iter().map(|(_, step)| step).collect();
        (one, steps)
    });
    told.filter_map(|(one, steps)| {
        let plan = steps.join("\n");
        if plan.contains("FOR ORDER BY") {
            return Some(format!("{}: {}\n{plan}", one.place, one.text));
        }
        one.late_start(&plan)
    })
    .collect()
}

/// The faults of all statements.
pub fn faults(database: &TestDatabase, sent: &[Sent]) -> Vec<String> {
    let connection = open(database);
    sent.iter()
        .flat_map(|one| {
            let plan = match plan(&connection, &one.text) {
                Ok(plan) => plan,
                Err(error) => return vec![format!("{error}\n{}", one.text)],
            };
            // A query within a query has an order of its own.
            let sorts = |query: &i64| {
                plan.iter()
                    .any(|(of, step)| of == query && step.contains("FOR ORDER BY"))
            };
            plan.iter()
                .filter_map(|(query, step)| {
                    let (name, conditions) = reached(step)?;
                    let fault = one.fault(name, conditions, !sorts(query))?;
                    Some(format!("{step}\n{fault}"))
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The steps, each with the number of the query that it is part of.
fn plan(connection: &Connection, text: &str) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut explain = connection.prepare(&format!("explain query plan {text}"))?;
    let steps = explain.raw_query();
    steps.mapped(|row| Ok((row.get(1)?, row.get(3)?))).collect()
}

/// `SEARCH d USING INDEX x (provider_id=? AND status=?)`: the name and the conditions.
fn reached(step: &str) -> Option<(&str, &str)> {
    let rest = step
        .strip_prefix("SCAN ")
        .or_else(|| step.strip_prefix("SEARCH "))?;
    let name = rest.split(' ').next()?;
    let conditions = rest.split_once(" (").map_or("", |(_, inside)| inside);
    Some((name, conditions))
}
