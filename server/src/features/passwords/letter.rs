//! The mail with the link that sets a new password.

use std::time::Duration;

use crate::kit::{
    language::is_german,
    outbox::{Channel, Message},
};

/// How long the link is good.
pub const LIFE: Duration = Duration::from_secs(30 * 60);

/// What the mail says.
#[derive(Debug)]
pub struct Words<'a> {
    /// The language wanted.
    pub language: &'a str,
    /// Whose portal it is; for staff the product.
    pub brand: &'a str,
    /// The link, with the token in its fragment.
    pub link: &'a str,
    /// Where it goes.
    pub email: &'a str,
}

/// Writes the mail; the caller says for whom it is.
pub fn write(words: &Words<'_>) -> Message {
    let Words {
        language,
        brand,
        link,
        email,
    } = words;
    let german = is_german(language);
    let (subject, text, kept) = if german {
        (
            format!("Neues Passwort für {brand}"),
            format!(
                "Unter dieser Adresse setzen Sie ein neues Passwort für {brand}. Sie gilt 30 Minuten und nur einmal:\n\n\
                 {link}\n\n\
                 Wenn Sie das nicht angefordert haben, tun Sie nichts: Ihr Passwort bleibt, wie es ist.\n\n{brand}\n"
            ),
            format!("Link für ein neues Passwort für {brand} (nicht aufbewahrt)"),
        )
    } else {
        (
            format!("A new password for {brand}"),
            format!(
                "At this address you set a new password for {brand}. It is good for 30 minutes and works once:\n\n\
                 {link}\n\n\
                 If you did not ask for this, do nothing: your password stays as it is.\n\n{brand}\n"
            ),
            format!("Link for a new password for {brand} (not kept)"),
        )
    };
    Message {
        contact_id: None,
        staff_id: None,
        channel: Channel::Email,
        recipient: (*email).to_owned(),
        subject: Some(subject),
        kept_text: kept,
        text,
        html: None,
        expires_at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_stands_in_the_mail_and_not_in_what_is_kept() {
        for language in ["en", "de-CH", "xx"] {
            let mail = write(&Words {
                language,
                brand: "Studio",
                link: "https://studio.example/login#reset=abc",
                email: "ada@acme.example",
            });
            assert!(mail.text.contains("https://studio.example/login#reset=abc"));
            assert!(!mail.kept_text.contains("abc") && !mail.subject.unwrap().contains("abc"));
            assert_eq!(mail.text.contains("setzen Sie"), language.starts_with("de"));
        }
    }
}
