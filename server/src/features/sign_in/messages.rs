//! The texts of the messages that carry a code and a link, in the contact's language.
//!
//! Each language is one file in `texts/`; the SMS ends with the origin-bound line by which phones fill the code in
//! (<https://wicg.github.io/sms-one-time-codes/>).

use minijinja::{Environment, Value, context, value::Serde};
use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    features::letters::{Button, Letter, Letterhead},
};

/// The languages there are texts for; the first is the one used when none fits.
pub const LANGUAGES: [(&str, &str); 2] = [
    ("en", include_str!("texts/en.json")),
    ("de", include_str!("texts/de.json")),
];

const SMS: &str = include_str!("texts/sms.txt");
const MAIL: &str = include_str!("texts/mail.txt");

/// What a message says.
#[derive(Debug)]
pub struct Words<'a> {
    /// The language wanted.
    pub language: &'a str,
    /// The brand's name.
    pub brand: &'a str,
    /// The host that the code is bound to.
    pub host: &'a str,
    /// The six digits.
    pub code: &'a str,
    /// The sign-in link.
    pub link: &'a str,
}

/// A message, ready to send.
#[derive(Debug)]
pub struct Written {
    /// Subject of a mail, without the code.
    pub subject: String,
    /// The whole text.
    pub text: String,
    /// The whole mail as HTML.
    pub html: Option<String>,
    /// What history shows.
    pub kept_text: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    subject: String,
    code: String,
    or_link: String,
    button: String,
    ignore: String,
    kept: String,
}

/// Writes the SMS.
///
/// # Errors
/// Only if a text file is broken, which a test would have shown.
pub fn sms(words: &Words<'_>) -> Result<Written> {
    let texts = texts(words)?;
    Ok(Written {
        subject: texts.subject.clone(),
        text: fill("sms.txt", SMS, words, &texts)?,
        html: None,
        kept_text: texts.kept,
    })
}

/// Writes the mail.
///
/// # Errors
/// As [`sms`].
pub fn mail(words: &Words<'_>, letterhead: &Letterhead) -> Result<Written> {
    let texts = texts(words)?;
    let html = letterhead.html(&Letter {
        language: words.language,
        subject: &texts.subject,
        preview: &texts.kept,
        paragraphs: vec![&texts.code],
        code: Some(words.code),
        button: Some(Button {
            label: &texts.button,
            url: words.link,
            or_link: &texts.or_link,
        }),
        closing: vec![&texts.ignore],
    })?;
    let text = fill("mail.txt", MAIL, words, &texts)? + "\n" + &letterhead.foot(words.language);
    Ok(Written {
        subject: texts.subject.clone(),
        text,
        html: Some(html),
        kept_text: texts.kept,
    })
}

/// The texts of a language, their own placeholders filled in.
fn texts(words: &Words<'_>) -> Result<Texts> {
    let known = LANGUAGES
        .iter()
        .find(|(language, _)| *language == words.language)
        .unwrap_or(&LANGUAGES[0]);
    let raw: Texts = serde_json::from_str(known.1).map_err(Error::internal)?;
    let filled = |text: &str| fill("text", text, words, &());
    Ok(Texts {
        subject: filled(&raw.subject)?,
        code: filled(&raw.code)?,
        or_link: filled(&raw.or_link)?,
        button: filled(&raw.button)?,
        ignore: filled(&raw.ignore)?,
        kept: filled(&raw.kept)?,
    })
}

fn fill(name: &str, template: &str, words: &Words<'_>, texts: &impl Serialize) -> Result<String> {
    let values = context! {
        t => Value::from(Serde(texts)), brand => words.brand, host => words.host, code => words.code, link => words.link,
        language => words.language,
    };
    Environment::new()
        .render_named_str(name, template, values)
        .map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: &str) -> Words<'_> {
        Words {
            language,
            brand: "Studio <North> & Co",
            host: "studio.example",
            code: "012345",
            link: "https://studio.example/s#token-of-the-link",
        }
    }

    #[test]
    fn an_sms_ends_with_the_line_that_binds_the_code_to_the_host() {
        for language in ["en", "de", "xx"] {
            let sms = sms(&words(language)).unwrap();
            assert_eq!(
                sms.text.lines().last(),
                Some("@studio.example #012345"),
                "{}",
                sms.text
            );
            assert!(
                sms.text
                    .contains("https://studio.example/s#token-of-the-link")
            );
            assert!(
                sms.text.contains("Studio <North> & Co"),
                "plain text is not escaped: {}",
                sms.text
            );
        }
    }

    #[test]
    fn history_keeps_neither_code_nor_link() {
        for language in ["en", "de"] {
            for written in [
                sms(&words(language)).unwrap(),
                mail(&words(language), &Letterhead::named("Studio <North> & Co")).unwrap(),
            ] {
                for kept in [&written.kept_text, &written.subject] {
                    assert!(
                        !kept.contains("012345") && !kept.contains("token-of-the-link"),
                        "{kept}"
                    );
                    assert!(kept.contains("Studio"), "{kept}");
                }
            }
        }
    }

    #[test]
    fn a_mail_has_code_and_link_in_both_forms_and_escapes_the_brand() {
        let mail = mail(&words("de"), &Letterhead::named("Studio <North> & Co")).unwrap();
        let html = mail.html.unwrap();
        for text in [&mail.text, &html] {
            assert!(
                text.contains("012345") && text.contains("#token-of-the-link"),
                "{text}"
            );
        }
        assert!(
            html.contains("Studio &lt;North&gt; &amp; Co") && !html.contains("<North>"),
            "{html}"
        );
        assert!(mail.text.contains("Studio <North> & Co"));
        assert!(html.contains("lang=\"de\""));
    }

    #[test]
    fn an_unknown_language_reads_english() {
        assert_eq!(
            sms(&words("xx")).unwrap().kept_text,
            sms(&words("en")).unwrap().kept_text
        );
        assert_ne!(
            sms(&words("de")).unwrap().kept_text,
            sms(&words("en")).unwrap().kept_text
        );
    }
}
