//! The one mail that staff get about a response.

use super::model::ResponseOutcome;
use crate::{
    error::Result,
    features::letters::{Letterhead, Reader, StaffNews, write_news},
    kit::{money::Money, outbox::Message},
};

/// What the mail tells.
pub(super) struct News<'a> {
    pub(super) outcome: ResponseOutcome,
    pub(super) number: &'a str,
    pub(super) title: &'a str,
    pub(super) client: &'a str,
    pub(super) contact: &'a str,
    /// Nothing when declined.
    pub(super) total: Option<Money>,
    pub(super) comment: Option<&'a str>,
    /// Where staff read more.
    pub(super) link: &'a str,
}

/// Writes the mail in the reader's language.
pub(super) fn write(reader: &Reader, news: &News<'_>, letterhead: &Letterhead) -> Result<Message> {
    let german = reader.is_german();
    let (subject, first) = opening(news, german);
    let mut facts = Vec::new();
    if let Some(total) = news.total {
        let label = if german { "Summe" } else { "Total" };
        let total = letterhead.amount(total, &reader.language);
        facts.push(format!("{label}: {total}"));
    }
    if let Some(comment) = news.comment {
        let label = if german { "Kommentar" } else { "Comment" };
        facts.push(format!("{label}: {comment}"));
    }
    let label = if german {
        "Antwort ansehen"
    } else {
        "See the response"
    };
    let told = StaffNews {
        subject,
        first,
        facts,
        label,
        link: news.link,
    };
    write_news(reader, &told, letterhead)
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
