//! Approvals in the database.

use crate::{
    db::{Read, Write},
    error::Result,
    features::{documents::rights::ApprovalState, letters::Reader},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// An approval that was asked for.
    #[derive(Debug, Clone)]
    pub(super) struct Approval {
        pub(super) draft_revision: i64,
        pub(super) submitted_by: Id,
        pub(super) submitter_name: String,
        pub(super) submitted_at: Time,
        pub(super) outcome: Option<String>,
        pub(super) decided_by: Option<Id>,
        pub(super) decider_name: Option<String>,
        pub(super) decided_at: Option<Time>,
        pub(super) comment: Option<String>,
        pub(super) version: Option<i64>,
    }
}

impl Approval {
    /// Where it stands.
    pub(super) fn state(&self) -> ApprovalState {
        match self.outcome.as_deref() {
            None => ApprovalState::Pending,
            Some("approved") => ApprovalState::Approved,
            Some(_) => ApprovalState::Rejected,
        }
    }
}

/// The newest one of a document.
pub(super) async fn find_newest(
    read: &Read<'_, Staff>,
    document_id: Id,
) -> Result<Option<Approval>> {
    Ok(read
        .find(
            scoped!(
                "select a.draft_revision, a.submitted_by, s.name, a.submitted_at, a.outcome,
                        a.decided_by, t.name, a.decided_at, a.comment, a.version
                 from document_approval a
                 join staff s on {provider:s} and s.staff_id = a.submitted_by
                 left join staff t on {provider:t} and t.staff_id = a.decided_by
                 where {project:a} and a.document_id = $4
                 order by a.submitted_at desc, a.document_approval_id desc limit 1"
            ),
            params![document_id],
        )
        .await?)
}

/// Asks for approval of a draft.
pub(super) async fn add(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    document_approval_id: Id,
    draft_revision: i64,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into document_approval (provider_id, document_approval_id, document_id, client_id, project_id,
                        draft_revision, submitted_by, submitted_at)
                 select d.provider_id, $5, d.document_id, d.client_id, d.project_id, $6, $7, $8
                 from document d where {project:d} and {org:d} and d.document_id = $4"
            ),
            params![document_id, document_approval_id, draft_revision, write.who().staff_id, now],
        )
        .await?;
    Ok(())
}

/// Answers what was asked about a document. `outcome` is `approved` or `rejected`.
pub(super) async fn decide(
    write: &Write<'_, Staff>,
    now: Time,
    document_id: Id,
    outcome: &str,
    comment: Option<&str>,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document_approval set outcome = $5, decided_by = $6, decided_at = $7, comment = $8
                 where {project:document_approval} and document_id = $4 and outcome is null"
            ),
            params![document_id, outcome, write.who().staff_id, now, comment],
        )
        .await?;
    Ok(())
}

/// Notes as which version an approved draft was published: the next one has to be approved anew.
pub(super) async fn use_up(write: &Write<'_, Staff>, document_id: Id, version: i64) -> Result<()> {
    write
        .exec(
            scoped!(
                "update document_approval set version = $5
                 where {project:document_approval} and document_id = $4 and outcome = 'approved' and version is null"
            ),
            params![document_id, version],
        )
        .await?;
    Ok(())
}

/// One of the staff, unless switched off.
pub(super) async fn find_reader(read: &Read<'_, Staff>, staff_id: Id) -> Result<Option<Reader>> {
    Ok(read
        .find(
            scoped!(
                "select s.staff_id, s.email, s.language from staff s
                 where {provider:s} and s.staff_id = $4 and s.switched_off_at is null"
            ),
            params![staff_id],
        )
        .await?)
}
