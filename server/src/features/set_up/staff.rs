//! The list, for those who can do what stands in it.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::store;
use crate::{
    app::App, error::Result, features::people::must_administer, kit::outbox::Channel, scope::Staff,
};

/// What belongs to setting a portal up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SetUpStep {
    /// A logo or a colour of its own.
    Brand,
    /// A proven address.
    Domain,
    /// Mail leaves the installation.
    Mail,
    /// SMS leave the installation, or nobody signs in by them.
    Sms,
    /// A client.
    Client,
    /// A document.
    Document,
    /// Somebody signed in to the portal.
    SignIn,
}

/// One thing to do.
#[derive(Debug, Serialize, ToSchema)]
pub struct SetUpRow {
    /// What.
    pub step: SetUpStep,
    /// Whether it is done.
    pub done: bool,
}

/// All there is to do.
#[derive(Debug, Serialize, ToSchema)]
pub struct SetUpList {
    /// In the order that makes sense.
    pub items: Vec<SetUpRow>,
    /// Whether nothing is left.
    pub done: bool,
}

/// What is done of setting the portal up, as it stands now.
pub async fn show_set_up(State(app): State<App>, staff: Staff) -> Result<Json<SetUpList>> {
    must_administer(&staff)?;
    let read = app.db.read(&staff).await?;
    let own = store::find_own(&read).await?;
    let reaches = |channel| app.gateways.reaches(channel);
    let steps = [
        (
            SetUpStep::Brand,
            own.has_logo || own.colour != store::FIRST_COLOUR,
        ),
        (SetUpStep::Domain, own.has_domain),
        (SetUpStep::Mail, reaches(Channel::Email)),
        (
            SetUpStep::Sms,
            reaches(Channel::Sms) || own.has_device || !own.sign_in_by_sms,
        ),
        (SetUpStep::Client, store::has_client(&read).await?),
        (SetUpStep::Document, store::has_document(&read).await?),
        (SetUpStep::SignIn, store::has_signed_in(&read).await?),
    ];
    Ok(Json(SetUpList {
        items: steps.map(|(step, done)| SetUpRow { step, done }).into(),
        done: steps.iter().all(|(_, done)| *done),
    }))
}
