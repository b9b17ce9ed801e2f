//! What an invited colleague reads.

use super::store::Sender;
use crate::kit::{
    id::Id,
    language::is_german,
    outbox::{Channel, Message},
};

/// Whom to invite.
pub(super) struct Invited<'a> {
    pub(super) contact_id: Id,
    pub(super) name: &'a str,
    pub(super) email: Option<&'a str>,
    pub(super) phone: Option<&'a str>,
    pub(super) language: Option<&'a str>,
}

/// The message by mail, or by SMS to somebody without a mailbox. It carries no secret: whoever opens the address still
/// proves its own.
pub(super) fn invitation(invited: &Invited<'_>, sender: &Sender, address: &str) -> Option<Message> {
    let language = invited.language.or(sender.client_language.as_deref());
    let german = is_german(language.unwrap_or(&sender.language));
    let Sender {
        portal,
        client,
        colleague,
        ..
    } = sender;
    let (channel, recipient) = match (invited.email, invited.phone) {
        (Some(email), _) => (Channel::Email, email),
        (None, Some(phone)) => (Channel::Sms, phone),
        (None, None) => return None,
    };
    let name = invited.name;
    let text = match (channel, german) {
        (Channel::Sms, true) => {
            format!("{portal}: {colleague} hat Sie für {client} eingeladen: {address}")
        }
        (Channel::Sms, false) => {
            format!("{portal}: {colleague} invited you to act for {client}: {address}")
        }
        (Channel::Email, true) => format!(
            "Guten Tag {name},\n\n{colleague} hat Sie eingeladen, im Portal von {portal} für {client} mitzuarbeiten. Melden Sie sich hier mit dieser E-Mail-Adresse an:\n\n{address}\n\nFreundliche Grüße\n{portal}\n"
        ),
        (Channel::Email, false) => format!(
            "Hello {name},\n\n{colleague} invited you to the portal of {portal}, to work for {client} there. Sign in here with this e-mail address:\n\n{address}\n\nKind regards\n{portal}\n"
        ),
    };
    let subject = if german {
        format!("Einladung zum Portal von {portal}")
    } else {
        format!("Invitation to the portal of {portal}")
    };
    Some(Message {
        contact_id: Some(invited.contact_id),
        staff_id: None,
        channel,
        recipient: recipient.to_owned(),
        subject: (channel == Channel::Email).then(|| subject.replace(['\r', '\n'], " ")),
        kept_text: text.clone(),
        text,
        html: None,
        expires_at: None,
    })
}
