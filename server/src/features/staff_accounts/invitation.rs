//! What somebody does with the link of its invitation.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::store::{self, Invitation};
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        passwords,
        staff_sign_in::password,
    },
    kit::{
        http::{Body, Meta, NoContent, Site},
        id::sha256,
    },
    scope::Job,
};

/// The token of an invitation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenInvitation {
    /// From the fragment of the link.
    pub token: String,
}

/// Whom an invitation is for.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationDetail {
    /// Name of the person.
    pub name: String,
    /// E-mail to sign in with.
    pub email: String,
    /// Where it will work.
    pub provider_name: String,
}

/// A password for a new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    /// From the fragment of the link.
    pub token: String,
    /// At least 12 characters.
    #[schema(value_type = passwords::NewPassword)]
    pub password: String,
}

/// Whom an invitation is for. Looking spends nothing.
pub async fn open_invitation(
    State(app): State<App>,
    site: Site,
    body: Body<OpenInvitation>,
) -> Result<Json<InvitationDetail>> {
    let found = find(&app, &site, &body.value.token).await?;
    Ok(Json(InvitationDetail {
        name: found.name,
        email: found.email,
        provider_name: found.provider_name,
    }))
}

/// Sets the password of a new account, once.
pub async fn accept_invitation(
    State(app): State<App>,
    meta: Meta,
    body: Body<AcceptInvitation>,
) -> Result<NoContent> {
    let AcceptInvitation { token, password } = body.value;
    let found = find(&app, &meta.site, &token).await?;
    passwords::check(
        &password,
        &[&found.name, &found.email, &found.provider_name],
    )?;
    let hash = password::hashed(password, app.ids.bytes()).await?;
    let now = app.clock.now();
    let job = Job::of(found.provider_id);
    let write = app.db.write(&job).await?;
    if !store::spend_invitation(&write, found.staff_invitation_id, now).await? {
        return Err(passwords::expired_link());
    }
    if !store::save_first_password(&write, found.staff_id, &hash).await? {
        return Err(passwords::expired_link());
    }
    let actor = Actor::account(found.provider_id, found.staff_id, &found.name, &meta);
    let actor = actor.at(&found.email);
    let entry = Entry::done("staff_invitation_accepted").on("staff", found.staff_id);
    audit::record(&write, now, &actor, &entry).await?;
    write.commit().await?;
    Ok(NoContent)
}

/// The invitation of a token on the staff host.
async fn find(app: &App, site: &Site, token: &str) -> Result<Invitation> {
    if matches!(site, Site::Brand(_)) {
        return Err(Error::not_found());
    }
    let found = store::find_invitation(&app.db, &sha256(token.as_bytes())).await?;
    found
        .filter(|found| found.expires_at > app.clock.now())
        .ok_or_else(passwords::expired_link)
}
