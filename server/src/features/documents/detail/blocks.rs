//! The content of a document as its client reads it: HTML beside every Markdown text, and amounts for those who see
//! money.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    features::documents::{
        content::{
            Block, Content, Deposit, GroupKind, GroupOption, Heading, Images, Itinerary, Layout,
            Line, LineItems, Offer, OptionGroup, Signature, Signer, TaxCategory,
        },
        figures::Figures,
    },
    kit::{clock::Time, id::Id, markdown, money::Currency},
};

/// Content with HTML beside every Markdown text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientContent {
    /// The currency of every amount.
    pub currency: Currency,
    /// Plain text.
    pub intro: Option<String>,
    /// In order.
    pub blocks: Vec<ClientBlock>,
    /// The last day, as extended.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<Date>,
    /// What is due first, when anything is; empty without the permission to see money.
    pub deposit: Option<Deposit>,
    /// Whether it asks for payment, and for which.
    pub payment: ClientPayment,
    /// What happens after accepting, Markdown.
    pub next_steps: Option<String>,
    /// The same as safe HTML.
    pub next_steps_html: Option<String>,
}

/// Whether a document asks for payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientPayment {
    /// Whether it does.
    pub asks: bool,
    /// What may be paid first; nothing without the permission to see money.
    pub offers: Vec<Offer>,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientBlock {
    /// A heading.
    Heading(Heading),
    /// Free text.
    RichText(ClientText),
    /// Tiers or add-ons.
    OptionGroup(ClientOptionGroup),
    /// Priced lines.
    LineItems(ClientLineItems),
    /// Dated entries.
    Itinerary(Itinerary),
    /// Terms and conditions.
    Terms(ClientTerms),
    /// How to pay, in words. Left out without the permission to see money.
    PaymentInstructions(ClientInstructions),
    /// Pictures.
    Images(ClientImages),
    /// Where somebody signs.
    Signature(ClientSignature),
}

/// Free text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientText {
    /// Unique in the document.
    pub id: String,
    /// As written.
    pub markdown: String,
    /// Safe HTML.
    pub html: String,
}

/// Tiers or add-ons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientOptionGroup {
    /// Unique in the document.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// Plain text.
    pub description: Option<String>,
    /// How many of its options may be chosen.
    pub kind: GroupKind,
    /// Tiers: exactly one must be chosen, else one or none. Add-ons: at least one.
    pub required: bool,
    /// Add-ons: so many options at least, if any are chosen.
    pub min: Option<i64>,
    /// Add-ons: so many options at most.
    pub max: Option<i64>,
    /// What there is to choose from.
    pub options: Vec<ClientOption>,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientOption {
    /// Unique in the document.
    pub id: String,
    /// Plain text.
    pub name: String,
    /// Plain text.
    pub description: Option<String>,
    /// What it holds, a line each, plain text.
    pub features: Vec<String>,
    /// Net price of one, minor units; empty without the permission to see money, and in the preview of a draft that
    /// has none yet.
    pub unit_price_minor: Option<i64>,
    /// What one is: `hour`, `page`.
    pub unit: Option<String>,
    /// Tax category; empty as the price is.
    pub tax_category: Option<TaxCategory>,
    /// Thousandths of a per cent; empty as the price is.
    pub tax_rate: Option<i64>,
    /// The fewest that can be chosen.
    pub min_quantity: i64,
    /// The most that can be chosen.
    pub max_quantity: i64,
    /// Shown as the provider's suggestion.
    pub recommended: bool,
}

/// Priced lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientLineItems {
    /// Unique in the document.
    pub id: String,
    /// Plain text.
    pub title: Option<String>,
    /// The lines.
    pub lines: Vec<ClientLine>,
}

/// One priced line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientLine {
    /// Unique in the document.
    pub id: String,
    /// Plain text.
    pub description: String,
    /// Quantity in thousandths.
    pub quantity_milli: i64,
    /// What one is: `hour`, `page`.
    pub unit: Option<String>,
    /// Net price of one, minor units; empty without the permission to see money.
    pub unit_price_minor: Option<i64>,
    /// Tax category; empty as the price is.
    pub tax_category: Option<TaxCategory>,
    /// Thousandths of a per cent; empty as the price is.
    pub tax_rate: Option<i64>,
}

/// Terms and conditions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientTerms {
    /// Unique in the document.
    pub id: String,
    /// Plain text.
    pub title: Option<String>,
    /// As written.
    pub markdown: String,
    /// Safe HTML.
    pub html: String,
}

/// How to pay, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientInstructions {
    /// Unique in the document.
    pub id: String,
    /// As written.
    pub markdown: Option<String>,
    /// Safe HTML.
    pub html: Option<String>,
}

/// Pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientImages {
    /// Unique in the document.
    pub id: String,
    /// Plain text.
    pub title: Option<String>,
    /// How they are laid out.
    pub layout: Layout,
    /// In the order shown.
    pub images: Vec<ClientImage>,
}

/// One picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientImage {
    /// The image.
    pub image_id: Id,
    /// Where its bytes are.
    pub url: String,
    /// What it shows, for who can't see it.
    pub alt: String,
    /// Plain text below it.
    pub caption: Option<String>,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
}

/// A place where somebody signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientSignature {
    /// Unique in the document.
    pub id: String,
    /// Plain text.
    pub label: String,
    /// Who signs there.
    pub signer: Signer,
    /// Their name, where it is known.
    pub name: Option<String>,
    /// Who answered this version for the client, and when.
    pub answered: Option<Answered>,
}

