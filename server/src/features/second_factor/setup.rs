//! Setting up an authenticator app, giving its codes, and taking it away: the same for contacts and staff.

use serde_json::json;

use super::{
    guess::{self, Room},
    owner::Person,
    recovery,
    store::{self, Factor},
    totp::{self, Introduction},
    wire::{FactorGiven, FactorWay, GiveFactor, SecondFactor, TotpConfirmed, TotpSecret},
};
use crate::{
    db::Write,
    error::{Error, Result},
    features::{
        audit::Entry,
        payment_methods::qr::to_svg,
        sessions::{Gate, Standing, Way},
        sign_in_settings::Setting,
    },
    kit::{
        code::Code,
        id::Id,
        sealed::{self, Place},
    },
    scope::Job,
};

/// What a person has set up. `masked`: the address a code by this way goes to.
pub async fn show(
    person: &Person<'_>,
    masked: impl Fn(Way) -> Option<String>,
) -> Result<SecondFactor> {
    let read = person.app.db.read(&person.job).await?;
    let factor = store::find(&read, person.owner).await?;
    let left = match &factor {
        Some(factor) => store::count_codes(&read, factor.second_factor_id).await?,
        None => 0,
    };
    let ways = person.standing.fresh_ways().into_iter();
    Ok(SecondFactor {
        state: person.standing.gate(),
        setting: person.standing.setting,
        totp_confirmed_at: factor.as_ref().and_then(|factor| factor.totp_confirmed_at),
        by_message: factor.is_some_and(|factor| factor.by_message_at.is_some()),
        recovery_codes_left: left,
        ways: ways
            .map(|way| FactorWay {
                way,
                masked: masked(way),
            })
            .collect(),
        fresh_until: person
            .fresh_until
            .filter(|until| *until > person.app.clock.now()),
        return_to: person.home(),
    })
}

/// Draws a new secret, which is not in force yet.
pub async fn begin(person: &Person<'_>, issuer: &str, account: &str) -> Result<TotpSecret> {
    may_set_up(person)?;
    let (app, now) = (person.app, person.app.clock.now());
    let drawn = app.ids.bytes();
    let secret = &drawn[..totp::SECRET];
    let Introduction { secret: typed, uri } = totp::introduce(secret, issuer, account)?;
    let qr_svg =
        to_svg(&uri).ok_or_else(|| Error::internal("the names are too long for a QR code"))?;
    let write = app.db.write(&person.job).await?;
    store::add(&write, person.owner, app.ids.id(), now).await?;
    let factor = store::find(&write, person.owner).await?;
    let factor_id = factor.ok_or_else(Error::not_found)?.second_factor_id;
    let place = place(person, factor_id);
    let sealed = sealed::seal(&app.keys, app.ids.as_ref(), &place, secret)?;
    if !store::save_secret(&write, factor_id, &sealed).await? {
        let entry = Entry::refused("totp_begun").detail(json!({ "reason": "already_set_up" }));
        person.record(&write, entry).await?;
        write.commit().await?;
        return Err(Error::conflict(
            "already_set_up",
            "An authenticator app is set up already. Remove it first.",
        ));
    }
    person.record(&write, Entry::done("totp_begun")).await?;
    write.commit().await?;
    Ok(TotpSecret {
        secret: typed,
        uri,
        qr_svg,
    })
}

/// Whoever must set it up now may; others only with a fresh code.
fn may_set_up(person: &Person<'_>) -> Result<()> {
    match person.standing.gate() {
        Gate::SetupNeeded => return Ok(()),
        Gate::Needed => return Err(Error::second_factor_required()),
        Gate::Satisfied => person.must_be_fresh()?,
    }
    if person.standing.setting == Setting::Off {
        return Err(Error::conflict(
            "second_factor_off",
            "Second factors are switched off here.",
        ));
    }
    Ok(())
}

/// Puts the new secret in force with its first code, and hands out recovery codes.
pub async fn confirm(person: &Person<'_>, typed: &str) -> Result<TotpConfirmed> {
    may_set_up(person)?;
    let (app, now) = (person.app, person.app.clock.now());
    let codes = recovery::draw(app.ids.as_ref());
    let write = app.db.write(&person.job).await?;
    let (write, left) = room(person, write, "totp_confirmed").await?;
    let factor = store::find(&write, person.owner).await?;
    let factor = factor.filter(|factor| factor.totp_sealed.is_some());
    let factor = factor.ok_or_else(not_set_up)?;
    if factor.totp_confirmed_at.is_some() {
        return Err(Error::conflict(
            "already_set_up",
            "An authenticator app is set up already.",
        ));
    }
    let Some(step) = step_of(person, &factor, typed)? else {
        return Err(wrong(person, write, "totp_confirmed", "wrong_code", left).await);
    };
    if !store::confirm(&write, factor.second_factor_id, step, now).await? {
        return Err(not_set_up());
    }
    save_codes(person, &write, factor.second_factor_id, &codes).await?;
    person.record(&write, Entry::done("totp_confirmed")).await?;
    person.confirmed(&write).await?;
    write.commit().await?;
    Ok(TotpConfirmed {
        recovery_codes: codes,
        return_to: person.home(),
    })
}

