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

use blocks::Look;
pub use blocks::{
    Answered, ClientBlock, ClientContent, ClientImage, ClientImages, ClientInstructions,
    ClientLine, ClientLineItems, ClientOption, ClientOptionGroup, ClientPayment, ClientSignature,
    ClientTerms, ClientText, Picture,
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
    /// Somebody said to have read it.
    Acknowledged,
    /// It asks nothing.
    Informative,
}

impl ClientState {
    /// The word in queries and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Acknowledged => "acknowledged",
            Self::Informative => "informative",
        }
    }

    /// Where a version stands: by what it asks, by the outcome of its response, by whether somebody acknowledged it and
    /// whether its last day has passed. What is to be read only can be acknowledged after that day too.
    pub fn of(
        asks: Option<Asks>,
        outcome: Option<&str>,
        acknowledged: bool,
        expired: bool,
    ) -> Self {
        match (asks, outcome) {
            (_, Some("accepted")) => Self::Accepted,
            (_, Some(_)) => Self::Declined,
            (None, None) => Self::Informative,
            (Some(Asks::Acknowledge), None) if acknowledged => Self::Acknowledged,
            (Some(Asks::Choose), None) if expired => Self::Expired,
            (Some(_), None) => Self::Open,
        }
    }
}

/// What a version asks of its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// To choose and accept, or to decline.
    Choose,
    /// To say that it was read.
    Acknowledge,
}

impl Asks {
    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Choose => "choose",
            Self::Acknowledge => "acknowledge",
        }
    }
}

impl std::str::FromStr for Asks {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Choose, Self::Acknowledge]
            .into_iter()
            .find(|asks| asks.as_str() == word)
            .ok_or(())
    }
}

crate::word_column!(Asks);

/// Who acknowledged a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Acknowledged {
    /// Who said to have read it.
    pub contact_name: String,
    /// When.
    pub at: Time,
}

/// An acceptance of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AcceptedVersion {
    /// The version.
    pub version: i64,
    /// When.
    pub accepted_at: Time,
    /// By whom.
    pub contact_name: String,
}

/// A document as its client sees it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DocumentDetail {
    /// The document.
    pub id: Id,
    /// Key of its type: `quote`.
    #[serde(rename = "type")]
    pub type_key: String,
    /// What its type is called.
    pub type_title: String,
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
    /// What it asks of the client, when anything.
    pub asks: Option<Asks>,
    /// The action item that asks it, while it is open.
    pub action_item_id: Option<Id>,
    /// Whether this contact may answer it.
    pub may_choose: bool,
    /// Whether this contact may acknowledge it.
    pub may_acknowledge: bool,
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
    /// Who acknowledged this version.
    pub acknowledged: Option<Acknowledged>,
    /// The last acceptance of a version before this one.
    pub accepted_before: Option<AcceptedVersion>,
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
    /// What its type is called.
    pub type_title: String,
    /// What it asks of the client.
    pub asks: Option<Asks>,
    /// The open action item that asks it.
    pub action_item_id: Option<Id>,
    /// Whether the reader may do what it asks at all.
    pub permitted: bool,
    /// Who acknowledged this version.
    pub acknowledged: Option<Acknowledged>,
    /// The last acceptance of a version before this one.
    pub accepted_before: Option<AcceptedVersion>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// Whether the reader sees amounts.
    pub figures: Figures,
    /// The provider's methods that this document can be paid by.
    pub payment_methods: Vec<MethodChoice>,
    /// The answer to this version.
    pub response: Option<ResponseSummary>,
}

impl DocumentDetail {
    /// Puts a version and its circumstances together. Every answer of this type comes from here.
    pub fn new(frozen: &Frozen, about: Circumstances) -> Self {
        let outcome = about.response.as_ref().map(|it| it.outcome.as_str());
        let acknowledged = about.acknowledged.is_some();
        let state = ClientState::of(about.asks, outcome, acknowledged, about.expired);
        let may_answer = about.permitted && state == ClientState::Open;
        let look = Look {
            figures: about.figures,
            pictures: &about.pictures,
            answered: about.answered(),
        };
        let mut content = ClientContent::of(&frozen.content, &look);
        content.valid_until = about.valid_until;
        let payment = &frozen.content.payment;
        let offers = if payment.asks && about.figures.are_shown() {
            payment.offers.clone()
        } else {
            Vec::new()
        };
        Self {
            id: about.document_id,
            type_key: frozen.type_key.clone(),
            type_title: about.type_title,
            number: frozen.number.clone(),
            title: frozen.title.clone(),
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
                name: frozen.client.name.clone(),
            },
            content,
            may_choose: may_answer && about.asks == Some(Asks::Choose),
            may_acknowledge: may_answer && about.asks == Some(Asks::Acknowledge),
            asks: about.asks,
            action_item_id: about.action_item_id,
            may_see_money: about.figures.are_shown(),
            deposit: frozen
                .content
                .deposit
                .clone()
                .filter(|_| offers.contains(&Offer::Deposit)),
            offers,
            payment_methods: about
                .figures
                .show(about.payment_methods)
                .unwrap_or_default(),
            response: about.response,
            acknowledged: about.acknowledged,
            accepted_before: about.accepted_before,
        }
    }
}

impl Circumstances {
    /// Who did what this version asks for, and when.
    fn answered(&self) -> Option<Answered> {
        let accepted = self
            .response
            .as_ref()
            .filter(|response| response.outcome == "accepted")
            .map(|response| (&response.contact_name, response.created_at));
        let read = self
            .acknowledged
            .as_ref()
            .map(|it| (&it.contact_name, it.at));
        let (by, at) = accepted.or(read)?;
        Some(Answered { by: by.clone(), at })
    }
}
