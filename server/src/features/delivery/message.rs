//! What the contact reads with a delivery link.

use super::store::Recipient;
use crate::kit::{
    id::Id,
    outbox::{Channel, Message},
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
        if is_german(invitation) {
            format!("{sender}: „{title}“ ist für Sie bereit: {url}")
        } else {
            format!("{sender}: “{title}” is ready for you: {url}")
        }
    };
    message(invitation, Channel::Sms, phone, None, &text)
}

/// A mail.
pub(super) fn mail(address: &str, recipient: &Recipient, invitation: &Invitation<'_>) -> Message {
    let Invitation { sender, title, .. } = invitation;
    let name = &recipient.name;
    let german = is_german(invitation);
    let text = |url: &str| {
        if german {
            format!(
                "Guten Tag {name},\n\n„{title}“ ist für Sie bereit. Hier können Sie alles ansehen und antworten:\n\n{url}\n\nFreundliche Grüße\n{sender}\n"
            )
        } else {
            format!(
                "Hello {name},\n\n“{title}” is ready for you. Read it and answer here:\n\n{url}\n\nKind regards\n{sender}\n"
            )
        }
    };
    let subject = if german {
        format!("{title} – von {sender}")
    } else {
        format!("{title} – from {sender}")
    };
    message(invitation, Channel::Email, address, Some(subject), &text)
}

fn is_german(invitation: &Invitation<'_>) -> bool {
    invitation.language.starts_with("de")
}

fn message(
    invitation: &Invitation<'_>,
    channel: Channel,
    recipient: &str,
    subject: Option<String>,
    text: &dyn Fn(&str) -> String,
) -> Message {
    Message {
        contact_id: Some(invitation.contact_id),
        staff_id: None,
        channel,
        recipient: recipient.to_owned(),
        subject: subject.map(|subject| subject.replace(['\r', '\n'], " ")),
        kept_text: text(invitation.page_url),
        text: text(invitation.url),
        html: None,
        expires_at: None,
    }
}
