//! What PostgreSQL says it would do, for one provider with many rows, as the program's own roles and under their
//! policies: row-level security takes indexes away from operators that are not leakproof.

use portico::{
    db::schema::{Schema, Table},
    testing::TestDatabase,
};
use serde_json::Value;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::Sent;

const PROVIDER: &str = "00000000-0000-7000-8000-000000000001";
const MANY: usize = 10_000;
const FEW: usize = 5;

/// The faults of all statements.
pub async fn faults(database: &TestDatabase, schema: &Schema, sent: &[Sent]) -> Vec<String> {
    let client = database.superuser().await;
    fill(&client, schema, sent).await;
    let mut faults = Vec::new();
    for one in sent {
        match plan(&client, one).await {
            Ok(plan) => walk(&plan, one, false, &mut faults),
            Err(error) => {
                faults.push(format!("{error:?}\n{}", one.text));
            }
        }
    }
    faults
}

/// The pages whose rows do not come in the order that they ask for, or not from the cursor on.
pub async fn faults_of_pages(
    database: &TestDatabase,
    schema: &Schema,
    sent: &[Sent],
) -> Vec<String> {
    let client = database.superuser().await;
    fill(&client, schema, sent).await;
    let mut faults = Vec::new();
    for one in sent {
        let plan = plan(&client, one).await.unwrap();
        let mut node = &plan;
        // Joins ask for the rows of their first side one after the other.
        while let Some(below) = node["Plans"].get(0) {
            let kind = node["Node Type"].as_str().unwrap();
            let passes = [
                "Limit",
                "Nested Loop",
                "Hash Join",
                "Subquery Scan",
                "Result",
                "Memoize",
            ];
            // Groups that come in their order are handed on one after the other too.
            let is_grouped = kind == "Aggregate" && node["Strategy"] == "Sorted";
            let passes_on = is_grouped || passes.contains(&kind);
            if !passes_on || below["Parent Relationship"] != "Outer" {
                break;
            }
            node = below;
        }
        let kind = node["Node Type"].as_str().unwrap();
        if matches!(kind, "Index Scan" | "Index Only Scan") {
            let condition = node["Index Cond"].as_str().unwrap_or_default();
            faults.extend(one.late_start(condition));
        } else {
            faults.push(format!("{}: {kind}\n{}", one.place, one.text));
        }
    }
    faults
}

/// The plan that holds for whatever values are bound.
async fn plan(client: &Client, one: &Sent) -> Result<Value, tokio_postgres::Error> {
    let mut types = vec!["unknown"; one.parameters()];
    if !one.is_system {
        types.resize(types.len().max(3), "unknown");
        types[..3].fill("uuid");
    }
    let mut last = None;
    loop {
        let error = match plan_with(client, one, &types).await {
            Ok(plan) => return Ok(plan),
            Err(error) => error,
        };
        client.batch_execute("rollback").await?;
        // PostgreSQL could not tell a parameter's type: the program names it, here one after the other is tried.
        let said = error.as_db_error().map_or("", |said| said.message());
        let number = said.rsplit_once("parameter $").and_then(|(_, number)| {
            let digits = number.trim_end_matches(|sign: char| !sign.is_ascii_digit());
            digits.parse::<usize>().ok()
        });
        last = number.or(last);
        let next = last.and_then(|number| next_type(types.get_mut(number - 1)?));
        if next.is_none() {
            return Err(error);
        }
    }
}

fn next_type(kind: &mut &'static str) -> Option<()> {
    const TYPES: [&str; 6] = [
        "unknown",
        "timestamptz",
        "uuid",
        "bigint",
        "text",
        "boolean",
    ];
    let place = TYPES.iter().position(|known| known == kind)?;
    *kind = TYPES.get(place + 1)?;
    Some(())
}

async fn plan_with(
    client: &Client,
    one: &Sent,
    types: &[&str],
) -> Result<Value, tokio_postgres::Error> {
    let role = if one.is_system {
        "portico_system"
    } else {
        "portico_app"
    };
    let types = listed(types.iter().map(|kind| (*kind).to_owned()));
    let text = &one.text;
    client
        .batch_execute(&format!(
            "deallocate all; begin; set local role {role}; set local app.provider_id = '{PROVIDER}';
             set local plan_cache_mode = force_custom_plan; prepare one{types} as {text}"
        ))
        .await?;
    let known = "select parameter_types::text[] from pg_prepared_statements where name = 'one'";
    let known = first_row(client.simple_query(known).await?);
    let known = known.trim_matches(['{', '}']).split(',');
    let values = known
        .filter(|kind| !kind.is_empty())
        .zip(1..)
        .map(|(kind, number)| bound(one, kind.trim_matches('"'), number));
    let explain = format!("explain (format json) execute one{}", listed(values));
    let plan = first_row(client.simple_query(&explain).await?);
    client.batch_execute("rollback").await?;
    let plan: Value = serde_json::from_str(&plan).unwrap();
    Ok(plan[0]["Plan"].clone())
}

