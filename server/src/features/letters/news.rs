//! A mail to one of the staff about something that happened: a sentence, what else is to be known, where to see it.

use super::{Button, Letter, Letterhead};
use crate::{
    error::Result,
    kit::{
        id::Id,
        language,
        outbox::{Channel, Message},
    },
    row,
};

row! {
    /// One of the staff, by mail.
    #[derive(Debug)]
    pub struct Reader {
        /// Who.
        pub staff_id: Id,
        /// Where to.
        pub email: String,
        /// BCP 47.
        pub language: String,
    }
}

impl Reader {
    /// Whether it reads German; everybody else reads English.
    pub fn is_german(&self) -> bool {
        language::is_german(&self.language)
    }
}

/// What happened, in the reader's language.
#[derive(Debug)]
pub struct StaffNews<'a> {
    /// One line.
    pub subject: String,
    /// What happened, in one sentence.
    pub first: String,
    /// What else is to be known, a line each.
    pub facts: Vec<String>,
    /// What the button says.
    pub label: &'a str,
    /// Where it leads.
    pub link: &'a str,
}

/// Writes it.
///
/// # Errors
/// Only if the page itself is broken, which a test would have shown.
pub fn write_news(
    reader: &Reader,
    news: &StaffNews<'_>,
    letterhead: &Letterhead,
) -> Result<Message> {
    let mut text = news.first.clone();
    for fact in &news.facts {
        text.push('\n');
        text.push_str(fact);
    }
    text.push_str(&format!("\n\n{}\n", news.link));
    let (language, or_link) = if reader.is_german() {
        ("de", "Oder diese Adresse öffnen:")
    } else {
        ("en", "Or open this address:")
    };
    let html = letterhead.html(&Letter {
        language,
        subject: &news.subject,
        preview: &news.first,
        paragraphs: std::iter::once(&news.first)
            .chain(&news.facts)
            .map(String::as_str)
            .collect(),
        code: None,
        button: Some(Button {
            label: news.label,
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
        subject: Some(news.subject.replace(['\r', '\n'], " ")),
        kept_text: text.clone(),
        text,
        html: Some(html),
        expires_at: None,
    })
}
