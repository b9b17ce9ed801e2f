//! The way in for staff and operators: cookie → session → `Staff`, `Operator`.

use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};

use super::store;
use crate::{
    app::App,
    error::{Error, Result},
    features::{
        sessions::{FRESH, FirstWay, Gate, Lifetime, SEEN_PAUSE, Standing, note_use},
        sign_in_settings::{STAFF_DEFAULT, Setting},
    },
    kit::{
        clock::Time,
        http::{Asker, Meta, cookie::Cookie, describe::DescribeArg, site::Site},
        id::sha256,
    },
    scope::{INSTALLATION, Job, OPERATOR, Operator, Staff},
};

/// A session found.
#[derive(Debug)]
pub struct Live {
    /// Who acts.
    pub staff: Staff,
    /// What it lacks.
    pub standing: Standing,
    /// Its name.
    name: String,
    last_seen_at: Time,
    preset: String,
}

/// Staff who are signed in, perhaps without the second factor they still have to give: for what leads to that factor,
/// and for signing out.
#[derive(Debug)]
pub struct StaffEntrant(pub Live);

/// Whoever works on the staff host and lacks nothing: staff or an operator, for what is about its own account.
#[derive(Debug)]
pub struct StaffOrOperator(pub Staff);

impl DescribeArg for Staff {}
impl DescribeArg for StaffEntrant {}
impl DescribeArg for StaffOrOperator {}
impl DescribeArg for Operator {}

impl Live {
    fn whole(self) -> Result<Self> {
        match self.standing.gate() {
            Gate::Satisfied => Ok(self),
            Gate::Needed | Gate::SetupNeeded => Err(Error::second_factor_required()),
        }
    }
}

impl FromRequestParts<App> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let StaffEntrant(live) = StaffEntrant::from_request_parts(parts, app).await?;
        if live.staff.is_operator() {
            return Err(Error::forbidden("wrong_audience"));
        }
        Ok(live.whole()?.staff)
    }
}

impl FromRequestParts<App> for Operator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let StaffEntrant(live) = StaffEntrant::from_request_parts(parts, app).await?;
        // Both must say so: the account's role, and whose account it is.
        if live.staff.provider_id != INSTALLATION || live.staff.role != OPERATOR {
            return Err(Error::forbidden("wrong_audience"));
        }
        let Live { staff, name, .. } = live.whole()?;
        Ok(Self {
            operator_id: staff.staff_id,
            name,
            fresh_until: staff.fresh_until,
        })
    }
}

impl FromRequestParts<App> for StaffOrOperator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let StaffEntrant(live) = StaffEntrant::from_request_parts(parts, app).await?;
        Ok(Self(live.whole()?.staff))
    }
}

impl FromRequestParts<App> for StaffEntrant {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let site = Site::from_request_parts(parts, app).await?;
        let live = entered(app, &site, &parts.headers)
            .await?
            .ok_or_else(Error::unauthorized)?;
        let meta = Meta::from_request_parts(parts, app).await?;
        meta.asking.is(Asker::Staff(live.staff.clone()));
        let now = app.clock.now();
        if now.since(live.last_seen_at) >= SEEN_PAUSE {
            let seen = save_use(app.clone(), live.staff.clone(), now);
            note_use(&live.preset, seen).await?;
        }
        Ok(Self(live))
    }
}

/// The live session that a request's cookie names on the staff host, if any, and if it lacks nothing.
///
/// # Errors
/// Those of the database. No session is no error.
pub async fn live(app: &App, site: &Site, headers: &HeaderMap) -> Result<Option<Live>> {
    let found = entered(app, site, headers).await?;
    Ok(found.filter(|live| live.standing.gate() == Gate::Satisfied))
}

/// The same, whether or not its second factor is still missing.
///
/// # Errors
/// As [`live`].
pub async fn entered(app: &App, site: &Site, headers: &HeaderMap) -> Result<Option<Live>> {
    let (Site::Staff(_), Some(token)) = (site, Cookie::Session.read(site, headers)) else {
        return Ok(None);
    };
    find(app, token).await
}

/// The live session of a token.
///
/// # Errors
/// As [`live`].
pub async fn find(app: &App, token: &str) -> Result<Option<Live>> {
    let Some(found) = store::find_acting(&app.db, &sha256(token.as_bytes())).await? else {
        return Ok(None);
    };
    let lifetime = Lifetime::preset_of_staff(&found.preset).or(found.idle_s, found.absolute_s);
    let ends_at = lifetime.ends_at(found.created_at, found.last_seen_at);
    let staff = Staff {
        provider_id: found.provider_id,
        staff_id: found.staff_id,
        session_id: found.session_id,
        role: found.role,
        sees_all_clients: found.sees_all_clients,
        fresh_until: found.fresh_at.map(|at| at.plus(FRESH)),
    };
    let setting = if staff.is_operator() {
        Setting::Forced
    } else {
        found.setting.unwrap_or(STAFF_DEFAULT)
    };
    let standing = Standing {
        setting,
        first_way: FirstWay::Password,
        strength: found.strength,
        has_totp: found.totp_confirmed_at.is_some(),
        by_message: false,
        reaches_phone: false,
        reaches_mailbox: false,
    };
    Ok((ends_at > app.clock.now()).then_some(Live {
        staff,
        standing,
        name: found.name,
        last_seen_at: found.last_seen_at,
        preset: found.preset,
    }))
}

/// Writes down that a staff session is being used.
async fn save_use(app: App, staff: Staff, at: Time) -> Result<()> {
    let job = Job::of(staff.provider_id);
    let write = app.db.write(&job).await?;
    store::save_seen(&write, staff.session_id, at).await?;
    write.commit().await?;
    Ok(())
}
