//! The text that carries a code to somebody who is signed in.

use minijinja::{Environment, context};
use serde::Deserialize;

use crate::{
    error::{Error, Result},
    kit::outbox::Channel,
};

const LANGUAGES: [(&str, &str); 2] = [
    ("en", include_str!("texts/en.json")),
    ("de", include_str!("texts/de.json")),
];

/// What a message says.
#[derive(Debug)]
pub struct Words<'a> {
    /// The language wanted.
    pub language: &'a str,
    /// The brand's name.
    pub brand: &'a str,
    /// The host that the code is bound to.
    pub host: &'a str,
    /// Six digits.
    pub code: &'a str,
}

/// A message, ready to send.
#[derive(Debug)]
pub struct Written {
    /// Subject of a mail, without the code.
    pub subject: String,
    /// The whole text.
    pub text: String,
    /// What history shows.
    pub kept_text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    subject: String,
    code: String,
    ignore: String,
    kept: String,
}

/// Writes the message. An SMS ends with the line by which phones fill the code in
/// (<https://wicg.github.io/sms-one-time-codes/>).
///
/// # Errors
/// Only if a text file is broken, which a test would have shown.
pub fn write(channel: Channel, words: &Words<'_>) -> Result<Written> {
    let known = LANGUAGES
        .iter()
        .find(|(language, _)| *language == words.language)
        .unwrap_or(&LANGUAGES[0]);
    let texts: Texts = serde_json::from_str(known.1).map_err(Error::internal)?;
    let filled = |text: &str| {
        let values = context! { brand => words.brand, code => words.code };
        Environment::new()
            .render_named_str("text", text, values)
            .map_err(Error::internal)
    };
    let code = filled(&texts.code)?;
    let text = match channel {
        Channel::Sms => format!("{code}\n\n@{} #{}", words.host, words.code),
        Channel::Email => format!("{code}\n\n{}\n\n{}\n", filled(&texts.ignore)?, words.brand),
    };
    Ok(Written {
        subject: filled(&texts.subject)?,
        text,
        kept_text: filled(&texts.kept)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_and_channel_carries_the_code_and_history_does_not() {
        for language in ["en", "de", "xx"] {
            for channel in [Channel::Sms, Channel::Email] {
                let words = Words {
                    language,
                    brand: "Studio <North> & Co",
                    host: "studio.example",
                    code: "012345",
                };
                let written = write(channel, &words).unwrap();
                assert!(written.text.contains("012345"), "{}", written.text);
                assert!(
                    written.text.contains("Studio <North> & Co"),
                    "{}",
                    written.text
                );
                for kept in [&written.subject, &written.kept_text] {
                    assert!(
                        !kept.contains("012345") && kept.contains("Studio"),
                        "{kept}"
                    );
                }
                let bound = written.text.ends_with("\n@studio.example #012345");
                assert_eq!(bound, channel == Channel::Sms, "{}", written.text);
            }
        }
    }
}
