//! What a composed document says: blocks in order, with amounts in minor units (D10). The same
//! shape is the staff's draft, the published version and what the hash is made of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use kinds::{
    BlockId, ContentHash, ContentMarkdown, ContentNumber, ContentTitle, ContentUnit, ContentWords,
};

use crate::kit::{day, id::Id, money::Currency};

pub mod kinds;
mod schema;

/// The content of a composed document. Its title stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DocumentContent)]
pub struct Content {
    /// The currency of every amount in it.
    pub currency: Currency,
    /// A few words before the first block, plain text.
    #[serde(default)]
    #[schema(value_type = Option<ContentWords>)]
    pub intro: Option<String>,
    /// What it says, in order.
    #[schema(max_items = 100)]
    pub blocks: Vec<Block>,
    /// It can be accepted until the end of this day in the provider's time zone.
    #[serde(default, deserialize_with = "day::read_optional")]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<Date>,
    /// What is due first, when anything is.
    #[serde(default)]
    pub deposit: Option<Deposit>,
    /// Whether it asks for payment, and how.
    pub payment: PaymentTerms,
    /// What happens after accepting, Markdown.
    #[serde(default)]
    #[schema(value_type = Option<ContentMarkdown>)]
    pub next_steps: Option<String>,
}

impl Content {
    /// Every picture in it, each with its place.
    pub fn images(&self) -> impl Iterator<Item = (String, &ImageUse)> {
        self.blocks.iter().enumerate().flat_map(|(block, content)| {
            let images = match content {
                Block::Images(images) => images.images.as_slice(),
                _ => &[],
            };
            let place = move |(image, used)| (format!("blocks[{block}].images[{image}]"), used);
            images.iter().enumerate().map(place)
        })
    }

    /// Whether it holds a picture.
    pub fn has_image(&self, image_id: Id) -> bool {
        self.images().any(|(_, used)| used.image_id == image_id)
    }

    /// Whether there is anything in it that has a price, be it nothing.
    pub fn has_prices(&self) -> bool {
        self.blocks.iter().any(|block| match block {
            Block::OptionGroup(group) => !group.options.is_empty(),
            Block::LineItems(items) => !items.lines.is_empty(),
            _ => false,
        })
    }
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// Free text.
    RichText(RichText),
    /// Tiers or add-ons to choose from.
    OptionGroup(OptionGroup),
    /// Priced lines that are part of it whatever is chosen.
    LineItems(LineItems),
    /// Dated entries.
    Itinerary(Itinerary),
    /// Terms and conditions.
    Terms(Terms),
    /// How to pay, in words.
    PaymentInstructions(PaymentInstructions),
    /// Pictures.
    Images(Images),
    /// Where somebody signs.
    Signature(Signature),
}

impl Block {
    /// Every kind, by its word.
    pub const KINDS: [&str; 9] = [
        "heading",
        "rich_text",
        "option_group",
        "line_items",
        "itinerary",
        "terms",
        "payment_instructions",
        "images",
        "signature",
    ];

    /// The word of its kind, as on the wire.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Heading(_) => "heading",
            Self::RichText(_) => "rich_text",
            Self::OptionGroup(_) => "option_group",
            Self::LineItems(_) => "line_items",
            Self::Itinerary(_) => "itinerary",
            Self::Terms(_) => "terms",
            Self::PaymentInstructions(_) => "payment_instructions",
            Self::Images(_) => "images",
            Self::Signature(_) => "signature",
        }
    }

    /// The block's id, unique in its document.
    pub fn id(&self) -> &str {
        match self {
            Self::Heading(block) => &block.id,
            Self::RichText(block) => &block.id,
            Self::OptionGroup(block) => &block.id,
            Self::LineItems(block) => &block.id,
            Self::Itinerary(block) => &block.id,
            Self::Terms(block) => &block.id,
            Self::PaymentInstructions(block) => &block.id,
            Self::Images(block) => &block.id,
            Self::Signature(block) => &block.id,
        }
    }
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Plain text.
    #[schema(value_type = ContentTitle)]
    pub text: String,
    /// 2 or 3; the document's title is 1.
    #[schema(value_type = ContentNumber)]
    pub level: i64,
}

/// Free text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RichText {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Markdown.
    #[schema(value_type = ContentMarkdown)]
    pub markdown: String,
}

