//! The key contacts of a project, saved as one list.

use std::collections::BTreeSet;

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    finish, hold_at,
    show::{ProjectPath, StaffProject},
    show_store, tell,
};
use crate::{
    app::App,
    db::{self, Read, Write},
    error::{Error, Result},
    features::{
        people::must_keep_projects,
        projects::model::{self, MOST_CONTACTS},
    },
    kit::{
        field::FieldErrors,
        http::{body::Body, meta::Meta, params::Params},
        id::Id,
        text,
    },
    params, row,
    scope::Staff,
    scoped,
};

/// The key contacts as they shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveProjectContacts {
    /// The revision of the project that they were made from.
    pub revision: i64,
    /// In their order.
    #[schema(max_items = 20)]
    pub contacts: Vec<SavedProjectContact>,
}

/// Somebody to turn to: one of the staff, or a contact of the project's client.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedProjectContact {
    /// One of the staff.
    pub staff_id: Option<Id>,
    /// A contact.
    pub contact_id: Option<Id>,
    /// What for.
    #[schema(value_type = text::Label)]
    pub what_for: String,
}

/// Who can be a key contact of a project.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProjectCandidates {
    /// Everybody of the staff, by name.
    pub staff: Vec<Candidate>,
    /// Everybody who acts for its client, by name.
    pub contacts: Vec<Candidate>,
}

row! {
    /// Somebody who can be a key contact.
    #[derive(Debug, Serialize, ToSchema)]
    #[schema(as = ProjectCandidate)]
    pub struct Candidate {
        /// Who.
        pub id: Id,
        /// The name.
        pub name: String,
    }
}

/// Whom the key contacts of a project are chosen from.
pub async fn list_candidates(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<ProjectPath>,
) -> Result<Json<ProjectCandidates>> {
    let read = app.db.read(&staff).await?;
    let (project, staff_members, contacts) = tokio::try_join!(
        show_store::find(&read, path.project_id),
        list_staff(&read),
        list_contacts(&read, path.project_id),
    )?;
    drop(read);
    project.ok_or_else(Error::not_found)?;
    must_keep_projects(&staff)?;
    Ok(Json(ProjectCandidates {
        staff: staff_members,
        contacts,
    }))
}

/// Saves the key contacts of a project.
pub async fn save_contacts(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<ProjectPath>,
    body: Body<SaveProjectContacts>,
) -> Result<Json<StaffProject>> {
    let (wanted, now, project_id) = (body.value, app.clock.now(), path.project_id);
    let write = app.db.write(&staff).await?;
    let project = hold_at(&write, now, project_id, wanted.revision).await?;
    let staff_members = list_staff(&write).await?;
    let contacts = list_contacts(&write, project_id).await?;
    check(&wanted.contacts, &ids(&staff_members), &ids(&contacts))?;
    let remove =
        scoped!("delete from project_contact as x where {project:x} and x.project_id = $4");
    write.exec(remove, params![project_id]).await?;
    for (position, contact) in (0_i64..).zip(&wanted.contacts) {
        add(&write, project_id, app.ids.id(), position, contact).await?;
    }
    let detail = json!({ "contacts": wanted.contacts.len() });
    let act = "project_contacts_saved";
    tell(&write, &meta, now, act, &project, detail).await?;
    finish(write, project_id).await
}

/// Every fault of the list.
fn check(
    contacts: &[SavedProjectContact],
    staff_ids: &BTreeSet<Id>,
    contact_ids: &BTreeSet<Id>,
) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::new();
    if contacts.len() > MOST_CONTACTS {
        let allowed = format!("At most {MOST_CONTACTS} people.");
        errors.add("contacts", "too_many", allowed);
    }
    for (place, contact) in contacts.iter().enumerate() {
        let at = format!("contacts[{place}]");
        match (contact.staff_id, contact.contact_id) {
            (Some(id), None) if staff_ids.contains(&id) => {}
            (None, Some(id)) if contact_ids.contains(&id) => {}
            (Some(_), None) => {
                errors.add(format!("{at}.staff_id"), "unknown", "Nobody of the staff.");
            }
            (None, Some(_)) => {
                let message = "Nobody who acts for this client.";
                errors.add(format!("{at}.contact_id"), "unknown", message);
            }
            _ => {
                let message = "Name one of the staff or a contact, and not both.";
                errors.add(at.clone(), "invalid", message);
            }
        }
        let what_for = model::line("what_for", &contact.what_for, text::LABEL);
        errors.keep(what_for.map_err(|faults| faults.under(&at)));
    }
    errors.or(())
}

fn ids(candidates: &[Candidate]) -> BTreeSet<Id> {
    candidates.iter().map(|candidate| candidate.id).collect()
}

/// Everybody of the staff who is not switched off.
async fn list_staff(read: &Read<'_, Staff>) -> db::Result<Vec<Candidate>> {
    read
        .list(
            scoped!(
                "select s.staff_id, s.name from staff s where {provider:s} and s.switched_off_at is null
                 order by s.name, s.staff_id"
            ),
            params![],
        )
        .await
}

/// Everybody who acts for the client of a project.
async fn list_contacts(read: &Read<'_, Staff>, project_id: Id) -> db::Result<Vec<Candidate>> {
    read
        .list(
            scoped!(
                "select m.contact_id, k.name from project p
                 join membership m on {client:m} and m.client_id = p.client_id
                 join contact k on {provider:k} and k.contact_id = m.contact_id
                 where {project:p} and p.project_id = $4 and m.switched_off_at is null and k.state <> 'off'
                 order by k.name, k.contact_id"
            ),
            params![project_id],
        )
        .await
}

async fn add(
    write: &Write<'_, Staff>,
    project_id: Id,
    project_contact_id: Id,
    position: i64,
    contact: &SavedProjectContact,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into project_contact (provider_id, project_id, project_contact_id, client_id, position, staff_id,
                        contact_id, what_for)
                 select p.provider_id, p.project_id, $5, p.client_id, $6, $7, $8, $9
                 from project p where {project:p} and p.project_id = $4"
            ),
            params![
                project_id,
                project_contact_id,
                position,
                contact.staff_id,
                contact.contact_id,
                contact.what_for.trim()
            ],
        )
        .await?;
    Ok(())
}