fn first_row(answer: Vec<SimpleQueryMessage>) -> String {
    let row = answer.into_iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    });
    row.unwrap()
}

/// `(a, b)`, or nothing for none.
fn listed(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        return String::new();
    }
    format!("({})", words.join(", "))
}

/// A value for a parameter: no filter, for a list is walked farthest without them; a cursor with
/// rows before it and more behind it; else something that may be there. PostgreSQL plans anew for each value as long as that costs less than one plan for all.
fn bound(one: &Sent, kind: &str, number: usize) -> String {
    let text = &one.text;
    let is_filter = text.contains(&format!("${number} is null"));
    if !one.is_system && number <= 3 {
        let ids = [
            format!("'{PROVIDER}'"),
            "md5('client_id1')::uuid".to_owned(),
            "md5('staff_id1')::uuid".to_owned(),
        ];
        return ids[number - 1].clone();
    }
    if text.contains(&format!("provider_id = ${number}")) {
        return format!("'{PROVIDER}'");
    }
    if is_filter {
        return "null".to_owned();
    }
    let is_time = kind == "timestamp with time zone";
    for (sign, place) in [("<", "'2026-01-07'"), (">", "'2026-01-02'")] {
        if is_time && text.contains(&format!("{sign} (${number}, $")) {
            return format!("timestamptz {place}");
        }
    }
    let value = match kind {
        "uuid" => "md5('document_id7')::uuid",
        "timestamp with time zone" => "timestamptz '2026-01-03'",
        "date" => "date '2026-01-03'",
        "bigint" => "16",
        "boolean" => "true",
        "jsonb" => "'{}'::jsonb",
        "bytea" => "'\\x00'::bytea",
        "text" => "'x'",
        other => panic!("{text}: ${number} is {other}"),
    };
    value.to_owned()
}

/// Looks at a node and all below it. `ends_early` says that a limit above stops it when the page is full.
fn walk(node: &Value, one: &Sent, ends_early: bool, faults: &mut Vec<String>) {
    let kind = node["Node Type"].as_str().unwrap();
    let name = node["Alias"].as_str().unwrap_or_default();
    let condition = node["Index Cond"].as_str().unwrap_or_default();
    let reached = match kind {
        "Seq Scan" => Some(""),
        "Index Scan" | "Index Only Scan" => Some(condition),
        _ => None,
    };
    // Of an index that is read for a bitmap the name of the table stands one node above.
    let bitmap = (kind == "Bitmap Heap Scan").then(|| conditions(&node["Plans"]));
    if let Some(condition) = reached.or(bitmap.as_deref()) {
        let in_order = ends_early && kind != "Seq Scan";
        // Of a small table PostgreSQL reads the only page there is.
        let small = kind == "Seq Scan"
            && one
                .names
                .get(base(name))
                .is_some_and(|grows| !grows.contains(&super::Grows::Many));
        let fault = one.fault(base(name), condition, in_order);
        faults.extend(
            fault
                .filter(|_| !small)
                .map(|fault| format!("{kind} {condition}\n{fault}")),
        );
    }
    let keeps_order = matches!(
        kind,
        "Limit"
            | "Nested Loop"
            | "Subquery Scan"
            | "Result"
            | "LockRows"
            | "Incremental Sort"
            | "Memoize"
    );
    let ends_early = kind == "Limit" || (ends_early && keeps_order);
    for (place, below) in node["Plans"].as_array().into_iter().flatten().enumerate() {
        let is_outer = place == 0;
        walk(below, one, ends_early && is_outer, faults);
    }
}

/// `d_1` is the second table that the statement calls `d`.
fn base(alias: &str) -> &str {
    match alias.rsplit_once('_') {
        Some((name, number)) if number.bytes().all(|sign| sign.is_ascii_digit()) => name,
        _ => alias,
    }
}

fn conditions(plans: &Value) -> String {
    let mut text = String::new();
    for node in plans.as_array().into_iter().flatten() {
        text.push_str(node["Index Cond"].as_str().unwrap_or_default());
        text.push_str(&conditions(&node["Plans"]));
    }
    text
}

