//! Whom a publication asks: named contacts of the client, each of whom may answer (A2).

use std::collections::BTreeSet;

use crate::{
    db::{FromJson, Read},
    error::Result,
    features::{
        documents::detail::Asks,
        people::permission::{ContactRole, Permission, Permissions},
    },
    kit::{field::FieldErrors, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    struct Member {
        contact_id: Id,
        role: ContactRole,
        added: FromJson<Permissions>,
        removed: FromJson<Permissions>,
    }
}

impl Member {
    /// Whether it may answer. Nobody binds a client to a price that it can't read.
    fn may_answer(&self, asks: Asks) -> bool {
        let may = self.role.granted(self.added.0, self.removed.0);
        self.role != ContactRole::Guest
            && match asks {
                Asks::Choose => may.has(Permission::ChooseOptions) && may.has(Permission::SeeMoney),
                Asks::Acknowledge => may.has(Permission::Acknowledge),
            }
    }
}

/// Those that are named, each once.
///
/// # Errors
/// `nothing_asked` where the document asks nothing, `may_not_answer` at each who is nobody of this client or may not
/// answer.
pub(super) async fn check(
    read: &Read<'_, Staff>,
    document_id: Id,
    asks: Option<Asks>,
    contact_ids: &[Id],
) -> Result<Vec<Id>> {
    if contact_ids.is_empty() {
        return Ok(Vec::new());
    }
    let Some(asks) = asks else {
        let message = "Nothing is asked with a document of this type.";
        return Err(FieldErrors::one("contact_ids", "nothing_asked", message).into());
    };
    let members = list_members(read, document_id).await?;
    let mut errors = FieldErrors::new();
    for (index, contact_id) in contact_ids.iter().enumerate() {
        let mut may = members.iter().filter(|member| member.may_answer(asks));
        if !may.any(|member| member.contact_id == *contact_id) {
            let message = "This person is not of the client, or may not answer it.";
            errors.add(format!("contact_ids[{index}]"), "may_not_answer", message);
        }
    }
    errors.or(())?;
    let once: BTreeSet<Id> = contact_ids.iter().copied().collect();
    Ok(once.into_iter().collect())
}

/// The contacts of the client of a document whose membership covers it.
async fn list_members(read: &Read<'_, Staff>, document_id: Id) -> Result<Vec<Member>> {
    Ok(read
        .list(
            scoped!(
                "select m.contact_id, m.role, m.added_permissions, m.removed_permissions
                 from document d
                 join membership m on {client:m} and m.client_id = d.client_id
                 join contact k on {provider:k} and k.contact_id = m.contact_id
                 where {project:d} and {org:d} and d.document_id = $4 and m.switched_off_at is null and k.state <> 'off'
                   and (m.narrowed = $5 or exists (select 1 from membership_project p where {client:p}
                        and p.membership_id = m.membership_id and p.project_id = d.project_id))"
            ),
            params![document_id, false],
        )
        .await?)
}
