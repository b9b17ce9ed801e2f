//! What owners and admins do with accounts.

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use super::{
    model, sending,
    store::{self, Account, NO_PASSWORD},
};
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        people::{clients, must_administer, permission::StaffRole},
        providers::language,
        staff_sign_in::end_all,
    },
    kit::{
        clock::Time,
        email::Email,
        event::Event,
        http::{Body, IdempotencyKey, Meta, NoContent, Params},
        id::Id,
        idempotency::{self, Claim, CreatedOnce},
    },
    scope::{Job, Staff},
};

/// Which account.
#[derive(Debug, Deserialize, IntoParams)]
pub struct StaffPath {
    /// The account.
    pub staff_id: Id,
}

/// An account to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateStaff {
    /// Name of the person.
    #[schema(value_type = clients::Name)]
    pub name: String,
    /// E-mail, unique in the installation. The invitation goes there.
    #[schema(value_type = Email)]
    pub email: String,
    /// What it may do.
    pub role: StaffRole,
    /// Whether a lead or member sees every client; so when left out.
    pub sees_all_clients: Option<bool>,
    /// The clients it sees otherwise.
    pub client_ids: Option<Vec<Id>>,
    /// Language of its mail; the provider's first when left out.
    #[schema(value_type = Option<crate::features::providers::Language>)]
    pub language: Option<String>,
}

/// What changes about an account; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeStaff {
    /// Name of the person.
    #[schema(value_type = Option<clients::Name>)]
    pub name: Option<String>,
    /// What it may do.
    pub role: Option<StaffRole>,
    /// Whether a lead or member sees every client.
    pub sees_all_clients: Option<bool>,
    /// All clients it sees otherwise.
    pub client_ids: Option<Vec<Id>>,
    /// Language of its mail.
    #[schema(value_type = Option<crate::features::providers::Language>)]
    pub language: Option<String>,
    /// On or off. Off ends its sessions at once.
    pub state: Option<StaffState>,
}

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffState {
    /// May sign in.
    Active,
    /// May not.
    Off,
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffRow {
    /// Key.
    pub id: Id,
    /// Name of the person.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// `owner`, `admin`, `lead` or `member`.
    pub role: String,
    /// `invited`, `active` or `off`.
    pub state: &'static str,
    /// Whether it sees every client.
    pub sees_all_clients: bool,
    /// The clients that are assigned to it.
    pub client_ids: Vec<Id>,
    /// Language of its mail.
    pub language: String,
    /// When it was made.
    pub created_at: Time,
    /// When it was last here, give or take a minute.
    pub last_seen_at: Option<Time>,
    /// Whether it is oneself.
    pub is_self: bool,
    /// Whether one may change it.
    pub may_change: bool,
}

/// All accounts.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffList {
    /// The oldest first.
    pub items: Vec<StaffRow>,
}

/// All accounts of the provider.
pub async fn list_staff(State(app): State<App>, staff: Staff) -> Result<Json<StaffList>> {
    must_administer(&staff)?;
    let job = Job::of(staff.provider_id);
    let read = app.db.read(&job).await?;
    let mut items = Vec::new();
    for account in store::list(&read).await? {
        let client_ids = store::list_clients(&read, account.staff_id).await?;
        items.push(row(&staff, account, client_ids));
    }
    Ok(Json(StaffList { items }))
}

