//! Responses in the database.

use super::model::{Checked, ResponseOutcome};
use crate::{
    db::{FromJson, Read, Statement, Write},
    error::{Error, Result},
    features::{
        documents::{
            detail::{AcceptedVersion, ResponseSummary},
            pricing::Calculation,
        },
        letters::Reader,
    },
    kit::{clock::Time, id::Id},
    params, row,
    scope::{Audience, Contact, Staff},
    scoped,
};

/// A response to be written down beside its decision.
pub(super) struct NewResponse<'a> {
    pub(super) response_id: Id,
    pub(super) decision_id: Id,
    pub(super) document_id: Id,
    pub(super) outcome: ResponseOutcome,
    pub(super) currency: &'a str,
    pub(super) checked: &'a Checked,
}

/// Writes a response down; it carries the document's project and org.
pub(super) async fn add(
    write: &Write<'_, Contact>,
    now: Time,
    new: &NewResponse<'_>,
) -> Result<()> {
    let checked = new.checked;
    let selection = serde_json::to_value(&checked.selection).map_err(Error::internal)?;
    let calculation = serde_json::to_value(&checked.calculation).map_err(Error::internal)?;
    write
        .exec(
            scoped!(
                "insert into response (provider_id, response_id, decision_id, document_id, version, client_id,
                        project_id, org_id, contact_id, outcome, selection, calculation, payment, payment_method_id,
                        purchase_order, comment, total_minor, currency, created_at)
                 select d.provider_id, $5, $6, d.document_id, d.published_version, d.client_id, d.project_id, d.org_id,
                        $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
                 from document d where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![
                new.document_id,
                new.response_id,
                new.decision_id,
                write.who().contact_id,
                new.outcome.as_str(),
                &selection,
                &calculation,
                checked.payment.map(|payment| payment.as_str()),
                checked.payment_method_id,
                checked.purchase_order.as_deref(),
                checked.comment.as_deref(),
                checked.calculation.as_ref().map_or(0, |calculation| calculation.total_minor),
                new.currency,
                now
            ],
        )
        .await?;
    Ok(())
}

/// Puts a response in the provider's inbox.
pub(super) async fn add_inbox_entry(
    write: &Write<'_, Contact>,
    now: Time,
    inbox_entry_id: Id,
    new: &NewResponse<'_>,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into inbox_entry (provider_id, inbox_entry_id, client_id, kind, document_id, response_id,
                        contact_id, org_id, created_at)
                 select d.provider_id, $5, d.client_id, $6, d.document_id, $7, $8, d.org_id, $9
                 from document d where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![
                new.document_id,
                inbox_entry_id,
                new.outcome.as_str(),
                new.response_id,
                write.who().contact_id,
                now
            ],
        )
        .await?;
    Ok(())
}

/// The document's author; when it is switched off, the owner of longest standing.
pub(super) async fn find_reader(
    read: &Read<'_, Contact>,
    document_id: Id,
) -> Result<Option<Reader>> {
    Ok(read
        .find(
            scoped!(
                "select s.staff_id, s.email, s.language from staff s
                 join document d on {project:d} and {org:d} and d.document_id = $4
                 where {provider:s} and s.switched_off_at is null
                   and (s.staff_id = d.author_staff_id or s.role = 'owner')
                 order by case when s.staff_id = d.author_staff_id then 0 else 1 end, s.created_at, s.staff_id limit 1"
            ),
            params![document_id],
        )
        .await?)
}

/// The name of a contact.
pub(super) async fn find_contact_name(read: &Read<'_, Contact>) -> Result<String> {
    Ok(read
        .one(
            scoped!("select c.name from contact c where {provider:c} and c.contact_id = $4"),
            params![read.who().contact_id],
        )
        .await?)
}

row! {
    struct SummaryRow {
        outcome: String,
        created_at: Time,
        contact_name: String,
        comment: Option<String>,
    }
}

