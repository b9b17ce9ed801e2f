//! What somebody reads who is to work here.

use crate::kit::{
    clock::Time,
    id::Id,
    language::is_german,
    outbox::{Channel, Message},
};

/// The mail with the link that sets a password. What history keeps has no token in it.
pub(super) fn invitation(
    staff_id: Id,
    (name, email): (&str, &str),
    (provider, inviter): (&str, &str),
    language: &str,
    (address, token): (&str, &str),
    expires_at: Time,
) -> Message {
    let german = is_german(language);
    let text = |url: &str| {
        if german {
            format!(
                "Guten Tag {name},\n\n{inviter} hat für Sie ein Konto bei {provider} angelegt. Legen Sie hier Ihr Passwort fest; der Link gilt sieben Tage und einmal:\n\n{url}\n\n{provider}\n"
            )
        } else {
            format!(
                "Hello {name},\n\n{inviter} made an account for you at {provider}. Choose your password here; the link works once, for seven days:\n\n{url}\n\n{provider}\n"
            )
        }
    };
    let subject = if german {
        format!("Ihr Konto bei {provider}")
    } else {
        format!("Your account at {provider}")
    };
    Message {
        contact_id: None,
        staff_id: Some(staff_id),
        channel: Channel::Email,
        recipient: email.to_owned(),
        subject: Some(subject.replace(['\r', '\n'], " ")),
        kept_text: text(address),
        text: text(&format!("{address}#{token}")),
        html: None,
        expires_at: Some(expires_at),
    }
}
