//! The database of a reference server: the same facts.

use anyhow::Result;

use super::{Base, Known};
use crate::facts::{self, CLIENTS, ITEMS, Thing, YEAR};

const SCHEMA: &str = include_str!("reference.sql");
const DAY: i64 = 24 * 3600 * 1_000_000;

/// Fills an empty database.
pub async fn fill(base: &Base, known: &Known, now: i64) -> Result<()> {
    let sql = base.dialect();
    let (provider, at, later) = (
        sql.id(&facts::id(Thing::Provider, 0)),
        sql.time(now),
        sql.time(now + DAY),
    );
    base.run(&sql.types(SCHEMA)).await?;
    let id = |thing, number| sql.id(&facts::id(thing, number));
    let mut sessions = (0..CLIENTS).map(|client| {
        let hash = sql.bytes(&facts::hash(&facts::token(client)));
        let (of, who) = (id(Thing::Client, client), id(Thing::Contact, client));
        format!("{hash}, {provider}, {of}, {who}, 'executive', {later}")
    });
    base.spread(("session", "*", ""), &mut sessions).await?;
    let mut documents = (0..CLIENTS).map(|client| {
        let (document, of) = (id(Thing::Document, client), id(Thing::Client, client));
        let slug = facts::slug(client);
        format!("{document}, {provider}, {of}, {YEAR}, '{slug}', 'published', 'quote', 'B-{slug}', 'The bakery, from four in the morning', 1, {at}")
    });
    base.spread(("document", "*", ""), &mut documents).await?;
    let content = known.content.replace('\'', "''");
    let mut versions = (0..CLIENTS).map(|client| {
        let document = id(Thing::Document, client);
        format!("{document}, 1, '{content}', '{}'", known.version_hash)
    });
    base.spread(("document_version", "*", ""), &mut versions)
        .await?;
    let mut methods = known.methods.iter().enumerate().map(|(place, method)| {
        let [id, section, name, fields] = method;
        let quoted = [section, name, fields].map(|text| format!("'{}'", text.replace('\'', "''")));
        format!("{provider}, {place}, {}, {}", sql.id(id), quoted.join(", "))
    });
    base.spread(("payment_method", "*", ""), &mut methods)
        .await?;
    let mut items = (0..CLIENTS * ITEMS).map(|item| {
        let client = item % CLIENTS;
        let ids = [
            id(Thing::Item, item),
            provider.clone(),
            id(Thing::Client, client),
            id(Thing::Document, client),
        ];
        format!(
            "{}, 'acknowledge', '{}', 'open'",
            ids.join(", "),
            known.version_hash
        )
    });
    let columns = "action_item (action_item_id, provider_id, client_id, document_id, kind, version_hash, state)";
    base.spread((columns, "*", ""), &mut items).await?;
    for row in [
        format!("audit_head values ({provider}, 0)"),
        format!("setting values ({provider}, 'Europe/Berlin', 0)"),
        format!("document_type values ({provider}, 'quote', 'Quote')"),
    ] {
        base.run(&format!("insert into {row}")).await?;
    }
    base.finish().await
}
