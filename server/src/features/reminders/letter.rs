//! What a contact reads when it is reminded: the title, the day, and where to answer. No figures, no org.

use jiff::civil::Date;

use crate::{
    error::Result,
    features::{
        letters::{Button, Letter, Letterhead},
        people::reachable::Reachable,
    },
    kit::{
        language,
        outbox::{Channel, Message},
    },
};

/// What is brought to mind.
pub(super) struct Reminder<'a> {
    pub(super) sender: &'a str,
    pub(super) title: &'a str,
    pub(super) due_day: Option<Date>,
    pub(super) url: &'a str,
    /// Where the recipient has no language of its own.
    pub(super) language: &'a str,
}

impl Reminder<'_> {
    fn is_german(&self, to: &Reachable) -> bool {
        let language = to.language.as_deref().unwrap_or(self.language);
        language::is_german(language)
    }
}

/// An SMS.
pub(super) fn sms(phone: &str, to: &Reachable, reminder: &Reminder<'_>) -> Message {
    let Reminder {
        sender, title, url, ..
    } = reminder;
    let text = if reminder.is_german(to) {
        format!("{sender}: „{title}“ wartet noch auf Ihre Antwort: {url}")
    } else {
        format!("{sender}: “{title}” is still waiting for your answer: {url}")
    };
    Message {
        contact_id: Some(to.contact_id),
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

/// A mail.
pub(super) fn mail(
    address: &str,
    to: &Reachable,
    reminder: &Reminder<'_>,
    letterhead: &Letterhead,
) -> Result<Message> {
    let german = reminder.is_german(to);
    let words = words(to, reminder, german);
    let language = if german { "de" } else { "en" };
    let (greeting, waits, regards) = (&words.greeting, &words.waits, &words.regards);
    let text = format!(
        "{greeting}\n\n{waits}\n\n{}\n\n{regards}\n{}",
        reminder.url,
        letterhead.foot(language)
    );
    let html = letterhead.html(&Letter {
        language,
        subject: &words.subject,
        preview: waits,
        paragraphs: vec![greeting, waits],
        code: None,
        button: Some(Button {
            label: words.button,
            url: reminder.url,
            or_link: words.or_link,
        }),
        closing: vec![regards],
    })?;
    Ok(Message {
        contact_id: Some(to.contact_id),
        staff_id: None,
        channel: Channel::Email,
        recipient: address.to_owned(),
        subject: Some(words.subject.replace(['\r', '\n'], " ")),
        kept_text: text.clone(),
        text,
        html: Some(html),
        expires_at: None,
    })
}

/// The mail's parts, in its language.
struct Words {
    subject: String,
    greeting: String,
    waits: String,
    regards: String,
    button: &'static str,
    or_link: &'static str,
}

fn words(to: &Reachable, reminder: &Reminder<'_>, german: bool) -> Words {
    let Reminder { sender, title, .. } = reminder;
    let name = &to.name;
    if german {
        let until = reminder.due_day.map_or_else(String::new, |day| {
            format!(" Bitte antworten Sie bis {}.", day.strftime("%d.%m.%Y"))
        });
        Words {
            subject: format!("Erinnerung: {title} – von {sender}"),
            greeting: format!("Guten Tag {name},"),
            waits: format!("„{title}“ wartet noch auf Ihre Antwort.{until}"),
            regards: format!("Freundliche Grüße\n{sender}"),
            button: "Ansehen und antworten",
            or_link: "Oder diese Adresse öffnen:",
        }
    } else {
        let until = reminder.due_day.map_or_else(String::new, |day| {
            format!(" Please answer by {}.", day.strftime("%-d %B %Y"))
        });
        Words {
            subject: format!("Reminder: {title} – from {sender}"),
            greeting: format!("Hello {name},"),
            waits: format!("“{title}” is still waiting for your answer.{until}"),
            regards: format!("Kind regards\n{sender}"),
            button: "Read and answer",
            or_link: "Or open this address:",
        }
    }
}
