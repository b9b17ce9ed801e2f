//! What a change to the settings may say.

use super::{
    model::{Stored, least_needs},
    staff::{UpdateSignInSettings, minutes},
};
use crate::{
    db::FromJson,
    error::Result,
    features::{people::permission::ContactRole, sessions::Bounds},
    kit::field::FieldErrors,
    scope::{Need, Needs},
};

/// The settings with their changes, or every fault in them.
///
/// # Errors
/// 422 with each field.
pub fn changed(mut stored: Stored, update: UpdateSignInSettings) -> Result<Stored> {
    let mut errors = FieldErrors::new();
    ways(&mut stored, &update, &mut errors);
    spans(&mut stored, &update, &mut errors);
    needs(&mut stored, &update, &mut errors);
    stored.second_factor = update.second_factor.or(stored.second_factor);
    stored.staff_second_factor = update.staff_second_factor.or(stored.staff_second_factor);
    if let Some(by_role) = update.second_factor_by_role {
        for role in by_role.keys() {
            if ContactRole::from_word(role).is_none() {
                let field = format!("second_factor_by_role.{role}");
                errors.add(field, "unknown", "That is no role of contacts.");
            }
        }
        stored.second_factor_by_role = Some(FromJson(by_role));
    }
    errors.or(stored).map_err(Into::into)
}

/// A password is never the only way in: its owner proves an address before there is one (P10).
fn ways(stored: &mut Stored, update: &UpdateSignInSettings, errors: &mut FieldErrors) {
    stored.sign_in_by_sms = update.sign_in_by_sms.unwrap_or(stored.sign_in_by_sms);
    stored.sign_in_by_email = update.sign_in_by_email.unwrap_or(stored.sign_in_by_email);
    stored.sign_in_by_password = update.sign_in_by_password.or(stored.sign_in_by_password);
    stored.read_by_delivery_link = update
        .read_by_delivery_link
        .or(stored.read_by_delivery_link);
    if !stored.sign_in_by_sms && !stored.sign_in_by_email {
        let message =
            "SMS or e-mail must stay on: a password alone lets nobody in for the first time.";
        errors.add("sign_in_by_email", "none_left", message);
    }
}

/// What acts need, and no less than the preset asks. A document that a link alone shows can't ask for more than that.
fn needs(stored: &mut Stored, update: &UpdateSignInSettings, errors: &mut FieldErrors) {
    let (before, least) = (stored.needs.take(), least_needs(&stored.preset));
    let before = before.map_or_else(Needs::default, |needs| needs.0);
    let needs = Needs {
        reading: update.reading_needs.unwrap_or(before.reading),
        approving: update.approving_needs.unwrap_or(before.approving),
        managing_people: update
            .managing_people_needs
            .unwrap_or(before.managing_people),
    };
    if needs.managing_people < least.managing_people {
        let message = "Regulated work needs a second factor here.";
        errors.add("managing_people_needs", "out_of_range", message);
    }
    if needs.reading > Need::Code && stored.read_by_delivery_link == Some(true) {
        let message =
            "Delivery links show their document without a sign-in: switch that off first.";
        errors.add("reading_needs", "read_by_delivery_link", message);
    }
    stored.needs = Some(FromJson(needs));
}

/// How long sessions live, within the bounds of the preset.
fn spans(stored: &mut Stored, update: &UpdateSignInSettings, errors: &mut FieldErrors) {
    let bounds = Bounds::of(&stored.preset);
    let fields = [
        (
            "contact_idle_minutes",
            update.contact_idle_minutes,
            &mut stored.contact_idle_s,
            bounds.idle,
        ),
        (
            "contact_absolute_minutes",
            update.contact_absolute_minutes,
            &mut stored.contact_absolute_s,
            bounds.absolute,
        ),
        (
            "staff_idle_minutes",
            update.staff_idle_minutes,
            &mut stored.staff_idle_s,
            bounds.idle,
        ),
        (
            "staff_absolute_minutes",
            update.staff_absolute_minutes,
            &mut stored.staff_absolute_s,
            bounds.absolute,
        ),
    ];
    for (field, wanted, place, largest) in fields {
        let Some(wanted) = wanted else { continue };
        let (least, most) = (minutes(Bounds::LEAST), minutes(largest));
        if (least..=most).contains(&wanted) {
            *place = Some(wanted * 60);
        } else {
            let message = format!("Between {least} and {most} minutes.");
            errors.add(field, "out_of_range", message);
        }
    }
}
