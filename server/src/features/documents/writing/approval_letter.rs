//! The mail to whoever asked for approval: what was decided, by whom, and why.

use crate::{
    error::Result,
    features::{
        documents::rights::ApprovalState,
        letters::{Letterhead, Reader, StaffNews, write_news},
    },
    kit::outbox::Message,
};

/// What was decided and what was said with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict<'a> {
    pub(super) state: ApprovalState,
    pub(super) said: Option<&'a str>,
}

/// Writes the mail in the reader's language: who decided about which title, and where to go on.
pub(super) fn write(
    reader: &Reader,
    (by, title, link): (&str, &str, &str),
    verdict: Verdict<'_>,
    letterhead: &Letterhead,
) -> Result<Message> {
    let german = reader.is_german();
    let (subject, first) = match (verdict.state, german) {
        (ApprovalState::Approved, true) => (
            format!("Freigegeben: {title}"),
            format!("{by} hat „{title}“ freigegeben. Es kann veröffentlicht werden."),
        ),
        (ApprovalState::Approved, false) => (
            format!("Approved: {title}"),
            format!("{by} approved “{title}”. It can be published."),
        ),
        (_, true) => (
            format!("Nicht freigegeben: {title}"),
            format!("{by} hat „{title}“ nicht freigegeben."),
        ),
        (_, false) => (
            format!("Not approved: {title}"),
            format!("{by} did not approve “{title}”."),
        ),
    };
    let label = match (verdict.state, german) {
        (ApprovalState::Approved, true) => "Kommentar",
        (ApprovalState::Approved, false) => "Comment",
        (_, true) => "Grund",
        (_, false) => "Reason",
    };
    let news = StaffNews {
        subject,
        first,
        facts: verdict
            .said
            .map(|said| format!("{label}: {said}"))
            .into_iter()
            .collect(),
        label: if german {
            "Dokument öffnen"
        } else {
            "Open the document"
        },
        link,
    };
    write_news(reader, &news, letterhead)
}
