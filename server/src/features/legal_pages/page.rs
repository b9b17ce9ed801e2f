//! The page itself, written by the server: it needs neither a session nor a script.

use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};

use super::{
    model::{self, LegalKind},
    store::{self, LegalText},
};
use crate::{
    app::App,
    assets::{escape, font_css, theme_html},
    error::{Error, Result},
    features::providers::{
        self, Portal,
        colour::{Colour, Palette},
    },
    kit::{
        http::{headers::page_policy, reply::Plain, site::Brand},
        markdown,
    },
    scope::Job,
};

const STYLE: &str = include_str!("page.css");

/// The words of the page in a language.
struct Words {
    language: &'static str,
    privacy: &'static str,
    imprint: &'static str,
    missing: &'static str,
    ask: &'static str,
    portal: &'static str,
    languages: &'static str,
}

const WORDS: [Words; 2] = [
    Words {
        language: "en",
        privacy: "Privacy",
        imprint: "Imprint",
        missing: "This text is not written yet.",
        ask: "Please ask:",
        portal: "To the portal",
        languages: "Languages",
    },
    Words {
        language: "de",
        privacy: "Datenschutz",
        imprint: "Impressum",
        missing: "Dieser Text ist noch nicht geschrieben.",
        ask: "Bitte fragen Sie:",
        portal: "Zum Portal",
        languages: "Sprachen",
    },
];

impl Words {
    fn title(&self, kind: LegalKind) -> &'static str {
        match kind {
            LegalKind::Privacy => self.privacy,
            LegalKind::Imprint => self.imprint,
        }
    }
}

/// `GET /privacy` and `GET /imprint` of a brand. `?language=de` asks for a language.
pub async fn show_legal_page(
    app: &App,
    brand: &Brand,
    kind: LegalKind,
    query: &str,
    headers: &HeaderMap,
) -> Result<Plain> {
    let job = Job::of(brand.provider_id);
    let read = app.db.read(&job).await?;
    let portal = providers::find_portal(&read).await?;
    let texts: Vec<LegalText> = store::list(&read)
        .await?
        .into_iter()
        .filter(|text| text.kind == kind)
        .collect();
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "language");
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let there: Vec<String> = if texts.is_empty() {
        WORDS
            .iter()
            .map(|words| words.language.to_owned())
            .collect()
    } else {
        texts.iter().map(|text| text.language.clone()).collect()
    };
    let asked = asked.as_ref().map(|(_, language)| language.as_ref());
    let language = model::chosen(&there, asked, accepted, &portal.language).unwrap_or("en");
    let nonce = app.ids.token();
    let shown = Shown {
        brand,
        portal: &portal,
        kind,
        language,
        there: &there,
        text: texts.iter().find(|text| text.language == language),
    };
    answer(shown.html(nonce.as_str()), nonce.as_str())
}

fn answer(html: String, nonce: &str) -> Result<Plain> {
    let mut response = Response::new(html.into());
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CONTENT_SECURITY_POLICY, page_policy(nonce));
    headers.insert(
        header::VARY,
        HeaderValue::try_from("accept-language").map_err(Error::internal)?,
    );
    Ok(Plain(response))
}

/// What stands on the page.
struct Shown<'a> {
    brand: &'a Brand,
    portal: &'a Portal,
    kind: LegalKind,
    language: &'a str,
    there: &'a [String],
    text: Option<&'a LegalText>,
}

impl Shown<'_> {
    fn html(&self, nonce: &str) -> String {
        let words = WORDS.iter().find(|words| words.language == self.language);
        let words = words.unwrap_or(&WORDS[0]);
        let (title, name) = (words.title(self.kind), escape(&self.portal.name));
        let palette = Colour::parse(&self.portal.colour).map(Palette::of);
        let theme = palette
            .as_ref()
            .map(|palette| theme_html(&[palette.soft.clone(), palette.soft_dark.clone()]));
        let brand_style = palette.map(|palette| format!(":root{{{}}}", palette.css()));
        format!(
            "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><base href=\"{prefix}/\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
             <title>{title} · {name}</title><link rel=\"icon\" href=\"brand/icon\">{theme}<style nonce=\"{nonce}\">{fonts}{brand_style}{STYLE}</style></head>\
             <body><header><a href=\"portal\" aria-label=\"{portal}\">{name}</a></header><main><h1>{title}</h1>{text}{languages}</main>\
             <footer>{footer}<nav aria-label=\"{title}, {name}\"><a href=\"privacy?language={language}\">{privacy}</a> \
             <a href=\"imprint?language={language}\">{imprint}</a></nav></footer></body></html>\n",
            language = escape(self.language),
            prefix = escape(&self.brand.prefix),
            theme = theme.unwrap_or_default(),
            nonce = escape(nonce),
            fonts = font_css().replace('<', ""),
            brand_style = brand_style.unwrap_or_default().replace('<', ""),
            portal = words.portal,
            text = self.text(words),
            languages = self.languages(words),
            footer = self
                .portal
                .footer_text
                .as_deref()
                .map(|text| format!("<p>{}</p>", escape(text)))
                .unwrap_or_default(),
            privacy = words.privacy,
            imprint = words.imprint,
        )
    }

    fn text(&self, words: &Words) -> String {
        if let Some(text) = self.text {
            // Headings of a text begin at h3, since they usually stand below others; here nothing stands between.
            let lifted = [("h3", "h2"), ("h4", "h3"), ("h5", "h4"), ("h6", "h5")];
            return lifted.into_iter().fold(
                markdown::to_html(&text.markdown),
                |html, (from, to)| {
                    html.replace(&format!("<{from}>"), &format!("<{to}>"))
                        .replace(&format!("</{from}>"), &format!("</{to}>"))
                },
            );
        }
        let contact = self.portal.support_contact.as_deref();
        let contact = contact.map(|contact| format!(" {} {}", words.ask, escape(contact)));
        format!("<p>{}{}</p>", words.missing, contact.unwrap_or_default())
    }

    /// The same page in its other languages.
    fn languages(&self, words: &Words) -> String {
        if self.text.is_none() || self.there.len() < 2 {
            return String::new();
        }
        let page = self.kind.as_str();
        let links: Vec<String> = self
            .there
            .iter()
            .filter(|language| *language != self.language)
            .map(|language| {
                let (language, name) = (escape(language), native_name(language));
                format!("<a href=\"{page}?language={language}\" hreflang=\"{language}\" lang=\"{language}\">{name}</a>")
            })
            .collect();
        format!(
            "<nav class=\"languages\" aria-label=\"{}\">{}</nav>",
            words.languages,
            links.join(" ")
        )
    }
}

/// A language as its speakers call it.
fn native_name(language: &str) -> &str {
    match language {
        "en" => "English",
        "de" => "Deutsch",
        other => other,
    }
}