/// Makes an account and sends its owner the link that sets a password.
pub async fn create_staff(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    key: IdempotencyKey,
    body: Body<CreateStaff>,
) -> Result<CreatedOnce<StaffRow>> {
    let (now, wanted) = (app.clock.now(), body.value);
    let job = Job::of(staff.provider_id);
    let write = app.db.write(&job).await?;
    let client_ids = wanted.client_ids.unwrap_or_default();
    model::must_keep(&staff, wanted.role)?;
    let request = idempotency::Request::new(
        "POST /api/admin/staff",
        staff.staff_id,
        &key,
        &body.bytes,
        now,
    );
    let fresh = match idempotency::claim(&write, request).await? {
        Claim::Again(answer) => return Ok(answer),
        Claim::Fresh(fresh) => fresh,
    };
    must_have(&write, &client_ids).await?;
    let email = Email::parse(&wanted.email)
        .ok_or_else(|| Error::invalid("email", "invalid", "Give an e-mail address."))?;
    let account = Account {
        staff_id: app.ids.id(),
        name: clients::name("name", &wanted.name)?,
        email: email.as_str().to_owned(),
        role: wanted.role.as_str().to_owned(),
        password_hash: NO_PASSWORD.to_owned(),
        sees_all_clients: wanted.sees_all_clients.unwrap_or(true),
        language: language(wanted.language.as_deref().unwrap_or("en"))?,
        created_at: now,
        switched_off_at: None,
        last_seen_at: None,
    };
    if !store::add(&write, &account).await? {
        return Err(Error::conflict(
            "email_taken",
            "Another staff account has this e-mail.",
        ));
    }
    store::save_clients(&write, account.staff_id, &client_ids).await?;
    invite_by(&app, &write, &staff, &account).await?;
    let detail = rights(&account, &client_ids);
    note(
        &app,
        &write,
        (&staff, &meta),
        "staff_created",
        &account,
        detail,
    )
    .await?;
    let answer = CreatedOnce::new(&row(&staff, account, client_ids), None)?;
    fresh.store(&write, &answer).await?;
    write.commit().await?;
    Ok(answer)
}

/// Changes an account, or switches it off or on.
pub async fn change_staff(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<StaffPath>,
    body: Body<ChangeStaff>,
) -> Result<Json<StaffRow>> {
    let changed = change(&app, &staff, &meta, path.staff_id, body.value).await?;
    Ok(Json(changed))
}

async fn change(
    app: &App,
    staff: &Staff,
    meta: &Meta,
    staff_id: Id,
    wanted: ChangeStaff,
) -> Result<StaffRow> {
    let now = app.clock.now();
    let job = Job::of(staff.provider_id);
    let write = app.db.write(&job).await?;
    store::lock(&write).await?;
    let mut account = found(&write, staff_id).await?;
    let before = rights(&account, &store::list_clients(&write, staff_id).await?);
    model::must_keep(staff, role_of(&account)?)?;
    if let Some(client_ids) = &wanted.client_ids {
        must_have(&write, client_ids).await?;
    }
    if wanted.role.is_some() || wanted.state.is_some() || wanted.client_ids.is_some() {
        model::must_be_another(staff, account.staff_id)?;
    }
    let was_owner = account.role == StaffRole::Owner.as_str();
    if let Some(role) = wanted.role {
        model::must_keep(staff, role)?;
        role.as_str().clone_into(&mut account.role);
    }
    if let Some(name) = &wanted.name {
        account.name = clients::name("name", name)?;
    }
    if let Some(typed) = &wanted.language {
        account.language = language(typed)?;
    }
    account.sees_all_clients = wanted.sees_all_clients.unwrap_or(account.sees_all_clients);
    account.switched_off_at = match wanted.state {
        None => account.switched_off_at,
        Some(StaffState::Active) => None,
        Some(StaffState::Off) => account.switched_off_at.or(Some(now)),
    };
    let is_owner = account.role == StaffRole::Owner.as_str() && account.switched_off_at.is_none();
    if was_owner && !is_owner {
        let left = store::count_other_owners(&write, account.staff_id).await?;
        model::must_leave_an_owner(left)?;
    }
    store::save(&write, &account).await?;
    if let Some(client_ids) = &wanted.client_ids {
        store::save_clients(&write, account.staff_id, client_ids).await?;
    }
    if account.switched_off_at.is_some() {
        end_all(&write, staff.provider_id, account.staff_id, None, now).await?;
    }
    let client_ids = store::list_clients(&write, account.staff_id).await?;
    let mut detail = rights(&account, &client_ids);
    detail["before"] = before;
    note(
        app,
        &write,
        (staff, meta),
        "staff_changed",
        &account,
        detail,
    )
    .await?;
    write.commit().await?;
    Ok(row(staff, account, client_ids))
}

