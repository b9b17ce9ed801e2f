//! Drafts in the database: adding them and writing them over, always together with what lists show of them.

use super::draft::Start;
use crate::{
    db::{Date, Json, Write},
    error::{Error, Result},
    features::documents::{content::Content, summary::Summary},
    kit::{clock::Time, id::Id},
    params,
    scope::Staff,
    scoped,
};

/// Adds a draft; false when the client is not there. It carries the org that the session acts for: the one chosen, or
/// the only one there is while nothing was chosen (P7).
pub(super) async fn add(write: &Write<'_, Staff>, now: Time, new: &Start<'_>) -> Result<bool> {
    let (draft, summary) = written(new.content)?;
    let added = write
        .exec(
            scoped!(
                "insert into document (provider_id, document_id, client_id, project_id, org_id, type_key, status, title,
                        draft, draft_revision, draft_currency, draft_total_minor, draft_valid_until, author_staff_id,
                        created_at, updated_at, draft_saved_by, draft_saved_at)
                 select c.provider_id, $4, c.client_id, $6,
                        (select m.org_id from staff_session s
                         join org_member m on m.provider_id = s.provider_id and m.staff_id = s.staff_id and {provider:m}
                         where {own:s} and s.staff_session_id = $12
                           and (m.org_id = s.acting_org_id
                                or s.org_chosen_at is null
                                   and not exists (select 1 from org_member o
                                                   where {provider:o} and o.staff_id = m.staff_id and o.org_id <> m.org_id))),
                        $7, 'draft', $8, $9, 1, $13, $14, $15, $10, $11, $11, $10, $11
                 from client c where {client:c} and c.client_id = $5"
            ),
            params![
                new.document_id,
                new.client_id,
                new.project_id,
                &new.kind.type_key,
                new.title,
                &draft,
                write.who().staff_id,
                now,
                write.who().session_id,
                summary.currency,
                summary.fixed_total_minor,
                summary.valid_until
            ],
        )
        .await?;
    Ok(added == 1)
}

/// A draft as it is kept, and what lists show of it.
fn written(content: &Content) -> Result<(Json, Summary)> {
    let draft = serde_json::to_value(content).map_err(Error::internal)?;
    Ok((draft, Summary::of(content)))
}

/// Saves title and draft of a document that is held, as written by these staff.
pub(super) async fn save(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    title: &str,
    content: &Content,
) -> Result<()> {
    let saved_by = Some(write.who().staff_id);
    change(write, now, document_id, (Some(title), content, saved_by)).await
}

/// Writes a draft over the one before, with what lists show of it: nothing else does. Title and who saved it stay where
/// they are not given.
async fn change(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    (title, content, saved_by): (Option<&str>, &Content, Option<Id>),
) -> Result<()> {
    let (draft, summary) = written(content)?;
    write
        .exec(
            scoped!(
                "update document set title = coalesce($5, title), draft = $6, draft_revision = draft_revision + 1,
                        draft_currency = $7, draft_total_minor = $8, draft_valid_until = $9, updated_at = $10,
                        draft_saved_by = coalesce($11, draft_saved_by),
                        draft_saved_at = case when $11 is null then draft_saved_at else $10 end
                 where {project:document} and {org:document} and document_id = $4"
            ),
            params![
                document_id,
                title,
                &draft,
                summary.currency,
                summary.fixed_total_minor,
                summary.valid_until,
                now,
                saved_by
            ],
        )
        .await?;
    Ok(())
}

/// Lets a published document be accepted for longer; its draft learns it too.
pub(super) async fn save_extended(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    valid_until: Date,
    content: &Content,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document set valid_until = $5
                 where {project:document} and {org:document} and document_id = $4"
            ),
            params![document_id, valid_until],
        )
        .await?;
    change(write, now, document_id, (None, content, None)).await
}