/// An answer in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Answered {
    /// Who answered.
    pub by: String,
    /// When.
    pub at: Time,
}

/// A picture that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The image.
    pub image_id: Id,
    /// Where this reader gets its bytes.
    pub url: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
}

/// What content alone does not say of how one reader sees it.
#[derive(Debug)]
pub(super) struct Look<'a> {
    /// Whether it sees amounts.
    pub(super) figures: Figures,
    /// The pictures that there are.
    pub(super) pictures: &'a [Picture],
    /// Who answered this version.
    pub(super) answered: Option<Answered>,
}

impl ClientContent {
    /// Renders a version's content.
    pub(super) fn of(content: &Content, look: &Look<'_>) -> Self {
        let figures = look.figures;
        let block = |block| ClientBlock::of(block, look);
        Self {
            currency: content.currency,
            intro: content.intro.clone(),
            blocks: content.blocks.iter().filter_map(block).collect(),
            valid_until: content.valid_until,
            deposit: figures.show(content.deposit.clone()).flatten(),
            payment: ClientPayment {
                asks: content.payment.asks,
                offers: figures
                    .show(content.payment.offers.clone())
                    .unwrap_or_default(),
            },
            next_steps: content.next_steps.clone(),
            next_steps_html: content.next_steps.as_deref().map(markdown::to_html),
        }
    }
}

impl ClientBlock {
    /// A block as this reader gets it, if it gets it at all.
    fn of(block: &Block, look: &Look<'_>) -> Option<Self> {
        let figures = look.figures;
        let shown = match block {
            Block::Heading(heading) => Self::Heading(heading.clone()),
            Block::RichText(text) => Self::RichText(ClientText {
                id: text.id.clone(),
                markdown: text.markdown.clone(),
                html: markdown::to_html(&text.markdown),
            }),
            Block::OptionGroup(group) => Self::OptionGroup(ClientOptionGroup::of(group, figures)),
            Block::LineItems(items) => Self::LineItems(ClientLineItems::of(items, figures)),
            Block::Itinerary(itinerary) => Self::Itinerary(itinerary.clone()),
            Block::Terms(terms) => Self::Terms(ClientTerms {
                id: terms.id.clone(),
                title: terms.title.clone(),
                markdown: terms.markdown.clone(),
                html: markdown::to_html(&terms.markdown),
            }),
            Block::PaymentInstructions(text) => {
                figures.show(())?;
                Self::PaymentInstructions(ClientInstructions {
                    id: text.id.clone(),
                    markdown: text.markdown.clone(),
                    html: text.markdown.as_deref().map(markdown::to_html),
                })
            }
            Block::Images(images) => Self::Images(ClientImages::of(images, look.pictures)),
            Block::Signature(place) => Self::Signature(ClientSignature::of(place, look)),
        };
        Some(shown)
    }
}

impl ClientImages {
    fn of(block: &Images, pictures: &[Picture]) -> Self {
        let shown = block.images.iter().filter_map(|image| {
            let picture = pictures
                .iter()
                .find(|known| known.image_id == image.image_id)?;
            Some(ClientImage {
                image_id: image.image_id,
                url: picture.url.clone(),
                alt: image.alt.clone(),
                caption: image.caption.clone(),
                width: picture.width,
                height: picture.height,
            })
        });
        Self {
            id: block.id.clone(),
            title: block.title.clone(),
            layout: block.layout,
            images: shown.collect(),
        }
    }
}

impl ClientSignature {
    fn of(place: &Signature, look: &Look<'_>) -> Self {
        Self {
            id: place.id.clone(),
            label: place.label.clone(),
            signer: place.signer,
            name: place.name.clone(),
            answered: look
                .answered
                .clone()
                .filter(|_| place.signer == Signer::Client),
        }
    }
}

impl ClientOptionGroup {
    fn of(group: &OptionGroup, figures: Figures) -> Self {
        Self {
            id: group.id.clone(),
            title: group.title.clone(),
            description: group.description.clone(),
            kind: group.kind,
            required: group.required,
            min: group.min,
            max: group.max,
            options: group
                .options
                .iter()
                .map(|option| ClientOption::of(option, figures))
                .collect(),
        }
    }
}

impl ClientOption {
    fn of(option: &GroupOption, figures: Figures) -> Self {
        Self {
            id: option.id.clone(),
            name: option.name.clone(),
            description: option.description.clone(),
            features: option.features.clone(),
            unit_price_minor: figures.show(option.unit_price_minor).flatten(),
            unit: option.unit.clone(),
            tax_category: figures.show(option.tax_category),
            tax_rate: figures.show(option.tax_rate),
            min_quantity: option.min_quantity,
            max_quantity: option.max_quantity,
            recommended: option.recommended,
        }
    }
}

impl ClientLineItems {
    fn of(items: &LineItems, figures: Figures) -> Self {
        let line = |line: &Line| ClientLine {
            id: line.id.clone(),
            description: line.description.clone(),
            quantity_milli: line.quantity_milli,
            unit: line.unit.clone(),
            unit_price_minor: figures.show(line.unit_price_minor).flatten(),
            tax_category: figures.show(line.tax_category),
            tax_rate: figures.show(line.tax_rate),
        };
        Self {
            id: items.id.clone(),
            title: items.title.clone(),
            lines: items.lines.iter().map(line).collect(),
        }
    }
}
