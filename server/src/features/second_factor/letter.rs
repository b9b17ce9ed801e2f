//! What a contact reads whose second factor was taken away.

use crate::{
    error::Result,
    features::letters::{Letter, Letterhead},
    kit::{
        id::Id,
        language::is_german,
        outbox::{Channel, Message},
    },
};

/// What the letter says, and to whom.
#[derive(Debug)]
pub struct Words<'a> {
    /// The language wanted.
    pub language: &'a str,
    /// The contact's name.
    pub name: &'a str,
    /// The brand's name.
    pub brand: &'a str,
    /// Where to turn to.
    pub support: Option<&'a str>,
    /// Its mailbox.
    pub email: Option<&'a str>,
    /// Its phone, for whoever has no mailbox.
    pub phone: Option<&'a str>,
}

/// Writes it; nothing for a contact without an address.
///
/// # Errors
/// Only if the page of mails is broken, which a test would have shown.
pub fn write(
    contact_id: Id,
    words: &Words<'_>,
    letterhead: &Letterhead,
) -> Result<Option<Message>> {
    let (channel, recipient) = match (words.email, words.phone) {
        (Some(email), _) => (Channel::Email, email),
        (None, Some(phone)) => (Channel::Sms, phone),
        (None, None) => return Ok(None),
    };
    let (brand, german) = (words.brand, is_german(words.language));
    let support = words.support.unwrap_or(brand);
    let (subject, greeting, what, else_) = if german {
        (
            format!("Ihr zweiter Faktor bei {brand} wurde zurückgesetzt"),
            format!("Guten Tag {},", words.name),
            format!(
                "{brand} hat den zweiten Faktor Ihrer Anmeldung zurückgesetzt. Alle Ihre Sitzungen sind beendet. Melden Sie sich wie gewohnt an und richten Sie in den Einstellungen einen neuen ein."
            ),
            format!("Wenn Sie nicht darum gebeten haben, wenden Sie sich gleich an {support}."),
        )
    } else {
        (
            format!("Your second factor at {brand} was reset"),
            format!("Hello {},", words.name),
            format!(
                "{brand} reset the second factor of your sign-in. All your sessions have ended. Sign in as you always do and set up a new one in your settings."
            ),
            format!("If you did not ask for this, turn to {support} at once."),
        )
    };
    let language = if german { "de" } else { "en" };
    let text = match channel {
        Channel::Email => {
            let foot = letterhead.foot(language);
            format!("{greeting}\n\n{what}\n\n{else_}\n\n{brand}\n{foot}")
        }
        Channel::Sms => format!("{what} {else_}"),
    };
    let html = letterhead.html(&Letter {
        language,
        subject: &subject,
        preview: &what,
        paragraphs: vec![&greeting, &what, &else_],
        ..Letter::default()
    })?;
    let is_mail = channel == Channel::Email;
    Ok(Some(Message {
        contact_id: Some(contact_id),
        staff_id: None,
        channel,
        recipient: recipient.to_owned(),
        subject: is_mail.then(|| subject.replace(['\r', '\n'], " ")),
        kept_text: text.clone(),
        text,
        html: is_mail.then_some(html),
        expires_at: None,
    }))
}
