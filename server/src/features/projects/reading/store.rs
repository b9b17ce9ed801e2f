//! Projects in the database, as their client may see them.

use crate::{
    db::{Date, Read, Result},
    features::{
        projects::{
            model::{ActionSide, Beginnings, ProjectHealth, ProjectStatus},
            store::Phase,
        },
        providers::preset::Preset,
    },
    kit::{clock::Time, id::Id},
    params, row,
    scope::Contact,
    scoped,
};

row! {
    /// A project in a list.
    pub(super) struct Listed {
        pub(super) project_id: Id,
        pub(super) sort_name: String,
        pub(super) code: String,
        pub(super) name: String,
        pub(super) status: ProjectStatus,
        pub(super) health: ProjectHealth,
        pub(super) start_date: Option<Date>,
        pub(super) due_date: Option<Date>,
        pub(super) current_phase: Option<String>,
    }
}

/// What a list of projects is narrowed to.
pub(super) struct Narrowed<'a> {
    pub(super) status: Option<ProjectStatus>,
    pub(super) sought: &'a Beginnings,
    pub(super) count: i64,
}

/// What is read of every project of a list that has the status and the words.
macro_rules! followed {
    () => {
        "select p.project_id, p.sort_name, p.code, p.name, p.status, p.health, p.start_date, p.due_date,
                (select f.name from phase f where {project:f} and f.project_id = p.project_id and f.state = 'active'
                 order by f.position, f.phase_id limit 1)
         from project p
         where {project:p} and ($10 is null or p.status = $10)
           and ($4 is null or replace(p.words, $4, '') <> p.words)
           and ($5 is null or replace(p.words, $5, '') <> p.words)
           and ($6 is null or replace(p.words, $6, '') <> p.words)
           and ($7 is null or replace(p.words, $7, '') <> p.words)
           and ($8 is null or replace(p.words, $8, '') <> p.words)
           and ($9 is null or replace(p.words, $9, '') <> p.words)"
    };
}

/// Projects by name, after a place in that order.
pub(super) async fn list_by_name(
    read: &Read<'_, Contact>,
    narrowed: &Narrowed<'_>,
    after: &(String, Id),
) -> Result<Vec<Listed>> {
    let status = narrowed.status.map(ProjectStatus::as_str);
    read.list(
        scoped!(concat!(
            followed!(),
            " and (p.sort_name, p.project_id) > ($11, $12) order by p.sort_name, p.project_id limit $13"
        )),
        &narrowed
            .sought
            .and(params![status, &after.0, after.1, narrowed.count]),
    )
    .await
}

/// Projects, the newest first, before one of them.
pub(super) async fn list_newest(
    read: &Read<'_, Contact>,
    narrowed: &Narrowed<'_>,
    before: Id,
) -> Result<Vec<Listed>> {
    let status = narrowed.status.map(ProjectStatus::as_str);
    read.list(
        scoped!(concat!(
            followed!(),
            " and p.project_id < $11 order by p.project_id desc limit $12"
        )),
        &narrowed.sought.and(params![status, before, narrowed.count]),
    )
    .await
}

row! {
    /// A project.
    pub(super) struct Project {
        pub(super) project_id: Id,
        pub(super) code: String,
        pub(super) name: String,
        pub(super) status: ProjectStatus,
        pub(super) health: ProjectHealth,
        pub(super) health_reason: Option<String>,
        pub(super) start_date: Option<Date>,
        pub(super) due_date: Option<Date>,
        pub(super) waiting_count: i64,
        preset: String,
    }
}

impl Project {
    /// Whether its provider works under the strictest of the presets.
    pub(super) fn is_regulated(&self) -> bool {
        self.preset == Preset::Regulated.as_str()
    }
}

/// One project, with how many questions of it are open. A choice whose time has passed can't be made any more.
pub(super) async fn find(
    read: &Read<'_, Contact>,
    project_id: Id,
    now: Time,
) -> Result<Option<Project>> {
    read.find(
        scoped!(
            "select p.project_id, p.code, p.name, p.status, p.health, p.health_reason, p.start_date, p.due_date,
                    (select count(*) from action_item a
                     where {project:a} and a.project_id = p.project_id and a.state = 'open'
                       and (a.kind <> 'choose' or a.due_at is null or a.due_at > $5)),
                    v.preset
             from project p join provider v on {provider:v}
             where {project:p} and p.project_id = $4"
        ),
        params![project_id, now],
    )
    .await
}

row! {
    /// A project by name.
    pub(super) struct Named {
        pub(super) project_id: Id,
        pub(super) sort_name: String,
        pub(super) code: String,
        pub(super) name: String,
        pub(super) status: ProjectStatus,
    }
}

/// The names of a page of projects.
pub(super) async fn list_names(
    read: &Read<'_, Contact>,
    after: &(String, Id),
    count: i64,
) -> Result<Vec<Named>> {
    read.list(
        scoped!(
            "select p.project_id, p.sort_name, p.code, p.name, p.status from project p
             where {project:p} and (p.sort_name, p.project_id) > ($4, $5)
             order by p.sort_name, p.project_id limit $6"
        ),
        params![&after.0, after.1, count],
    )
    .await
}

/// The phases of the same projects, each project's in their order.
pub(super) async fn list_phases_of_all(
    read: &Read<'_, Contact>,
    after: &(String, Id),
    count: i64,
) -> Result<Vec<Phase>> {
    read.list(
        scoped!(
            "select f.project_id, f.phase_id, f.name, f.state, f.percent, f.start_date, f.end_date
             from phase f where {project:f} and f.project_id in (
               select p.project_id from project p
               where {project:p} and (p.sort_name, p.project_id) > ($4, $5)
               order by p.sort_name, p.project_id limit $6)
             order by f.position, f.phase_id"
        ),
        params![&after.0, after.1, count],
    )
    .await
}

row! {
    /// Something to be done next.
    pub(super) struct Action {
        pub(super) next_action_id: Id,
        pub(super) side: ActionSide,
        pub(super) description: String,
        pub(super) due_date: Option<Date>,
    }
}

/// What is not done yet of a project.
pub(super) async fn list_actions(read: &Read<'_, Contact>, project_id: Id) -> Result<Vec<Action>> {
    read.list(
        scoped!(
            "select n.next_action_id, n.side, n.description, n.due_date from next_action n
             where {project:n} and n.project_id = $4 and n.done_at is null
             order by n.due_date nulls last, n.next_action_id"
        ),
        params![project_id],
    )
    .await
}

row! {
    /// Somebody to turn to.
    pub(super) struct KeyContact {
        pub(super) staff_id: Option<Id>,
        pub(super) name: String,
        pub(super) email: Option<String>,
        pub(super) what_for: String,
    }
}

/// The key contacts of a project who still act for their side.
pub(super) async fn list_contacts(
    read: &Read<'_, Contact>,
    project_id: Id,
) -> Result<Vec<KeyContact>> {
    read.list(
        scoped!(
            "select s.staff_id, coalesce(s.name, k.name), coalesce(s.email, k.email), x.what_for
             from project_contact x
             left join staff s on {provider:s} and s.staff_id = x.staff_id and s.switched_off_at is null
             left join membership m
               on {client:m} and m.client_id = x.client_id and m.contact_id = x.contact_id and m.switched_off_at is null
             left join contact k on {provider:k} and k.contact_id = m.contact_id and k.state <> 'off'
             where {project:x} and x.project_id = $4 and (s.staff_id is not null or k.contact_id is not null)
             order by x.position, x.project_contact_id"
        ),
        params![project_id],
    )
    .await
}
