//! People and things that tests need and that no endpoint makes: sessions without a sign-in, projects, orgs.

use crate::{
    app::App,
    db::{Result, params, scoped},
    features::{people::clients::sort_name, projects::model::found_by},
    kit::id::Id,
    scope::Job,
};

/// A contact's session at a brand domain, as if it had signed in by code; its cookie's value.
///
/// # Errors
/// Those of the database.
pub async fn mint_contact_session(
    app: &App,
    provider_id: Id,
    brand_domain_id: Id,
    membership_id: Id,
) -> Result<(Id, String)> {
    let (job, session_id, token) = (Job::of(provider_id), app.ids.id(), app.ids.token());
    let hash = token.hash();
    let write = app.db.write(&job).await?;
    let add = scoped!(
        "insert into contact_session (provider_id, contact_session_id, contact_id, membership_id, brand_domain_id,
           token_hash, strength, created_at, last_seen_at, fresh_at)
         select m.provider_id, $4, m.contact_id, m.membership_id, $5, $6, 'code', $7, $7, $7
         from membership m where {client:m} and m.membership_id = $8"
    );
    let values = params![
        session_id,
        brand_domain_id,
        &hash,
        app.clock.now(),
        membership_id
    ];
    write.exec(add, values).await?;
    write.commit().await?;
    Ok((session_id, token.as_str().to_owned()))
}

/// A staff session, as if it had signed in by password and second factor; its cookie's value.
///
/// # Errors
/// Those of the database.
pub async fn mint_staff_session(app: &App, provider_id: Id, staff_id: Id) -> Result<String> {
    let (job, token) = (Job::of(provider_id), app.ids.token());
    let hash = token.hash();
    let write = app.db.write(&job).await?;
    let add = scoped!(
        "insert into staff_session (provider_id, staff_session_id, staff_id, token_hash, strength, created_at,
           last_seen_at, fresh_at)
         select s.provider_id, $4, s.staff_id, $5, 'two_factor', $6, $6, $6 from staff s where {provider:s} and s.staff_id = $7"
    );
    let values = params![app.ids.id(), &hash, app.clock.now(), staff_id];
    write.exec(add, values).await?;
    write.commit().await?;
    Ok(token.as_str().to_owned())
}

/// Makes a provider one of the preset `regulated`. A second factor is then forced where nothing else was set.
///
/// # Errors
/// Those of the database.
pub async fn regulate(app: &App, provider_id: Id) -> Result<()> {
    let job = Job::of(provider_id);
    let write = app.db.write(&job).await?;
    let regulate = scoped!("update provider as p set preset = 'regulated' where {provider:p}");
    write.exec(regulate, params![]).await?;
    write.commit().await
}

/// A project of a client, whose name is its code too.
///
/// # Errors
/// Those of the database.
pub async fn add_project(app: &App, provider_id: Id, client_id: Id, name: &str) -> Result<Id> {
    let (job, project_id) = (Job::of(provider_id), app.ids.id());
    let write = app.db.write(&job).await?;
    let add = scoped!(
        "insert into project (provider_id, client_id, project_id, code, name, sort_name, words, created_at, updated_at)
         select c.provider_id, c.client_id, $4, $5, $5, $6, $7, $8, $8
         from client c where {client:c} and c.client_id = $9"
    );
    let (now, sorted, words) = (app.clock.now(), sort_name(name), found_by(name, name));
    let values = params![project_id, name, &sorted, &words, now, client_id];
    write.exec(add, values).await?;
    write.commit().await?;
    Ok(project_id)
}

/// Narrows a membership to one project of its client.
///
/// # Errors
/// Those of the database.
pub async fn narrow_membership(
    app: &App,
    provider_id: Id,
    membership_id: Id,
    project_id: Id,
) -> Result<()> {
    let job = Job::of(provider_id);
    let write = app.db.write(&job).await?;
    let narrow = scoped!(
        "update membership as m set narrowed = $4 where {client:m} and m.membership_id = $5"
    );
    write.exec(narrow, params![true, membership_id]).await?;
    let add = scoped!(
        "insert into membership_project (provider_id, membership_id, client_id, project_id)
         select m.provider_id, m.membership_id, m.client_id, $4
         from membership m where {client:m} and m.membership_id = $5"
    );
    write.exec(add, params![project_id, membership_id]).await?;
    write.commit().await
}

/// Limits a staff member to some clients.
///
/// # Errors
/// Those of the database.
pub async fn limit_staff(app: &App, provider_id: Id, staff_id: Id, clients: &[Id]) -> Result<()> {
    let job = Job::of(provider_id);
    let write = app.db.write(&job).await?;
    let limit = scoped!(
        "update staff as s set sees_all_clients = $4 where {provider:s} and s.staff_id = $5"
    );
    write.exec(limit, params![false, staff_id]).await?;
    for client_id in clients {
        let assign = scoped!(
            "insert into client_staff (provider_id, client_id, staff_id)
             select c.provider_id, c.client_id, $4 from client c where {client:c} and c.client_id = $5"
        );
        write.exec(assign, params![staff_id, *client_id]).await?;
    }
    write.commit().await
}

/// An org with one member, and a document made for it.
///
/// # Errors
/// Those of the database.
pub async fn give_to_org(
    app: &App,
    provider_id: Id,
    name: &str,
    member_id: Id,
    document_id: Id,
) -> Result<Id> {
    let job = Job::of(provider_id);
    let write = app.db.write(&job).await?;
    let known = scoped!("select o.org_id from org o where {provider:o} and o.name = $4");
    let org_id = match write.find::<Id>(known, params![name]).await? {
        Some(org_id) => org_id,
        None => {
            let add = scoped!(
                "insert into org (provider_id, org_id, name, created_at)
                 select p.provider_id, $4, $5, $6 from provider p where {provider:p} returning org_id"
            );
            let new = params![app.ids.id(), name, app.clock.now()];
            write.one::<Id>(add, new).await?
        }
    };
    let join = scoped!(
        "insert into org_member (provider_id, org_id, staff_id)
         select s.provider_id, $4, s.staff_id from staff s where {provider:s} and s.staff_id = $5
         on conflict (provider_id, org_id, staff_id) do nothing"
    );
    write.exec(join, params![org_id, member_id]).await?;
    let give = scoped!(
        "update document as d set org_id = $4 where {project:d} and {org:d} and d.document_id = $5"
    );
    write.exec(give, params![org_id, document_id]).await?;
    write.commit().await?;
    Ok(org_id)
}
