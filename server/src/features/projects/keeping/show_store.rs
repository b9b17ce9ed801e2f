//! One project in the database, as staff see it.

use crate::{
    db::{Date, Read, Result},
    features::projects::model::{ActionSide, ProjectHealth, ProjectStatus},
    kit::{clock::Time, id::Id},
    params, row,
    scope::Staff,
    scoped,
};

row! {
    /// A project with its client's name.
    pub(super) struct Shown {
        pub(super) project_id: Id,
        pub(super) client_id: Id,
        pub(super) client_name: String,
        pub(super) code: String,
        pub(super) name: String,
        pub(super) status: ProjectStatus,
        pub(super) health: ProjectHealth,
        pub(super) health_reason: Option<String>,
        pub(super) start_date: Option<Date>,
        pub(super) due_date: Option<Date>,
        pub(super) harvest_project_id: Option<String>,
        pub(super) revision: i64,
        pub(super) created_at: Time,
        pub(super) updated_at: Time,
    }
}

pub(super) async fn find(read: &Read<'_, Staff>, project_id: Id) -> Result<Option<Shown>> {
    read.find(
        scoped!(
            "select p.project_id, p.client_id, c.name, p.code, p.name, p.status, p.health, p.health_reason, p.start_date,
                    p.due_date, p.harvest_project_id, p.revision, p.created_at, coalesce(p.updated_at, p.created_at)
             from project p join client c on {client:c} and c.client_id = p.client_id
             where {project:p} and p.project_id = $4"
        ),
        params![project_id],
    )
    .await
}

row! {
    /// Something to be done, or done.
    pub(super) struct Action {
        pub(super) next_action_id: Id,
        pub(super) side: ActionSide,
        pub(super) description: String,
        pub(super) due_date: Option<Date>,
        pub(super) done_at: Option<Time>,
    }
}

/// What is not done yet, then what was done last.
pub(super) async fn list_actions(read: &Read<'_, Staff>, project_id: Id) -> Result<Vec<Action>> {
    read.list(
        scoped!(
            "select n.next_action_id, n.side, n.description, n.due_date, n.done_at from next_action n
             where {project:n} and n.project_id = $4
             order by case when n.done_at is null then 0 else 1 end, n.due_date nulls last, n.next_action_id"
        ),
        params![project_id],
    )
    .await
}

/// One of them.
pub(super) async fn find_action(
    read: &Read<'_, Staff>,
    project_id: Id,
    next_action_id: Id,
) -> Result<Option<Action>> {
    read.find(
        scoped!(
            "select n.next_action_id, n.side, n.description, n.due_date, n.done_at from next_action n
             where {project:n} and n.project_id = $4 and n.next_action_id = $5"
        ),
        params![project_id, next_action_id],
    )
    .await
}

row! {
    /// Somebody to turn to.
    pub(super) struct KeyContact {
        pub(super) staff_id: Option<Id>,
        pub(super) contact_id: Option<Id>,
        pub(super) name: String,
        pub(super) what_for: String,
        pub(super) is_shown: bool,
    }
}

/// The key contacts of a project, in their order.
pub(super) async fn list_contacts(
    read: &Read<'_, Staff>,
    project_id: Id,
) -> Result<Vec<KeyContact>> {
    read.list(
        scoped!(
            "select x.staff_id, x.contact_id, coalesce(s.name, k.name), x.what_for,
                    case when s.staff_id is not null then s.switched_off_at is null
                         else m.membership_id is not null and k.state <> 'off' end
             from project_contact x
             left join staff s on {provider:s} and s.staff_id = x.staff_id
             left join contact k on {provider:k} and k.contact_id = x.contact_id
             left join membership m
               on {client:m} and m.client_id = x.client_id and m.contact_id = x.contact_id and m.switched_off_at is null
             where {project:x} and x.project_id = $4
             order by x.position, x.project_contact_id"
        ),
        params![project_id],
    )
    .await
}