impl Person<'_> {
    /// Whoever just gave the first code of its app has given its second factor.
    async fn confirmed(&self, write: &Write<'_, Job>) -> Result<()> {
        let mut with_app = self.standing;
        with_app.has_totp = true;
        let person = Person {
            standing: with_app,
            actor: self.actor.clone(),
            ..*self
        };
        person.passed(write, Way::Totp).await?;
        Ok(())
    }
}

/// Takes the app away.
pub async fn remove(person: &Person<'_>) -> Result<()> {
    person.must_have_passed()?;
    if let Err(refusal) = person.must_be_fresh() {
        person.refuse("totp_removed", "step_up_required").await?;
        return Err(refusal);
    }
    let mut without = person.standing;
    without.has_totp = false;
    must_keep_one(&without)?;
    let write = person.app.db.write(&person.job).await?;
    if !store::remove(&write, person.owner).await? {
        return Err(not_set_up());
    }
    person.record(&write, Entry::done("totp_removed")).await?;
    write.commit().await?;
    Ok(())
}

/// Whoever is forced can't give its last second factor away.
pub fn must_keep_one(after: &Standing) -> Result<()> {
    if after.setting == Setting::Forced && after.second_ways().is_empty() {
        return Err(Error::conflict(
            "second_factor_forced",
            "A second factor is required here; set up another one first.",
        ));
    }
    Ok(())
}

/// New recovery codes in the place of the old ones.
pub async fn renew(person: &Person<'_>) -> Result<Vec<String>> {
    person.must_have_passed()?;
    if let Err(refusal) = person.must_be_fresh() {
        person
            .refuse("recovery_codes_made", "step_up_required")
            .await?;
        return Err(refusal);
    }
    let codes = recovery::draw(person.app.ids.as_ref());
    let write = person.app.db.write(&person.job).await?;
    let factor = store::find(&write, person.owner).await?;
    let factor = factor.filter(|factor| factor.totp_confirmed_at.is_some());
    let factor_id = factor.ok_or_else(not_set_up)?.second_factor_id;
    save_codes(person, &write, factor_id, &codes).await?;
    person
        .record(&write, Entry::done("recovery_codes_made"))
        .await?;
    write.commit().await?;
    Ok(codes)
}

/// Looks at a code of an app, a recovery code or a code of a message.
pub async fn give(person: &Person<'_>, given: &GiveFactor) -> Result<FactorGiven> {
    let act = "second_factor_given";
    must_be_offered(person, given.way)?;
    let write = person.app.db.write(&person.job).await?;
    let (write, left) = room(person, write, act).await?;
    let factor = store::find(&write, person.owner).await?;
    let verdict = match given.way {
        Way::Totp => of_totp(person, &write, factor.as_ref(), &given.code).await?,
        Way::RecoveryCode => of_recovery(person, &write, factor.as_ref(), &given.code).await?,
        Way::Sms | Way::Email => of_message(person, &write, given).await?,
        Way::Password => Verdict::Wrong,
    };
    let reason = match verdict {
        Verdict::Right => None,
        Verdict::Wrong => Some("wrong_code"),
        Verdict::Replayed => Some("replayed"),
        Verdict::Over => Some("expired_code"),
    };
    if let Some(reason) = reason {
        return Err(wrong(person, write, act, reason, left).await);
    }
    let fresh_until = person.passed(&write, given.way).await?;
    let codes_left = match &factor {
        Some(factor) => store::count_codes(&write, factor.second_factor_id).await?,
        None => 0,
    };
    write.commit().await?;
    Ok(FactorGiven {
        return_to: person.home(),
        recovery_codes_left: codes_left,
        fresh_until,
    })
}

/// Refuses a way that is none of this person's.
pub fn must_be_offered(person: &Person<'_>, way: Way) -> Result<()> {
    if person.standing.fresh_ways().contains(&way) {
        return Ok(());
    }
    Err(Error::invalid(
        "way",
        "not_offered",
        "A code can't come from there.",
    ))
}

enum Verdict {
    Right,
    Wrong,
    /// Right once, but used before.
    Replayed,
    /// None was sent, or it is over.
    Over,
}

