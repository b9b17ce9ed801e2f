//! What a contact reads of a document: the same for the published version and for a staff member's preview.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    content::{Deposit, Offer},
    figures::Figures,
    version::Frozen,
};
use crate::{
    features::{payment_methods::MethodChoice, responses::ResponseOutcome},
    kit::{clock::Time, id::Id},
};

mod blocks;

pub use blocks::{
    ClientBlock, ClientContent, ClientInstructions, ClientLine, ClientLineItems, ClientOption,
    ClientOptionGroup, ClientPayment, ClientTerms, ClientText,
};

/// Where a published document stands for its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClientState {
    /// It waits for an answer.
    Open,
    /// Accepted.
    Accepted,
    /// Declined.
    Declined,
    /// Its last day has passed.
    Expired,
}

impl ClientState {
    /// The word in queries and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Expired => "expired",
        }
    }
}

/// A document as its client sees it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DocumentDetail {
    /// The document.
    pub id: Id,
    /// Key of its type: `quote`.
    #[serde(rename = "type")]
    pub type_key: String,
    /// Empty only in a preview.
    pub number: Option<String>,
    /// Plain text.
    pub title: String,
    /// Part of its address.
    pub year: i32,
    /// Part of its address.
    pub slug: String,
    /// Counted from 1.
    pub version: i64,
    /// SHA-256 of the version's bytes; to be sent with a response.
    pub version_hash: String,
    /// Empty only in a preview.
    pub published_at: Option<Time>,
    /// It can be accepted until the end of this day in the provider's time zone.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<Date>,
    /// Whether that day has passed.
    pub expired: bool,
    /// Where it stands.
    pub state: ClientState,
    /// For whom.
    pub client: ClientRef,
    /// What it says.
    pub content: ClientContent,
    /// Whether this contact may answer it.
    pub may_choose: bool,
    /// Whether this contact sees money. If not, every amount, and how to pay, is left out.
    pub may_see_money: bool,
    /// What may be paid first.
    pub offers: Vec<Offer>,
    /// What is due first, when anything is.
    pub deposit: Option<Deposit>,
    /// How it can be paid.
    pub payment_methods: Vec<MethodChoice>,
    /// The answer, when there is one.
    pub response: Option<ResponseSummary>,
}

/// A client by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientRef {
    /// The client.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// The answer to this version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ResponseSummary {
    /// `accepted` or `declined`.
    #[schema(value_type = ResponseOutcome)]
    pub outcome: String,
    /// When.
    pub created_at: Time,
    /// By whom.
    pub contact_name: String,
    /// What was said with it.
    pub comment: Option<String>,
}

/// What a version alone does not say.
#[derive(Debug, Clone)]
pub struct Circumstances {
    /// The document.
    pub document_id: Id,
    /// Part of its address.
    pub year: i32,
    /// Part of its address.
    pub slug: String,
    /// The hash of the version's bytes.
    pub version_hash: String,
    /// When the version was published.
    pub published_at: Option<Time>,
    /// The last day, as extended.
    pub valid_until: Option<Date>,
    /// Whether that day has passed.
    pub expired: bool,
    /// Whether the reader may answer it at all.
    pub permitted: bool,
    /// Whether the reader sees amounts.
    pub figures: Figures,
    /// The provider's methods that this document can be paid by.
    pub payment_methods: Vec<MethodChoice>,
    /// The answer to this version.
    pub response: Option<ResponseSummary>,
}

impl DocumentDetail {
    /// Puts a version and its circumstances together. Every answer of this type comes from here.
    pub fn new(frozen: Frozen, about: Circumstances) -> Self {
        let state = match &about.response {
            Some(response) if response.outcome == "accepted" => ClientState::Accepted,
            Some(_) => ClientState::Declined,
            None if about.expired => ClientState::Expired,
            None => ClientState::Open,
        };
        let mut content = ClientContent::of(&frozen.content, about.figures);
        content.valid_until = about.valid_until;
        let payment = frozen.content.payment;
        let offers = if payment.asks && about.figures.are_shown() {
            payment.offers
        } else {
            Vec::new()
        };
        Self {
            id: about.document_id,
            type_key: frozen.type_key,
            number: frozen.number,
            title: frozen.title,
            year: about.year,
            slug: about.slug,
            version: frozen.version,
            version_hash: about.version_hash,
            published_at: about.published_at,
            valid_until: about.valid_until,
            expired: about.expired,
            state,
            client: ClientRef {
                id: frozen.client.id,
                name: frozen.client.name,
            },
            content,
            may_choose: about.permitted && state == ClientState::Open,
            may_see_money: about.figures.are_shown(),
            deposit: frozen
                .content
                .deposit
                .filter(|_| offers.contains(&Offer::Deposit)),
            offers,
            payment_methods: about
                .figures
                .show(about.payment_methods)
                .unwrap_or_default(),
            response: about.response,
        }
    }
}