/// The answer to one version of a document.
pub async fn summary<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    document_id: Id,
    version: i64,
) -> Result<Option<ResponseSummary>> {
    let found: Option<SummaryRow> = read
        .find(
            scoped!(
                "select r.outcome, r.created_at, c.name, r.comment from response r
                 join contact c using (provider_id, contact_id)
                 where {project:r} and {org:r} and r.document_id = $4 and r.version = $5
                 order by r.created_at desc, r.response_id desc limit 1"
            ),
            params![document_id, version],
        )
        .await?;
    Ok(found.map(|row| ResponseSummary {
        outcome: row.outcome,
        created_at: row.created_at,
        contact_name: row.contact_name,
        comment: row.comment,
    }))
}

row! {
    struct AcceptedRow {
        version: i64,
        accepted_at: Time,
        contact_name: String,
    }
}

/// The last acceptance of a document: of any version, or of one below that given.
pub async fn find_accepted<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    document_id: Id,
    below: Option<i64>,
) -> Result<Option<AcceptedVersion>> {
    let found: Option<AcceptedRow> = read
        .find(
            scoped!(
                "select r.version, r.created_at, c.name from response r
                 join contact c using (provider_id, contact_id)
                 where {project:r} and {org:r} and r.document_id = $4 and r.outcome = 'accepted'
                   and ($5 is null or r.version < $5)
                 order by r.created_at desc, r.response_id desc limit 1"
            ),
            params![document_id, below],
        )
        .await?;
    Ok(found.map(|row| AcceptedVersion {
        version: row.version,
        accepted_at: row.accepted_at,
        contact_name: row.contact_name,
    }))
}

row! {
    /// A response with the version it answers.
    #[derive(Debug)]
    pub(super) struct Stored {
        pub(super) decision_id: Id,
        pub(super) outcome: String,
        pub(super) calculation: FromJson<Option<Calculation>>,
        pub(super) payment: Option<String>,
        pub(super) payment_method_id: Option<Id>,
        pub(super) purchase_order: Option<String>,
        pub(super) comment: Option<String>,
        pub(super) currency: String,
        pub(super) created_at: Time,
        pub(super) contact_name: String,
        pub(super) year: i32,
        pub(super) slug: String,
        pub(super) version_hash: String,
        pub(super) content: Vec<u8>,
    }
}

/// The last acceptance of a document, or one response of it.
pub(super) async fn find(
    read: &Read<'_, Contact>,
    document_id: Id,
    response_id: Option<Id>,
) -> Result<Option<Stored>> {
    Ok(read
        .find(
            scoped!(
                "select r.decision_id, r.outcome, r.calculation, r.payment, r.payment_method_id, r.purchase_order, r.comment,
                        r.currency, r.created_at, c.name, d.year, d.slug, v.version_hash, v.content
                 from response r
                 join contact c using (provider_id, contact_id)
                 join document d on {project:d} and {org:d} and d.document_id = r.document_id
                 join document_version v on {project:v} and v.document_id = r.document_id and v.version = r.version
                 where {project:r} and {org:r} and r.document_id = $4 and (r.response_id = $5 or ($5 is null and r.outcome = 'accepted'))
                 order by r.created_at desc, r.response_id desc limit 1"
            ),
            params![document_id, response_id],
        )
        .await?)
}

row! {
    /// A response as staff read it.
    pub(super) struct ForStaff {
        pub(super) response_id: Id,
        pub(super) outcome: String,
        pub(super) version: i64,
        pub(super) contact_name: String,
        pub(super) created_at: Time,
        pub(super) total_minor: i64,
        pub(super) payment: Option<String>,
        pub(super) payment_method_name: Option<String>,
        pub(super) purchase_order: Option<String>,
        pub(super) comment: Option<String>,
        pub(super) calculation: FromJson<Option<Calculation>>,
    }
}

/// What was answered to a document, newest first.
pub(super) async fn list_of(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<ForStaff>> {
    Ok(read
        .list(
            scoped!(
                "select r.response_id, r.outcome, r.version, c.name, r.created_at, r.total_minor, r.payment, m.name,
                        r.purchase_order, r.comment, r.calculation
                 from response r
                 join contact c using (provider_id, contact_id)
                 left join payment_method m on {provider:m} and m.payment_method_id = r.payment_method_id
                 where {project:r} and {org:r} and r.document_id = $4
                 order by r.created_at desc, r.response_id desc"
            ),
            params![document_id],
        )
        .await?)
}