/// Tiers or add-ons (D11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionGroup {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Plain text.
    #[schema(value_type = ContentTitle)]
    pub title: String,
    /// Plain text.
    #[serde(default)]
    #[schema(value_type = Option<ContentWords>)]
    pub description: Option<String>,
    /// How many of its options may be chosen.
    pub kind: GroupKind,
    /// Tiers: exactly one must be chosen, else one or none. Add-ons: at least one.
    pub required: bool,
    /// Add-ons: so many options at least, if any are chosen.
    #[serde(default)]
    #[schema(value_type = Option<ContentNumber>)]
    pub min: Option<i64>,
    /// Add-ons: so many options at most.
    #[serde(default)]
    #[schema(value_type = Option<ContentNumber>)]
    pub max: Option<i64>,
    /// What there is to choose from.
    #[schema(max_items = 100)]
    pub options: Vec<GroupOption>,
}

/// How an option group is chosen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// One of them.
    Tiers,
    /// Any number of them.
    AddOns,
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupOption {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Plain text.
    #[schema(value_type = ContentTitle)]
    pub name: String,
    /// Plain text.
    #[serde(default)]
    #[schema(value_type = Option<ContentWords>)]
    pub description: Option<String>,
    /// What it holds, a line each, plain text.
    #[serde(default)]
    #[schema(value_type = Vec<ContentTitle>, max_items = 100)]
    pub features: Vec<String>,
    /// Net price of one, minor units; negative for a discount. Empty in a draft only.
    #[serde(default)]
    #[schema(value_type = Option<ContentNumber>)]
    pub unit_price_minor: Option<i64>,
    /// What one is: `hour`, `page`.
    #[serde(default)]
    #[schema(value_type = Option<ContentUnit>)]
    pub unit: Option<String>,
    /// Tax category.
    pub tax_category: TaxCategory,
    /// Thousandths of a per cent: 19000 is 19 %.
    #[schema(value_type = ContentNumber)]
    pub tax_rate: i64,
    /// The fewest that can be chosen.
    #[serde(default = "one")]
    #[schema(value_type = ContentNumber)]
    pub min_quantity: i64,
    /// The most that can be chosen.
    #[serde(default = "one")]
    #[schema(value_type = ContentNumber)]
    pub max_quantity: i64,
    /// Shown as the provider's suggestion.
    #[serde(default)]
    pub recommended: bool,
}

fn one() -> i64 {
    1
}

/// Priced lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineItems {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Plain text.
    #[serde(default)]
    #[schema(value_type = Option<ContentTitle>)]
    pub title: Option<String>,
    /// The lines.
    #[schema(max_items = 100)]
    pub lines: Vec<Line>,
}

/// One priced line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DocumentLine)]
pub struct Line {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Plain text.
    #[schema(value_type = ContentWords)]
    pub description: String,
    /// Quantity in thousandths: 1500 is 1.5.
    #[schema(value_type = ContentNumber)]
    pub quantity_milli: i64,
    /// What one is: `hour`, `page`.
    #[serde(default)]
    #[schema(value_type = Option<ContentUnit>)]
    pub unit: Option<String>,
    /// Net price of one, minor units; negative for a discount. Empty in a draft only.
    #[serde(default)]
    #[schema(value_type = Option<ContentNumber>)]
    pub unit_price_minor: Option<i64>,
    /// Tax category.
    pub tax_category: TaxCategory,
    /// Thousandths of a per cent: 19000 is 19 %.
    #[schema(value_type = ContentNumber)]
    pub tax_rate: i64,
}

/// Tax categories of EN 16931 (the codes of UNCL 5305 that it allows).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
pub enum TaxCategory {
    /// Standard rate, reduced ones too.
    S,
    /// Zero rated.
    Z,
    /// Exempt.
    E,
    /// Reverse charge.
    AE,
    /// Supply within the European Economic Area.
    K,
    /// Export.
    G,
    /// Not subject to tax.
    O,
    /// Canary Islands (IGIC).
    L,
    /// Ceuta and Melilla (IPSI).
    M,
}

impl TaxCategory {
    /// Whether a rate above zero goes with it.
    pub fn takes_a_rate(self) -> bool {
        matches!(self, Self::S | Self::L | Self::M)
    }
}

/// Dated entries: a shooting day, a journey, a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Itinerary {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Plain text.
    #[serde(default)]
    #[schema(value_type = Option<ContentTitle>)]
    pub title: Option<String>,
    /// In the order written.
    #[schema(max_items = 100)]
    pub entries: Vec<ItineraryEntry>,
}

