//! Whoever is signed in and has to do with a second factor: a contact or a staff member.

use serde_json::json;

use super::store::Owner;
use crate::{
    app::App,
    db::Write,
    error::{Error, Result},
    features::{
        audit::{self, Actor, Entry},
        sessions::{self, FRESH, Gate, Standing, Way},
        staff_sign_in,
    },
    kit::{clock::Time, http::meta::Meta, id::Id},
    scope::Job,
};

/// One person in one request.
pub struct Person<'a> {
    /// The application.
    pub app: &'a App,
    /// The request.
    pub meta: &'a Meta,
    /// Its provider.
    pub job: Job,
    /// Who it is.
    pub owner: Owner,
    /// The session it asks with.
    pub session_id: Id,
    /// The client it acts for; none for staff.
    pub client_id: Option<Id>,
    /// What its session lacks.
    pub standing: Standing,
    /// Until when its last code is fresh.
    pub fresh_until: Option<Time>,
    /// As the audit names it.
    pub actor: Actor,
}

impl<'a> Person<'a> {
    /// A contact.
    pub fn contact(app: &'a App, meta: &'a Meta, live: &sessions::Live) -> Self {
        let contact = &live.contact;
        Self {
            app,
            meta,
            job: Job::of(contact.provider_id),
            owner: Owner::Contact(contact.contact_id),
            session_id: contact.session_id,
            client_id: Some(contact.client_id),
            standing: live.standing,
            fresh_until: contact.fresh_until,
            actor: Actor::contact(contact, meta),
        }
    }

    /// A staff member.
    pub fn staff(app: &'a App, meta: &'a Meta, live: &staff_sign_in::Live) -> Self {
        let staff = &live.staff;
        Self {
            app,
            meta,
            job: Job::of(staff.provider_id),
            owner: Owner::Staff(staff.staff_id),
            session_id: staff.session_id,
            client_id: None,
            standing: live.standing,
            fresh_until: staff.fresh_until,
            actor: Actor::staff(staff, meta),
        }
    }

    /// Where a person goes when nothing else is known.
    pub fn home(&self) -> &'static str {
        match self.owner {
            Owner::Contact(_) => "/portal",
            Owner::Staff(_) => "/",
        }
    }

    /// Refuses a session that still lacks its second factor.
    pub fn must_have_passed(&self) -> Result<()> {
        match self.standing.gate() {
            Gate::Satisfied => Ok(()),
            Gate::Needed | Gate::SetupNeeded => Err(Error::second_factor_required()),
        }
    }

    /// Refuses what changes the second factor itself without a fresh code.
    pub fn must_be_fresh(&self) -> Result<()> {
        let now = self.app.clock.now();
        match self.fresh_until {
            Some(until) if until > now => Ok(()),
            _ => Err(Error::forbidden("step_up_required")),
        }
    }

    /// Notes a right code: the session is fresh, and as strong as this way makes it.
    pub async fn passed(&self, write: &Write<'_, Job>, way: Way) -> Result<Time> {
        let now = self.app.clock.now();
        let strength = self.standing.strength_after(way);
        let save = (write, self.session_id, strength, now);
        match self.owner {
            Owner::Contact(_) => sessions::save_fresh(save.0, save.1, save.2, save.3).await?,
            Owner::Staff(_) => staff_sign_in::save_fresh(save.0, save.1, save.2, save.3).await?,
        }
        let detail = json!({ "way": way.as_str(), "strength": strength.as_str() });
        self.record(write, Entry::done("second_factor_given").detail(detail))
            .await?;
        Ok(now.plus(FRESH))
    }

    /// Writes an audit entry about its session.
    pub async fn record(&self, write: &Write<'_, Job>, entry: Entry) -> Result<()> {
        let entry = entry.on("session", self.session_id);
        let entry = match self.client_id {
            Some(client_id) => entry.of_client(client_id),
            None => entry,
        };
        audit::record(write, self.app.clock.now(), &self.actor, &entry).await
    }

    /// Writes down a refusal in a transaction of its own.
    pub async fn refuse(&self, act: &'static str, reason: &str) -> Result<()> {
        let write = self.app.db.write(&self.job).await?;
        let entry = Entry::refused(act).detail(json!({ "reason": reason }));
        self.record(&write, entry).await?;
        write.commit().await?;
        Ok(())
    }
}
