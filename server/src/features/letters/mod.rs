//! How every mail looks: the brand's name and colour above, what it says, a code or a button, the brand's footer below.
//!
//! The page is a plain table with its styles inside, as mail programs want it, with colours for dark ones; it loads
//! nothing from anywhere. Everything that fills it is escaped.

mod contact_news;
mod news;

pub use contact_news::{ContactNews, ContactReader, write_contact_news};
pub use news::{Reader, StaffNews, write_news};

use minijinja::{Environment, Value, context, value::Serde};

use crate::{
    db::{Read, Statement},
    error::{Error, Result},
    features::{
        delivery,
        providers::{
            Portal,
            colour::{Colour, Palette},
            find_portal,
        },
    },
    kit::{language::is_german, money::Money},
    scope::Audience,
};

const PAGE: &str = include_str!("page.html");

/// Stands in for a colour that can't be read; none is stored that way.
const GREY: Colour = Colour([0x49, 0x50, 0x57]);

/// What of a provider's brand stands on its mail.
#[derive(Debug, Clone)]
pub struct Letterhead {
    name: String,
    footer: Option<String>,
    colour: String,
    /// ISO 3166.
    country: String,
    /// Origin and prefix of the portal, for the links at the foot.
    address: Option<String>,
}

/// What one mail says, in one language.
#[derive(Debug, Clone, Default)]
pub struct Letter<'a> {
    /// BCP 47.
    pub language: &'a str,
    /// The subject, for the page's title.
    pub subject: &'a str,
    /// What a list of mails shows beside the subject.
    pub preview: &'a str,
    /// What it says.
    pub paragraphs: Vec<&'a str>,
    /// Six digits, shown large.
    pub code: Option<&'a str>,
    /// What the button says and where it leads, and what stands before the same address as text.
    pub button: Option<Button<'a>>,
    /// What it says below, fainter.
    pub closing: Vec<&'a str>,
}

/// A button of a mail.
#[derive(Debug, Clone, Copy)]
pub struct Button<'a> {
    /// What it says.
    pub label: &'a str,
    /// Where it leads.
    pub url: &'a str,
    /// Before the address as text, for whoever can't press it.
    pub or_link: &'a str,
}

impl Letterhead {
    /// That of a portal.
    pub fn of(portal: &Portal) -> Self {
        Self {
            name: portal.name.clone(),
            footer: portal.footer_text.clone(),
            colour: portal.colour.clone(),
            country: portal.country.clone(),
            address: None,
        }
    }

    /// The same, with links to the legal pages of the portal at this address.
    #[must_use]
    pub fn at(mut self, address: String) -> Self {
        self.address = Some(address);
        self
    }

    /// That of the audience's provider.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn load<A: Audience<Statement = Statement>>(read: &Read<'_, A>) -> Result<Self> {
        Ok(Self {
            address: delivery::main_address(read).await?,
            ..Self::of(&find_portal(read).await?)
        })
    }

    /// One with a name and nothing else.
    #[cfg(test)]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            footer: None,
            colour: "#ffd400".to_owned(),
            country: "DE".to_owned(),
            address: None,
        }
    }

    /// An amount as the provider's pages write it in this language.
    pub fn amount(&self, amount: Money, language: &str) -> String {
        amount.written(language, &self.country)
    }

    /// The links to the legal pages, for the foot of the plain text; nothing where the portal has no address.
    pub fn foot(&self, language: &str) -> String {
        let Some(address) = &self.address else {
            return String::new();
        };
        let (privacy, imprint) = legal_words(language);
        format!(
            "\n{privacy}: {address}/privacy?language={language}\n{imprint}: {address}/imprint?language={language}\n"
        )
    }

    /// The mail as HTML.
    ///
    /// # Errors
    /// Only if the page itself is broken, which a test would have shown.
    pub fn html(&self, letter: &Letter<'_>) -> Result<String> {
        let palette = Palette::of(Colour::parse(&self.colour).unwrap_or(GREY));
        let lines = |texts: &[&str]| -> Vec<Vec<String>> {
            let of = |text: &&str| text.lines().map(str::to_owned).collect();
            texts.iter().map(of).collect()
        };
        let footer = self.footer.as_deref().filter(|text| !text.is_empty());
        let footer: Option<Vec<String>> =
            footer.map(|text| text.lines().map(str::to_owned).collect());
        let words = legal_words(letter.language);
        let values = context! {
            language => letter.language,
            subject => letter.subject,
            preview => letter.preview,
            name => &self.name,
            look => Value::from(Serde(&palette)),
            paragraphs => lines(&letter.paragraphs),
            code => letter.code,
            button => letter.button.map(|button| button.label),
            url => letter.button.map(|button| button.url),
            or_link => letter.button.map(|button| button.or_link),
            closing => lines(&letter.closing),
            footer => footer,
            address => self.address.as_deref(),
            privacy => words.0,
            imprint => words.1,
        };
        Environment::new()
            .render_named_str("page.html", PAGE, values)
            .map_err(Error::internal)
    }
}