/// One dated entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItineraryEntry {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// The day.
    #[serde(deserialize_with = "day::read")]
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// `HH:MM`, in the provider's time zone.
    #[serde(default)]
    #[schema(value_type = Option<ContentUnit>)]
    pub time: Option<String>,
    /// Plain text.
    #[schema(value_type = ContentTitle)]
    pub title: String,
    /// Plain text.
    #[serde(default)]
    #[schema(value_type = Option<ContentWords>)]
    pub description: Option<String>,
}

/// Terms and conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Plain text.
    #[serde(default)]
    #[schema(value_type = Option<ContentTitle>)]
    pub title: Option<String>,
    /// Markdown.
    #[schema(value_type = ContentMarkdown)]
    pub markdown: String,
}

/// How to pay, in words; the payment methods stand on the confirmed page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentInstructions {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Markdown.
    #[serde(default)]
    #[schema(value_type = Option<ContentMarkdown>)]
    pub markdown: Option<String>,
}

/// Pictures of the document's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DocumentImages)]
pub struct Images {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Plain text.
    #[serde(default)]
    #[schema(value_type = Option<ContentTitle>)]
    pub title: Option<String>,
    /// How they are laid out.
    pub layout: Layout,
    /// In the order shown.
    #[schema(max_items = 100)]
    pub images: Vec<ImageUse>,
}

/// How pictures are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImageLayout)]
pub enum Layout {
    /// Beside each other.
    Grid,
    /// Each as wide as the page.
    Wide,
}

/// One picture. Its hash stands in what is frozen, so that the version's hash covers the picture too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageUse {
    /// An image of this document.
    pub image_id: Id,
    /// SHA-256 of its bytes in hex.
    #[schema(value_type = ContentHash)]
    pub sha256: String,
    /// What it shows, for who can't see it.
    #[schema(value_type = ContentTitle)]
    pub alt: String,
    /// Plain text below it.
    #[serde(default)]
    #[schema(value_type = Option<ContentWords>)]
    pub caption: Option<String>,
}

/// A place where somebody signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignatureBlock)]
pub struct Signature {
    /// Unique in the document.
    #[schema(value_type = BlockId)]
    pub id: String,
    /// Plain text: `Place, date`.
    #[schema(value_type = ContentTitle)]
    pub label: String,
    /// Who signs there.
    pub signer: Signer,
    /// Their name, where it is known.
    #[serde(default)]
    #[schema(value_type = Option<ContentTitle>)]
    pub name: Option<String>,
}

/// Who signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Signer {
    /// Somebody of the client.
    Client,
    /// Somebody of the provider.
    Provider,
}

/// What is due first (D19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Deposit {
    /// A share of the total.
    Percent {
        /// Thousandths of a per cent: 30000 is 30 %.
        #[schema(value_type = ContentNumber)]
        rate: i64,
        /// Days after accepting.
        #[serde(default)]
        #[schema(value_type = Option<ContentNumber>)]
        due_in_days: Option<i64>,
    },
    /// A fixed amount.
    Amount {
        /// Minor units.
        #[schema(value_type = ContentNumber)]
        amount_minor: i64,
        /// Days after accepting.
        #[serde(default)]
        #[schema(value_type = Option<ContentNumber>)]
        due_in_days: Option<i64>,
    },
}

impl Deposit {
    /// Days after accepting at which it is due.
    pub fn due_in_days(&self) -> Option<i64> {
        match self {
            Self::Percent { due_in_days, .. } | Self::Amount { due_in_days, .. } => *due_in_days,
        }
    }
}

/// Whether a document asks for payment, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentTerms {
    /// False: the confirmed page shows what happens next instead.
    pub asks: bool,
    /// What the client may pay first, in the order shown.
    pub offers: Vec<Offer>,
    /// The provider's payment methods that this document leaves out.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 100)]
    pub excluded_method_ids: Vec<uuid::Uuid>,
}

impl PaymentTerms {
    /// Whether the client may choose to pay this.
    pub fn offers(&self, offer: Offer) -> bool {
        self.asks && self.offers.contains(&offer)
    }
}

/// What is paid after accepting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PaymentOffer)]
pub enum Offer {
    /// The deposit.
    Deposit,
    /// The whole.
    Full,
}

impl Offer {
    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deposit => "deposit",
            Self::Full => "full",
        }
    }

    /// The offer of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Deposit, Self::Full]
            .into_iter()
            .find(|offer| offer.as_str() == word)
    }
}

#[cfg(test)]
mod any_input;
#[cfg(test)]
mod tests;
