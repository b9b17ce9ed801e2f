//! The one mail that staff get about a response.

use super::{model::ResponseOutcome, store::Reader};
use crate::kit::outbox::{Channel, Message};

/// What the mail tells.
pub(super) struct News<'a> {
    pub(super) outcome: ResponseOutcome,
    pub(super) number: &'a str,
    pub(super) title: &'a str,
    pub(super) client: &'a str,
    pub(super) contact: &'a str,
    /// With its currency; empty when declined.
    pub(super) total: Option<String>,
    pub(super) comment: Option<&'a str>,
    /// Where staff read more.
    pub(super) link: &'a str,
}

/// Writes the mail in the reader's language.
pub(super) fn write(reader: &Reader, news: &News<'_>) -> Message {
    let News {
        number,
        title,
        client,
        contact,
        link,
        ..
    } = news;
    let german = reader.language.starts_with("de");
    let (subject, mut text) = match (news.outcome, german) {
        (ResponseOutcome::Accepted, true) => (
            format!("{client} hat {number} angenommen"),
            format!("{contact} ({client}) hat „{title}“ ({number}) angenommen."),
        ),
        (ResponseOutcome::Declined, true) => (
            format!("{client} hat {number} abgelehnt"),
            format!("{contact} ({client}) hat „{title}“ ({number}) abgelehnt."),
        ),
        (ResponseOutcome::Accepted, false) => (
            format!("{client} accepted {number}"),
            format!("{contact} ({client}) accepted “{title}” ({number})."),
        ),
        (ResponseOutcome::Declined, false) => (
            format!("{client} declined {number}"),
            format!("{contact} ({client}) declined “{title}” ({number})."),
        ),
    };
    if let Some(total) = &news.total {
        text.push_str(&format!(
            "\n{}: {total}",
            if german { "Summe" } else { "Total" }
        ));
    }
    if let Some(comment) = news.comment {
        text.push_str(&format!(
            "\n{}: {comment}",
            if german { "Kommentar" } else { "Comment" }
        ));
    }
    text.push_str(&format!("\n\n{link}\n"));
    Message {
        contact_id: None,
        staff_id: Some(reader.staff_id),
        channel: Channel::Email,
        recipient: reader.email.clone(),
        subject: Some(subject.replace(['\r', '\n'], " ")),
        kept_text: text.clone(),
        text,
        html: None,
        expires_at: None,
    }
}
