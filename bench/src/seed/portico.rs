//! The product's database: what its demo made, and then many clients like the first.

use anyhow::{Context as _, Result};

use super::{Base, Dialect};
use crate::facts::{self, CLIENTS, ITEMS, Thing, YEAR};

/// The provider of the demo that is made larger.
const HOST: &str = "studio.localhost";
/// The quote that every document is a copy of.
const QUOTE: &str = "The bakery, from four in the morning";

/// What was copied.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Of the version of every document.
    pub version_hash: String,
    /// The bytes of that version.
    pub content: String,
    /// The payment methods of the provider: id, section, name, instructions, fields, currency.
    pub methods: Vec<[String; 4]>,
}

/// Makes it larger; what the reference servers have to know of it.
pub async fn enlarge(base: &Base, now: i64) -> Result<Known> {
    let sql = base.dialect();
    add_people(base, sql, now, CLIENTS).await?;
    add_documents(base, sql, &mut (0..CLIENTS).map(|client| (client, client))).await?;
    add_items(base, sql, now).await?;
    base.finish().await?;
    known(base, sql).await
}

async fn add_people(base: &Base, sql: Dialect, now: i64, count: usize) -> Result<()> {
    let of_host = format!("join brand_domain b on b.host = '{HOST}'");
    let (at, yes, no) = (sql.time(now), sql.flag(true), sql.flag(false));
    let numbered = |thing: Thing| {
        (0..count).map(move |client| {
            let ids = [thing, Thing::Client, Thing::Contact, Thing::Membership]
                .map(|thing| sql.id(&facts::id(thing, client)));
            format!(
                "{}, {client}, {}",
                ids.join(", "),
                sql.bytes(&facts::hash(&facts::token(client)))
            )
        })
    };
    base.spread(
        (
            "client (provider_id, client_id, name, sort_name, status, portal_enabled, created_at, updated_at)",
            &format!("b.provider_id, v.column1, 'Client ' || v.column5, 'client ' || v.column5, 'active', {yes}, {at}, {at}"),
            &of_host,
        ),
        &mut numbered(Thing::Client),
    )
    .await?;
    base.spread(
        (
            "contact (provider_id, contact_id, name, email, state, created_at, updated_at)",
            &format!("b.provider_id, v.column1, 'Contact ' || v.column5, 'contact' || v.column5 || '@bench.example', 'active', {at}, {at}"),
            &of_host,
        ),
        &mut numbered(Thing::Contact),
    )
    .await?;
    base.spread(
        (
            "membership (provider_id, membership_id, client_id, contact_id, role, added_permissions, removed_permissions,
               narrowed, created_at)",
            &format!("b.provider_id, v.column1, v.column2, v.column3, 'executive', '[]', '[]', {no}, {at}"),
            &of_host,
        ),
        &mut numbered(Thing::Membership),
    )
    .await?;
    base.spread(
        (
            "contact_session (provider_id, contact_session_id, contact_id, membership_id, brand_domain_id, token_hash,
               strength, way, created_at, last_seen_at)",
            &format!("b.provider_id, v.column1, v.column3, v.column4, b.brand_domain_id, v.column6, 'code', 'email', {at}, {at}"),
            &of_host,
        ),
        &mut numbered(Thing::Session),
    )
    .await
}

/// Copies the quote: the number of each copy, and its client's. The later ones were published later.
async fn add_documents(
    base: &Base,
    sql: Dialect,
    copies: &mut dyn Iterator<Item = (usize, usize)>,
) -> Result<()> {
    let copies: Vec<(usize, usize)> = copies.collect();
    let mut rows = copies.iter().map(|(document, client)| {
        format!(
            "{}, {}, '{}', {document}",
            sql.id(&facts::id(Thing::Document, *document)),
            sql.id(&facts::id(Thing::Client, *client)),
            facts::slug(*document)
        )
    });
    let later = |column: &str| match sql {
        Dialect::Sqlite => format!("{column} + v.column4"),
        Dialect::Postgres => format!("{column} + v.column4 * interval '1 microsecond'"),
    };
    let source = format!("join document d on d.title = '{QUOTE}' and d.slug not like 'bench-%'");
    base.spread(
        (
            "document (provider_id, document_id, client_id, org_id, type_key, status, title, number, year, slug, asks, draft,
               draft_currency, draft_total_minor, draft_valid_until, draft_revision, published_version, valid_until, author_staff_id, created_at, updated_at, published_at)",
            &format!(
                "d.provider_id, v.column1, v.column2, d.org_id, d.type_key, d.status, d.title, 'B-' || v.column3, {YEAR},
                 v.column3, d.asks, d.draft, d.draft_currency, d.draft_total_minor, d.draft_valid_until, d.draft_revision, d.published_version, d.valid_until, d.author_staff_id,
                 d.created_at, {}, {}",
                later("d.updated_at"),
                later("d.published_at")
            ),
            &source,
        ),
        &mut rows,
    )
    .await?;
    let mut rows = copies.iter().map(|(document, client)| {
        format!(
            "{}, {}",
            sql.id(&facts::id(Thing::Document, *document)),
            sql.id(&facts::id(Thing::Client, *client))
        )
    });
    base.spread(
        (
            "document_version (provider_id, document_id, version, client_id, content, version_hash, published_at,
               published_by, number, title, currency, total_minor_from, fixed_total_minor)",
            "s.provider_id, v.column1, s.version, v.column2, s.content, s.version_hash, s.published_at, s.published_by,
             s.number, s.title, s.currency, s.total_minor_from, s.fixed_total_minor",
            &format!(
                "{source} join document_version s on s.provider_id = d.provider_id and s.document_id = d.document_id
                 and s.version = d.published_version"
            ),
        ),
        &mut rows,
    )
    .await
}