/// Rows in every table, all of one provider: the worst case for finding any of them by the provider.
async fn fill(client: &Client, schema: &Schema, sent: &[Sent]) {
    client
        .batch_execute("set session_replication_role = replica")
        .await
        .unwrap();
    let is_used = |table: &&Table| sent.iter().any(|one| one.tables.contains(&table.name));
    for table in schema.tables().filter(is_used) {
        let checks = client
            .query(
                "select conname::text, pg_get_constraintdef(oid) from pg_constraint
                 where contype = 'c' and conrelid = $1::text::regclass",
                &[&table.name],
            )
            .await
            .unwrap();
        let mut texts = Vec::new();
        for check in checks {
            texts.push(check.get::<_, String>(1));
            let name: String = check.get(0);
            client
                .batch_execute(&format!(
                    "alter table {} drop constraint \"{name}\"",
                    table.name
                ))
                .await
                .unwrap();
        }
        let insert = insert(client, table, &texts).await;
        client
            .batch_execute(&insert)
            .await
            .unwrap_or_else(|error| panic!("{error:?}: {insert}"));
    }
    client.batch_execute("analyze").await.unwrap();
}

async fn insert(client: &Client, table: &Table, checks: &[String]) -> String {
    let columns = client
        .query(
            "select column_name::text, udt_name::text, is_nullable = 'YES' from information_schema.columns
             where table_schema = 'public' and table_name = $1",
            &[&table.name],
        )
        .await
        .unwrap();
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for column in &columns {
        let (name, kind): (String, String) = (column.get(0), column.get(1));
        let allowed = checks
            .iter()
            .find(|check| words_of(check).contains(&name.as_str()));
        let value = value(table, &name, &kind, allowed);
        let value = if column.get::<_, bool>(2) {
            // Most things that have a time are over; other columns are mostly filled.
            format!("case when i % 10 = 0 then null else {value} end")
        } else {
            value
        };
        names.push(format!("\"{name}\""));
        values.push(value);
    }
    let rows = if table.few { FEW } else { MANY };
    format!(
        "insert into {} ({}) select {} from generate_series(1, {rows}) i on conflict do nothing",
        table.name,
        names.join(", "),
        values.join(", ")
    )
}

fn value(table: &Table, name: &str, kind: &str, allowed: Option<&String>) -> String {
    let own = format!("{}_id", table.name);
    match kind {
        "uuid" if name == "provider_id" => format!("'{PROVIDER}'::uuid"),
        "uuid" if name == own => format!("md5('{name}' || i)::uuid"),
        "uuid" => {
            let of = match name {
                "staff_id" | "org_id" | "payment_method_id" | "brand_domain_id" => FEW,
                "client_id" => 400,
                _ => 2_000,
            };
            format!("md5('{name}' || (i % {of} + 1))::uuid")
        }
        "text" => match allowed
            .map(|check| quoted(check))
            .filter(|words| !words.is_empty())
        {
            Some(words) => one_of(&words),
            None => format!("'{name}' || i"),
        },
        "timestamptz" => "timestamptz '2026-01-01' + i * interval '1 minute'".to_owned(),
        "date" => "date '2026-01-01' + i % 300".to_owned(),
        "int8" => "i".to_owned(),
        "bool" => "i % 2 = 0".to_owned(),
        "jsonb" => "'[]'::jsonb".to_owned(),
        "bytea" => format!("decode(md5('{name}' || i), 'hex')"),
        other => panic!("{}.{name} is {other}", table.name),
    }
}

/// Most rows have come to where rows of their table end up; the others are spread.
fn one_of(words: &[String]) -> String {
    let spread = format!("(array[{}])[i % {} + 1]", words.join(", "), words.len());
    let ends = ["'done'", "'sent'", "'decided'", "'published'", "'active'"];
    match words.iter().find(|word| ends.contains(&word.as_str())) {
        Some(end) => format!("case when i % 20 = 0 then {spread} else {end} end"),
        None => spread,
    }
}

fn words_of(check: &str) -> Vec<&str> {
    check
        .split(|sign: char| !sign.is_alphanumeric() && sign != '_')
        .collect()
}

/// `'draft'`, `'published'`: what stands in quotes.
fn quoted(check: &str) -> Vec<String> {
    check
        .split('\'')
        .skip(1)
        .step_by(2)
        .map(|word| format!("'{word}'"))
        .collect()
}