/// The titles of the legal pages.
fn legal_words(language: &str) -> (&'static str, &'static str) {
    if is_german(language) {
        ("Datenschutz", "Impressum")
    } else {
        ("Privacy", "Imprint")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letterhead() -> Letterhead {
        Letterhead {
            footer: Some("Hafenstr. 1\n<script>alert(1)</script>".to_owned()),
            ..Letterhead::named("Studio <North> & Co")
        }
    }

    fn letter() -> Letter<'static> {
        Letter {
            language: "de",
            subject: "\"Küche\" <b>",
            preview: "Vorschau",
            paragraphs: vec!["Guten Tag Ben <i>\"x\"</i>,", "Zeile 1\nZeile 2"],
            code: Some("012345"),
            button: Some(Button {
                label: "Ansehen",
                url: "https://studio.example/s#a\"><script>",
                or_link: "Oder:",
            }),
            closing: vec!["Bis bald"],
        }
    }

    #[test]
    fn everything_that_fills_a_mail_is_escaped() {
        let html = letterhead().html(&letter()).unwrap();
        assert!(
            !html.contains("<script") && !html.contains("<North>") && !html.contains("<i>"),
            "{html}"
        );
        assert!(
            html.contains("Studio &lt;North&gt; &amp; Co") && html.contains("Zeile 1<br>Zeile 2")
        );
        assert!(html.contains("lang=\"de\"") && html.contains(">012345</p>"));
        assert!(!html.contains("undefined"), "{html}");
    }

    #[test]
    fn a_mail_loads_nothing_and_its_button_can_be_read() {
        let html = letterhead().html(&letter()).unwrap();
        for foreign in ["src=", "url(", "@import", "<link", "<img"] {
            assert!(!html.contains(foreign), "{foreign}");
        }
        let palette = Palette::of(Colour([0xff, 0xd4, 0x00]));
        assert!(html.contains(&format!("color:{};font-weight:600", palette.on)));
        assert!(html.contains("background:#ffd400") && html.contains(&palette.text));
        assert!(html.contains("prefers-color-scheme: dark"));
    }

    #[test]
    fn the_foot_leads_to_the_legal_pages_of_the_portal_in_the_language_of_the_mail() {
        let at = "https://studio.example/clients\"><x>".to_owned();
        let html = letterhead().at(at).html(&letter()).unwrap();
        for (page, word) in [("privacy", "Datenschutz"), ("imprint", "Impressum")] {
            let address = format!("/{page}?language=de");
            assert!(
                html.contains(&address) && html.contains(&format!(">{word}</a>")),
                "{html}"
            );
            let line = format!("\n{word}: https://studio.example/{page}?language=de\n");
            let plain = letterhead().at("https://studio.example".to_owned());
            assert!(plain.foot("de").contains(&line), "{}", plain.foot("de"));
        }
        assert!(!html.contains("<x>"), "{html}");
        assert!(
            !letterhead().html(&letter()).unwrap().contains("Impressum"),
            "nowhere to lead to"
        );
        assert_eq!(letterhead().foot("de"), "");
    }

    #[test]
    fn what_is_not_there_leaves_no_trace() {
        let html = Letterhead::named("Studio")
            .html(&Letter {
                language: "en",
                paragraphs: vec!["Hello"],
                ..Letter::default()
            })
            .unwrap();
        assert!(
            !html.contains("class=\"code\"")
                && !html.contains("<a href")
                && !html.contains("faint rule")
        );
    }
}