/// One client with so many documents, and the owner signed in.
pub async fn add_list(base: &Base, now: i64, count: usize) -> Result<()> {
    let sql = base.dialect();
    add_people(base, sql, now, 1).await?;
    add_documents(base, sql, &mut (0..count).map(|document| (document, 0))).await?;
    let (id, hash, at) = (
        sql.id(&facts::id(Thing::StaffSession, 0)),
        sql.bytes(&facts::hash(facts::STAFF_TOKEN)),
        sql.time(now),
    );
    base.run(&format!(
        "insert into staff_session (provider_id, staff_session_id, staff_id, token_hash, strength, created_at, last_seen_at,
           fresh_at)
         select s.provider_id, {id}, s.staff_id, {hash}, 'two_factor', {at}, {at}, {at} from staff s
         join brand_domain b on b.provider_id = s.provider_id and b.host = '{HOST}' where s.role = 'owner'"
    ))
    .await?;
    base.finish().await
}

async fn add_items(base: &Base, sql: Dialect, now: i64) -> Result<()> {
    let at = sql.time(now);
    let rows = (0..CLIENTS * ITEMS).map(|item| {
        let client = item % CLIENTS;
        format!(
            "{}, {}",
            sql.id(&facts::id(Thing::Item, item)),
            sql.id(&facts::id(Thing::Document, client))
        )
    });
    base.spread(
        (
            "action_item (provider_id, action_item_id, client_id, kind, title, document_id, version, version_hash,
               permission, state, created_at)",
            &format!(
                "d.provider_id, v.column1, d.client_id, 'acknowledge', d.title, d.document_id, d.published_version,
                 n.version_hash, 'acknowledge', 'open', {at}"
            ),
            &format!(
                "join brand_domain b on b.host = '{HOST}'
                 join document d on d.provider_id = b.provider_id and d.document_id = v.column2
                 join document_version n on n.provider_id = d.provider_id and n.document_id = d.document_id
                      and n.version = d.published_version"
            ),
        ),
        &mut rows.into_iter(),
    )
    .await
}

async fn known(base: &Base, sql: Dialect) -> Result<Known> {
    let document = sql.id(&facts::id(Thing::Document, 0));
    let of = |column: &str| {
        format!("select {column} from document_version where document_id = {document}")
    };
    let content = match sql {
        Dialect::Sqlite => of("cast(content as text)"),
        Dialect::Postgres => of("convert_from(content, 'utf8')"),
    };
    let all = base
        .text(&format!(
            "select count(*) || '' from payment_method m join brand_domain b on b.provider_id = m.provider_id
             and b.host = '{HOST}' where m.switched_on"
        ))
        .await?;
    let mut methods = Vec::new();
    for place in 0..all.parse::<usize>()? {
        let mut method = [const { String::new() }; 4];
        for (text, column) in method.iter_mut().zip([
            sql.digits_of("m.payment_method_id"),
            "m.section".to_owned(),
            "m.name".to_owned(),
            "cast(m.fields as text)".to_owned(),
        ]) {
            *text = base
                .text(&format!(
                    "select {column} from payment_method m join brand_domain b on b.provider_id = m.provider_id
                     and b.host = '{HOST}' where m.switched_on order by m.position, m.payment_method_id
                     limit 1 offset {place}"
                ))
                .await?;
        }
        methods.push(method);
    }
    Ok(Known {
        version_hash: base
            .text(&of("version_hash"))
            .await
            .context("the copied version")?,
        content: base.text(&content).await?,
        methods,
    })
}