/// Sends the link again to somebody who has not chosen a password yet; earlier links are over.
pub async fn create_staff_invitation(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    Params(path): Params<StaffPath>,
) -> Result<NoContent> {
    let job = Job::of(staff.provider_id);
    let write = app.db.write(&job).await?;
    let account = found(&write, path.staff_id).await?;
    model::must_keep(&staff, role_of(&account)?)?;
    if state_of(&account) != "invited" {
        return Err(Error::conflict(
            "bad_status",
            "Only who has no password yet is invited.",
        ));
    }
    invite_by(&app, &write, &staff, &account).await?;
    let detail = json!({ "state": state_of(&account) });
    note(
        &app,
        &write,
        (&staff, &meta),
        "staff_invited",
        &account,
        detail,
    )
    .await?;
    write.commit().await?;
    Ok(NoContent)
}

async fn found(write: &Write<'_, Job>, staff_id: Id) -> Result<Account> {
    store::find(write, staff_id)
        .await?
        .ok_or_else(Error::not_found)
}

fn role_of(account: &Account) -> Result<StaffRole> {
    StaffRole::from_word(&account.role)
        .ok_or_else(|| Error::internal("an account has no known role"))
}

async fn must_have(write: &Write<'_, Job>, client_ids: &[Id]) -> Result<()> {
    for client_id in client_ids {
        if !store::has_client(write, *client_id).await? {
            return Err(Error::invalid(
                "client_ids",
                "unknown",
                "There is no such client.",
            ));
        }
    }
    Ok(())
}

async fn invite_by(
    app: &App,
    write: &Write<'_, Job>,
    staff: &Staff,
    account: &Account,
) -> Result<()> {
    let inviter = store::find_name(write, staff.staff_id).await?;
    sending::invite(app, write, &inviter, account).await
}

/// Writes down what was done, and lets open pages of the account look their session up again.
async fn note(
    app: &App,
    write: &Write<'_, Job>,
    (staff, meta): (&Staff, &Meta),
    act: &'static str,
    account: &Account,
    detail: Value,
) -> Result<()> {
    let entry = Entry::done(act)
        .on("staff", account.staff_id)
        .detail(detail);
    audit::record(write, app.clock.now(), &Actor::staff(staff, meta), &entry).await?;
    write.notify(Event {
        provider_id: staff.provider_id,
        client_id: None,
        kind: "staff_session".to_owned(),
        id: account.staff_id,
    });
    Ok(())
}

/// What an account may do and see, for the audit.
fn rights(account: &Account, client_ids: &[Id]) -> Value {
    json!({
        "role": account.role,
        "sees_all_clients": account.sees_all_clients,
        "client_ids": client_ids,
        "state": state_of(account),
    })
}

pub(super) fn state_of(account: &Account) -> &'static str {
    if account.switched_off_at.is_some() {
        "off"
    } else if account.password_hash == NO_PASSWORD {
        "invited"
    } else {
        "active"
    }
}

fn row(staff: &Staff, account: Account, client_ids: Vec<Id>) -> StaffRow {
    let may_change = role_of(&account).is_ok_and(|role| model::must_keep(staff, role).is_ok());
    let sees_all = role_of(&account).is_ok_and(StaffRole::sees_all_clients);
    StaffRow {
        state: state_of(&account),
        is_self: account.staff_id == staff.staff_id,
        may_change,
        sees_all_clients: sees_all || account.sees_all_clients,
        id: account.staff_id,
        name: account.name,
        email: account.email,
        role: account.role,
        client_ids,
        language: account.language,
        created_at: account.created_at,
        last_seen_at: account.last_seen_at,
    }
}
