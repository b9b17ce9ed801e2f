//! Sending the link that sets the password of a new account: at once when staff make one, by a job when it comes with a
//! new provider.

use std::time::Duration;

use serde_json::json;

use super::{
    message,
    staff::state_of,
    store::{self, Account},
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::audit::{self, Actor, Entry},
    kit::{
        id::Id,
        job::{Ended, NewJob},
        outbox,
    },
    scope::Job,
};

/// How long an invitation is good.
const LIFE: Duration = Duration::from_secs(7 * 86_400);

/// The job that invites the owner of a provider that is being made. `inviter` is a name.
pub fn invitation_job(staff_id: Id, inviter: &str) -> NewJob {
    NewJob {
        kind: "invite_staff",
        payload: json!({ "staff_id": staff_id, "inviter": inviter }),
        effect_key: Some(format!("invite_staff {staff_id}")),
    }
}

/// Does that job. Whoever has chosen a password by now needs no link.
///
/// # Errors
/// Those of the database.
pub async fn send_invitation(app: &App, who: &Job, staff_id: Id, inviter: &str) -> Result<Ended> {
    let write = app.db.write(who).await?;
    let account = store::find(&write, staff_id).await?;
    let Some(account) = account.filter(|account| state_of(account) == "invited") else {
        return Ok(Ended::Done);
    };
    invite(app, &write, inviter, &account).await?;
    let entry = Entry::done("staff_invited").on("staff", staff_id);
    audit::record(&write, app.clock.now(), &Actor::system(), &entry).await?;
    write.commit().await?;
    Ok(Ended::Done)
}

/// Sends the link; earlier ones are over.
pub(super) async fn invite(
    app: &App,
    write: &Write<'_, Job>,
    inviter: &str,
    account: &Account,
) -> Result<()> {
    let (now, token) = (app.clock.now(), app.ids.token());
    let (id, expires_at) = (app.ids.id(), now.plus(LIFE));
    store::add_invitation(write, id, account.staff_id, &token.hash(), now, expires_at).await?;
    let provider = store::find_provider_name(write).await?;
    let site = app.config.staff_site().map_err(Error::internal)?;
    let address = format!("{}/invitation", site.origin);
    let message = message::invitation(
        account.staff_id,
        (&account.name, &account.email),
        (&provider, inviter),
        &account.language,
        (&address, token.as_str()),
        expires_at,
    );
    outbox::send(write, app.ids.id(), now, &message).await
}
