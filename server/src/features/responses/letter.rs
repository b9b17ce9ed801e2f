//! The one mail that staff get about a response.

use super::{model::ResponseOutcome, store::Reader};
use crate::{
    error::Result,
    features::letters::{Button, Letter, Letterhead},
    kit::outbox::{Channel, Message},
};

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
pub(super) fn write(reader: &Reader, news: &News<'_>, letterhead: &Letterhead) -> Result<Message> {
    let german = reader.language.starts_with("de");
    let (subject, first) = opening(news, german);
    let mut facts = Vec::new();
    if let Some(total) = &news.total {
        facts.push(format!(
            "{}: {total}",
            if german { "Summe" } else { "Total" }
        ));
    }
    if let Some(comment) = news.comment {
        let label = if german { "Kommentar" } else { "Comment" };
        facts.push(format!("{label}: {comment}"));
    }
    let mut text = first.clone();
    for fact in &facts {
        text.push('\n');
        text.push_str(fact);
    }
    text.push_str(&format!("\n\n{}\n", news.link));
    let (label, or_link) = if german {
        ("Antwort ansehen", "Oder diese Adresse öffnen:")
    } else {
        ("See the response", "Or open this address:")
    };
    let html = letterhead.html(&Letter {
        language: if german { "de" } else { "en" },
        subject: &subject,
        preview: &first,
        paragraphs: std::iter::once(&first)
            .chain(&facts)
            .map(String::as_str)
            .collect(),
        code: None,
        button: Some(Button {
            label,
            url: news.link,
            or_link,
        }),
        closing: Vec::new(),
    })?;
    Ok(Message {
        contact_id: None,
        staff_id: Some(reader.staff_id),
        channel: Channel::Email,
        recipient: reader.email.clone(),
        subject: Some(subject.replace(['\r', '\n'], " ")),
        kept_text: text.clone(),
        text,
        html: Some(html),
        expires_at: None,
    })
}

/// The subject and the first sentence.
fn opening(news: &News<'_>, german: bool) -> (String, String) {
    let News {
        number,
        title,
        client,
        contact,
        ..
    } = news;
    match (news.outcome, german) {
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
    }
}
