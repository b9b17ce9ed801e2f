//! A message to a contact about something that happened: a sentence, what else is to be known, where to see it. By mail,
//! or by SMS to somebody without a mailbox.

use super::{Button, Letter, Letterhead};
use crate::{
    error::Result,
    kit::{
        id::Id,
        language,
        outbox::{Channel, Message},
    },
};

/// A contact to tell something.
#[derive(Debug)]
pub struct ContactReader {
    /// Who.
    pub contact_id: Id,
    /// Its name.
    pub name: String,
    /// Where to, first.
    pub email: Option<String>,
    /// Where to, else.
    pub phone: Option<String>,
    /// BCP 47.
    pub language: String,
}

impl ContactReader {
    /// Whether it reads German; everybody else reads English.
    pub fn is_german(&self) -> bool {
        language::is_german(&self.language)
    }
}

/// What happened, in the reader's language.
#[derive(Debug)]
pub struct ContactNews<'a> {
    /// Who messages come from.
    pub sender: &'a str,
    /// One line.
    pub subject: String,
    /// What happened, in one sentence.
    pub first: String,
    /// What else is to be known, a paragraph each. An SMS leaves it out.
    pub facts: Vec<String>,
    /// What the button says.
    pub label: &'a str,
    /// Where it leads.
    pub link: &'a str,
}

/// Writes it. Nothing for somebody who has neither address.
///
/// # Errors
/// Only if the page itself is broken, which a test would have shown.
pub fn write_contact_news(
    reader: &ContactReader,
    news: &ContactNews<'_>,
    letterhead: &Letterhead,
) -> Result<Option<Message>> {
    match (&reader.email, &reader.phone) {
        (Some(email), _) => mail(email, reader, news, letterhead).map(Some),
        (None, Some(phone)) => Ok(Some(sms(phone, reader, news))),
        (None, None) => Ok(None),
    }
}

fn sms(phone: &str, reader: &ContactReader, news: &ContactNews<'_>) -> Message {
    let ContactNews {
        sender,
        first,
        link,
        ..
    } = news;
    let text = format!("{sender}: {first} {link}");
    Message {
        contact_id: Some(reader.contact_id),
        staff_id: None,
        channel: Channel::Sms,
        recipient: phone.to_owned(),
        subject: None,
        kept_text: text.clone(),
        text,
        html: None,
        expires_at: None,
    }
}

fn mail(
    email: &str,
    reader: &ContactReader,
    news: &ContactNews<'_>,
    letterhead: &Letterhead,
) -> Result<Message> {
    let (language, or_link) = if reader.is_german() {
        ("de", "Oder diese Adresse öffnen:")
    } else {
        ("en", "Or open this address:")
    };
    let (name, sender) = (&reader.name, news.sender);
    let (greeting, regards) = if reader.is_german() {
        (
            format!("Guten Tag {name},"),
            format!("Freundliche Grüße\n{sender}"),
        )
    } else {
        (format!("Hello {name},"), format!("Kind regards\n{sender}"))
    };
    let said = std::iter::once(&news.first).chain(&news.facts);
    let paragraphs: Vec<&str> = std::iter::once(&greeting)
        .chain(said)
        .map(String::as_str)
        .collect();
    let text = format!(
        "{}\n\n{}\n\n{regards}\n{}",
        paragraphs.join("\n\n"),
        news.link,
        letterhead.foot(language)
    );
    let html = letterhead.html(&Letter {
        language,
        subject: &news.subject,
        preview: &news.first,
        paragraphs,
        code: None,
        button: Some(Button {
            label: news.label,
            url: news.link,
            or_link,
        }),
        closing: vec![&regards],
    })?;
    Ok(Message {
        contact_id: Some(reader.contact_id),
        staff_id: None,
        channel: Channel::Email,
        recipient: email.to_owned(),
        subject: Some(news.subject.replace(['\r', '\n'], " ")),
        kept_text: text.clone(),
        text,
        html: Some(html),
        expires_at: None,
    })
}
