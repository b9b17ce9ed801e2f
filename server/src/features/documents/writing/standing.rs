//! Where a document stands for one of the staff, and what is answered when it can't be done.

use super::{
    approval_store::{self, Approval},
    store::Document,
    types::DocumentType,
};
use crate::{
    db::Read,
    error::{Error, Result},
    features::{
        documents::{
            rights::{Act, Refusal, Standing},
            settings::Settings,
            status::Status,
        },
        people::permission::StaffRole,
        responses,
    },
    scope::Staff,
};

/// Where a document stands.
pub(super) fn status(document: &Document) -> Result<Status> {
    Status::from_word(&document.status)
        .ok_or_else(|| Error::internal(format!("no status {}", document.status)))
}

/// All that decides what may be done with a document, and the newest approval that was asked for.
pub(super) async fn load(
    read: &Read<'_, Staff>,
    settings: &Settings,
    document: &Document,
    kind: &DocumentType,
) -> Result<(Standing, Option<Approval>)> {
    let staff = read.who();
    let approval = approval_store::find_newest(read, document.document_id).await?;
    let live = approval.as_ref().filter(|asked| asked.version.is_none());
    let response = match document.published_version {
        Some(version) => responses::summary(read, document.document_id, version).await?,
        None => None,
    };
    let hands = [
        Some(document.author_staff_id),
        document.draft_saved_by,
        live.map(|asked| asked.submitted_by),
    ];
    let standing = Standing {
        status: status(document)?,
        requires_approval: kind.requires_approval,
        role: StaffRole::from_word(&staff.role)
            .ok_or_else(|| Error::forbidden("permission_missing"))?,
        is_involved: settings.four_eyes && hands.contains(&Some(staff.staff_id)),
        approval: live.map(Approval::state),
        approval_is_current: live
            .is_some_and(|asked| asked.draft_revision == document.draft_revision),
        is_accepted: response
            .as_ref()
            .is_some_and(|answer| answer.outcome == "accepted"),
        is_answered: response.is_some(),
        is_revised: document.revision_opened_at.is_some(),
    };
    Ok((standing, approval))
}

/// Refuses what D3 and P41 do not have. 403 for who may not, 409 for a document that does not stand there.
pub(super) fn allow(standing: &Standing, act: Act) -> Result<()> {
    standing
        .check(act)
        .map_err(|refusal| answer(standing, act, refusal))
}

fn answer(standing: &Standing, act: Act, refusal: Refusal) -> Error {
    match refusal {
        Refusal::Role => Error::forbidden("permission_missing"),
        Refusal::FourEyes => Error::forbidden("four_eyes"),
        Refusal::Accepted => Error::conflict(
            "accepted",
            "The client has accepted this document. A change begins with a revision.",
        ),
        Refusal::ApprovalMissing => Error::conflict(
            "approval_missing",
            "Somebody has to approve this draft before it is published.",
        ),
        Refusal::Answered => {
            Error::conflict("bad_status", "The client has answered this document.")
        }
        Refusal::Status => bad_status(standing.draft_status(), done(act)),
    }
}

fn done(act: Act) -> &'static str {
    match act {
        Act::Edit => "edited",
        Act::Submit => "submitted for approval",
        Act::Approve => "approved or rejected",
        Act::Reopen => "reopened",
        Act::Publish => "published",
        Act::Withdraw => "withdrawn",
        Act::Extend => "extended",
        Act::Revise => "revised",
        Act::GiveUp => "put back",
    }
}

/// 409: a document that stands there can't be … now.
pub(super) fn bad_status(status: Status, done: &str) -> Error {
    Error::conflict(
        "bad_status",
        format!("A document that is {} can't be {done}.", status.as_str()),
    )
}
