//! How much the content of a document may hold, and how the API's document says so. A draft may leave every text empty
//! and hold any number that a reader of JSON keeps; more is asked when it is published.

use utoipa::openapi::{
    KnownFormat, RefOr, Schema, SchemaFormat,
    schema::{ObjectBuilder, Type},
};
use utoipa::{PartialSchema, ToSchema};

use crate::kit::{money::MAX_MINOR, text};

/// Blocks of a document. `content.rs` says it once more, for the API's document: any_input tells when they differ.
pub const MAX_BLOCKS: usize = 100;
/// Rows of a block, or of an option; there too.
pub const MAX_ROWS: usize = 100;
/// Characters of an id, of a unit, of a time.
pub const MAX_ID: usize = 40;
/// Characters of a title or a name.
pub const MAX_TITLE: usize = 200;
/// Characters of a description.
pub const MAX_WORDS: usize = 2_000;
/// Characters of a text in Markdown.
pub const MAX_MARKDOWN: usize = 20_000;
/// Hexadecimal digits of a picture's hash.
pub const MAX_HASH: usize = 64;

crate::text_kind! {
    /// An id that is unique in its document: letters, digits, hyphens and underscores.
    pub BlockId, 1..=MAX_ID, Some("^[A-Za-z0-9_-]+$")
}

crate::text_kind! {
    /// A title, a name or a label in a document, plain text.
    pub ContentTitle, 0..=MAX_TITLE, Some(text::LINES)
}

crate::text_kind! {
    /// A description in a document, plain text.
    pub ContentWords, 0..=MAX_WORDS, Some(text::LINES)
}

crate::text_kind! {
    /// A text of a document in Markdown.
    pub ContentMarkdown, 0..=MAX_MARKDOWN, Some(text::LINES)
}

crate::text_kind! {
    /// A unit, or a time of day that may be half typed.
    pub ContentUnit, 0..=MAX_ID, Some(text::LINES)
}

crate::text_kind! {
    /// What a picture's hash is to be; compared with the picture when its document is published.
    pub ContentHash, 0..=MAX_HASH, Some(text::LINES)
}

/// Any number that every reader of JSON keeps as it is.
pub enum ContentNumber {}

impl PartialSchema for ContentNumber {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
            .description(Some(
                "A whole number that every reader of JSON keeps as it is; of a draft any.",
            ))
            .minimum(Some(-MAX_MINOR))
            .maximum(Some(MAX_MINOR))
            .into()
    }
}

impl ToSchema for ContentNumber {}
