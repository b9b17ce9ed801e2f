//! What the contact reads with a delivery link.

use super::store::Recipient;
use crate::{
    error::Result,
    features::letters::{Button, Letter, Letterhead},
    kit::{
        id::Id,
        language::is_german,
        outbox::{Channel, Message},
    },
};

/// What the message tells.
pub(super) struct Invitation<'a> {
    pub(super) contact_id: Id,
    pub(super) sender: &'a str,
    pub(super) title: &'a str,
    /// With the token: in the message only.
    pub(super) url: &'a str,
    /// Without it: what history shows.
    pub(super) page_url: &'a str,
    /// Language of the message.
    pub(super) language: &'a str,
}

/// An SMS.
pub(super) fn sms(phone: &str, invitation: &Invitation<'_>) -> Message {
    let Invitation { sender, title, .. } = invitation;
    let text = |url: &str| {
        if is_german(invitation.language) {
            format!("{sender}: „{title}“ ist für Sie bereit: {url}")
        } else {
            format!("{sender}: “{title}” is ready for you: {url}")
        }
    };
    let (kept_text, text) = (text(invitation.page_url), text(invitation.url));
    Message {
        contact_id: Some(invitation.contact_id),
        staff_id: None,
        channel: Channel::Sms,
        recipient: phone.to_owned(),
        subject: None,
        kept_text,
        text,
        html: None,
        expires_at: None,
    }
}

/// A mail.
pub(super) fn mail(
    address: &str,
    recipient: &Recipient,
    invitation: &Invitation<'_>,
    letterhead: &Letterhead,
) -> Result<Message> {
    let words = words(recipient, invitation);
    let Words {
        subject,
        greeting,
        ready,
        read,
        regards,
        ..
    } = &words;
    let language = if words.german { "de" } else { "en" };
    let foot = letterhead.foot(language);
    let text = |url: &str| format!("{greeting}\n\n{ready} {read}\n\n{url}\n\n{regards}\n{foot}");
    let html = letterhead.html(&Letter {
        language,
        subject,
        preview: ready,
        paragraphs: vec![greeting, ready],
        code: None,
        button: Some(Button {
            label: words.button,
            url: invitation.url,
            or_link: words.or_link,
        }),
        closing: vec![regards],
    })?;
    Ok(Message {
        contact_id: Some(invitation.contact_id),
        staff_id: None,
        channel: Channel::Email,
        recipient: address.to_owned(),
        subject: Some(subject.replace(['\r', '\n'], " ")),
        kept_text: text(invitation.page_url),
        text: text(invitation.url),
        html: Some(html),
        expires_at: None,
    })
}

/// The mail's parts, in its language.
struct Words {
    german: bool,
    subject: String,
    greeting: String,
    ready: String,
    read: &'static str,
    regards: String,
    button: &'static str,
    or_link: &'static str,
}

fn words(recipient: &Recipient, invitation: &Invitation<'_>) -> Words {
    let Invitation { sender, title, .. } = invitation;
    let name = &recipient.name;
    if is_german(invitation.language) {
        Words {
            german: true,
            subject: format!("{title} – von {sender}"),
            greeting: format!("Guten Tag {name},"),
            ready: format!("„{title}“ ist für Sie bereit."),
            read: "Hier können Sie alles ansehen und antworten:",
            regards: format!("Freundliche Grüße\n{sender}"),
            button: "Ansehen und antworten",
            or_link: "Oder diese Adresse öffnen:",
        }
    } else {
        Words {
            german: false,
            subject: format!("{title} – from {sender}"),
            greeting: format!("Hello {name},"),
            ready: format!("“{title}” is ready for you."),
            read: "Read it and answer here:",
            regards: format!("Kind regards\n{sender}"),
            button: "Read and answer",
            or_link: "Or open this address:",
        }
    }
}
