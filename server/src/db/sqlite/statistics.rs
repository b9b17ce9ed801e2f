//! What SQLite's planner is told about the data.
//!
//! Without statistics it takes `provider_id = ?` for a condition that leaves ten rows, and then reads all rows of a
//! provider by the primary key rather than use an index that finds the one. Statistics of the real data would make a
//! plan depend on the day they were taken; so each index gets, once, what holds for every installation: one provider
//! has nearly everything, and ids and times are what tells its rows apart.

use rusqlite::Connection;

use crate::db::{
    error::Result,
    schema::{Schema, Table},
};

/// Rows of a table that grows, and of one that stays small.
const MANY: u64 = 100_000;
const FEW: u64 = 20;

/// Writes `sqlite_stat1` where it says something else than this program would; connections that are opened later go by
/// it. Part of the transaction that makes the tables, so that no database is left without.
pub(in crate::db) fn write_statistics(transaction: &Connection, schema: &Schema) -> Result<()> {
    let mut wanted = Vec::new();
    for table in schema.tables() {
        for (name, columns, is_unique) in indexes(transaction, table)? {
            let text = estimate(table, &columns, is_unique);
            wanted.push((table.name.clone(), name, text));
        }
    }
    wanted.sort_unstable();
    if known(transaction)? == wanted {
        return Ok(());
    }
    // Makes the table; of empty tables it says nothing.
    transaction.execute_batch("analyze; delete from sqlite_stat1")?;
    let mut add =
        transaction.prepare("insert into sqlite_stat1 (tbl, idx, stat) values (?1, ?2, ?3)")?;
    for estimate in wanted {
        add.execute(estimate)?;
    }
    Ok(())
}

/// Table, index and estimate of what is there, in order.
fn known(connection: &Connection) -> Result<Vec<(String, String, String)>> {
    let is_there: bool = connection.query_row(
        "select count(*) from sqlite_schema where name = 'sqlite_stat1'",
        [],
        |row| row.get(0),
    )?;
    if !is_there {
        return Ok(Vec::new());
    }
    let mut list =
        connection.prepare("select tbl, idx, stat from sqlite_stat1 order by tbl, idx")?;
    let found = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Name, columns and uniqueness of each index. The primary key goes by the name of its table where it is the table, and
/// is an index like others where the rows have numbers.
fn indexes(connection: &Connection, table: &Table) -> Result<Vec<(String, Vec<String>, bool)>> {
    let is_its_key: bool = connection.query_row(
        "select wr from pragma_table_list(?1)",
        [&table.name],
        |row| row.get(0),
    )?;
    let mut list =
        connection.prepare("select name, origin, \"unique\" from pragma_index_list(?1)")?;
    let mut info = connection.prepare("select name from pragma_index_info(?1) order by seqno")?;
    let found = list.query_map([&table.name], |row| {
        let (index, origin): (String, String) = (row.get(0)?, row.get(1)?);
        let columns = info
            .query_map([&index], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let name = if origin == "pk" && is_its_key {
            table.name.clone()
        } else {
            index
        };
        Ok((name, columns, row.get(2)?))
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// `100000 100000 250 1`: all rows, then how many share the first column, the first two, and so on.
fn estimate(table: &Table, columns: &[String], is_unique: bool) -> String {
    let all = if table.few { FEW } else { MANY };
    let mut text = all.to_string();
    let mut left = all;
    for (place, column) in columns.iter().enumerate() {
        left = (left / kinds_of(column)).max(1);
        let is_whole_key = is_unique && place + 1 == columns.len();
        text.push_str(&format!(" {}", if is_whole_key { 1 } else { left }));
    }
    text
}

/// How many values a column may have within the ones before it.
fn kinds_of(column: &str) -> u64 {
    match column {
        "provider_id" => 1,
        "client_id" => 400,
        "staff_id" | "org_id" | "payment_method_id" | "brand_domain_id" => 20,
        "state" | "status" | "kind" | "channel" | "role" | "act" | "outcome" | "year"
        | "read_at" => 5,
        _ => 20_000,
    }
}
