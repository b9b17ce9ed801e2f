//! The demo's outbox, on a host of its own: every message as JSON, and as a plain page.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    Json, Router,
    extract::State,
    response::{Html, IntoResponse},
    routing::get,
};
use http::header::CONTENT_SECURITY_POLICY;

use crate::kit::outbox::{KeptLetter, LocalOutbox};

/// Its host.
pub(super) const HOST: &str = "outbox.localhost";
/// Its JSON.
pub(super) const PATH: &str = "/messages.json";

/// The host and what it answers.
pub(super) fn host(outbox: Arc<LocalOutbox>) -> (String, Router) {
    let routes = Router::new()
        .route("/", get(page))
        .route(PATH, get(list))
        .with_state(outbox);
    (HOST.to_owned(), routes)
}

async fn list(State(outbox): State<Arc<LocalOutbox>>) -> Json<Vec<KeptLetter>> {
    Json(outbox.letters())
}

/// Its own style, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE: &str = "<style>:root{color-scheme:light dark}body{max-width:44rem;margin:2rem auto;padding:0 1rem;\
     font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}article{margin:1rem 0;padding:1rem 1.25rem;\
     border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:.75rem}\
     p{margin:0 0 .5rem}small{opacity:.75}pre{margin:0;font:inherit;white-space:pre-wrap}</style>";

async fn page(State(outbox): State<Arc<LocalOutbox>>) -> impl IntoResponse {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"refresh\" content=\"5\"><title>Outbox of the demo</title>",
    );
    html.push_str(STYLE);
    html.push_str("<h1>Outbox</h1><p>Mail and SMS of the demo, the newest first. Nothing leaves this computer.</p>");
    for letter in outbox.letters() {
        // Writing to a string can't fail.
        let _ = write!(
            html,
            "<article><p><small>{} to {} at {}</small></p><p><b>{}</b></p><pre>{}</pre></article>",
            escape(&letter.channel),
            escape(&letter.to),
            letter.at,
            escape(letter.subject.as_deref().unwrap_or_default()),
            links(&letter.text)
        );
    }
    html.push_str("</html>");
    ([(CONTENT_SECURITY_POLICY, POLICY)], Html(html))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The text, its addresses as links.
fn links(text: &str) -> String {
    let link = |word: &str| {
        let shown = escape(word);
        if word.starts_with("http://") {
            format!("<a href=\"{shown}\">{shown}</a>")
        } else {
            shown
        }
    };
    let lines = text
        .lines()
        .map(|line| line.split(' ').map(link).collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_as_text_with_its_links() {
        assert_eq!(
            links("<b> 123456\nor http://a.localhost:1/s#t\"x"),
            "&lt;b&gt; 123456\nor <a href=\"http://a.localhost:1/s#t&quot;x\">http://a.localhost:1/s#t&quot;x</a>"
        );
    }
}