async fn of_totp(
    person: &Person<'_>,
    write: &Write<'_, Job>,
    factor: Option<&Factor>,
    typed: &str,
) -> Result<Verdict> {
    let Some(factor) = factor.filter(|factor| factor.totp_confirmed_at.is_some()) else {
        return Ok(Verdict::Wrong);
    };
    let Some(step) = step_of(person, factor, typed)? else {
        return Ok(Verdict::Wrong);
    };
    let is_first = store::spend_step(write, factor.second_factor_id, step).await?;
    Ok(if is_first {
        Verdict::Right
    } else {
        Verdict::Replayed
    })
}

async fn of_recovery(
    person: &Person<'_>,
    write: &Write<'_, Job>,
    factor: Option<&Factor>,
    typed: &str,
) -> Result<Verdict> {
    let Some(factor_id) = factor.map(|factor| factor.second_factor_id) else {
        return Ok(Verdict::Wrong);
    };
    let now = person.app.clock.now();
    for code in recovery::seals(&person.app.keys, factor_id, typed) {
        if store::spend_code(write, factor_id, &code, now).await? {
            return Ok(Verdict::Right);
        }
    }
    Ok(Verdict::Wrong)
}

async fn of_message(
    person: &Person<'_>,
    write: &Write<'_, Job>,
    given: &GiveFactor,
) -> Result<Verdict> {
    let now = person.app.clock.now();
    let stored = store::find_message(write, person.session_id, given.way.as_str(), now).await?;
    let Some(stored) = stored else {
        return Ok(Verdict::Over);
    };
    let (provider, session) = (person.job.provider_id.uuid(), person.session_id.uuid());
    let opens = Code::parse(&given.code).is_some_and(|code| {
        let mut keys = person.app.keys.all_for_codes();
        keys.any(|key| code.opens(&stored, &key, provider, session))
    });
    if !opens {
        return Ok(Verdict::Wrong);
    }
    let is_first = store::spend_message(write, person.session_id, now).await?;
    Ok(if is_first {
        Verdict::Right
    } else {
        Verdict::Over
    })
}

/// Room for one more guess: the transaction to make it in, and how many may be wrong after it.
async fn room<'w>(
    person: &Person<'_>,
    write: Write<'w, Job>,
    act: &'static str,
) -> Result<(Write<'w, Job>, usize)> {
    match guess::look(&write, person).await? {
        Room::Left(left) => Ok((write, left.saturating_sub(1))),
        Room::Full(wait_s) => {
            let entry = Entry::refused(act).detail(json!({ "reason": "limit" }));
            person.record(&write, entry).await?;
            write.commit().await?;
            Err(Error::limited(wait_s))
        }
    }
}

/// Counts and writes down a wrong code; the refusal.
async fn wrong(
    person: &Person<'_>,
    write: Write<'_, Job>,
    act: &'static str,
    reason: &'static str,
    left: usize,
) -> Error {
    let written = async {
        guess::note(&write, person).await?;
        let entry = Entry::refused(act).detail(json!({ "reason": reason }));
        person.record(&write, entry).await?;
        write.commit().await?;
        Ok::<(), Error>(())
    };
    if let Err(error) = written.await {
        return error;
    }
    if reason == "expired_code" {
        return Error::refused(
            "expired_code",
            "This code is used or over. Ask for a new one.",
        );
    }
    Error::refused("wrong_code", "That is not the code.").with("attempts_left", left)
}

async fn save_codes(
    person: &Person<'_>,
    write: &Write<'_, Job>,
    factor_id: Id,
    codes: &[String],
) -> Result<()> {
    let seals: Vec<[u8; 32]> = codes
        .iter()
        .filter_map(|code| recovery::seal(&person.app.keys, factor_id, code))
        .collect();
    store::replace_codes(write, factor_id, &seals, person.app.clock.now()).await
}

fn step_of(person: &Person<'_>, factor: &Factor, typed: &str) -> Result<Option<i64>> {
    let Some(sealed) = &factor.totp_sealed else {
        return Ok(None);
    };
    let place = place(person, factor.second_factor_id);
    let secret = sealed::open(&person.app.keys, &place, sealed)?;
    Ok(totp::step_of(&secret, typed, person.app.clock.now()))
}

fn place(person: &Person<'_>, factor_id: Id) -> Place {
    Place {
        provider_id: person.job.provider_id,
        table: "second_factor",
        column: "totp_sealed",
        row: factor_id,
    }
}

fn not_set_up() -> Error {
    Error::conflict("not_set_up", "No authenticator app is set up.")
}
