//! The steps of onboarding, for the client's page.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::store;
use crate::{
    app::App,
    error::{Error, Result},
    features::people::clients::{self, staff::ClientPath},
    kit::{clock::Time, http::Params, id::Id},
    row,
    scope::Staff,
};

row! {
    /// How far a contact has come: the first time of each step.
    #[derive(Debug, Serialize, ToSchema)]
    pub struct OnboardingRow {
        /// The contact.
        pub contact_id: Id,
        /// Its name.
        pub name: String,
        /// When it was invited.
        pub invited_at: Option<Time>,
        /// When a document was delivered to it.
        pub delivered_at: Option<Time>,
        /// When it opened the link to one.
        pub opened_at: Option<Time>,
        /// When it signed in.
        pub signed_in_at: Option<Time>,
        /// When it answered a document.
        pub responded_at: Option<Time>,
    }
}

/// The contacts of a client and how far they have come.
#[derive(Debug, Serialize, ToSchema)]
pub struct OnboardingList {
    /// The oldest membership first.
    pub items: Vec<OnboardingRow>,
}

/// How far each contact of a client has come.
pub async fn list_onboarding(
    State(app): State<App>,
    staff: Staff,
    Params(path): Params<ClientPath>,
) -> Result<Json<OnboardingList>> {
    let read = app.db.read(&staff).await?;
    if !clients::exists(&read, path.client_id).await? {
        return Err(Error::not_found());
    }
    let items = store::list(&read, path.client_id).await?;
    Ok(Json(OnboardingList { items }))
}
