//! What the documents of a type may say (D1): which blocks, and whether they ask for money. The type is data; nothing
//! here knows one by name.

use utoipa::{PartialSchema, ToSchema};

use super::content::Content;
use crate::kit::field::FieldErrors;

/// What a type admits.
#[derive(Debug, Clone, Copy)]
pub struct Admission<'a> {
    /// Kinds of block.
    pub blocks: &'a [String],
    /// Whether its clients choose, and so agree on a price.
    pub chooses: bool,
}

impl Admission<'_> {
    /// Whether a block of this kind may stand there.
    pub fn admits(&self, kind: &str) -> bool {
        self.blocks.iter().any(|allowed| allowed == kind)
    }

    /// Whether its documents may have prices.
    pub fn admits_prices(&self) -> bool {
        self.admits("option_group") || self.admits("line_items")
    }

    /// What staff may save in a document of the type.
    ///
    /// # Errors
    /// `block_not_allowed` at the type of each block that is not, `not_asked` for a payment that nobody agrees on.
    pub fn check(&self, content: &Content) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        for (index, block) in content.blocks.iter().enumerate() {
            if !self.admits(block.kind()) {
                let message = "A document of this type has no such block.";
                errors.add(
                    format!("blocks[{index}].type"),
                    "block_not_allowed",
                    message,
                );
            }
        }
        if content.payment.asks && !self.chooses {
            let message =
                "Nothing is chosen in a document of this type, so that it asks for no payment.";
            errors.add("payment.asks", "not_asked", message);
        }
        errors.or(())
    }

    /// The same as a JSON Schema 2020-12 of the content.
    pub fn schema(&self) -> serde_json::Value {
        let mut parts = vec![(Content::name().into_owned(), Content::schema())];
        Content::schemas(&mut parts);
        let mut parts: serde_json::Map<String, serde_json::Value> = parts
            .into_iter()
            .map(|(name, part)| {
                let mut part = serde_json::to_value(part).unwrap_or_default();
                point_inside(&mut part);
                (name, part)
            })
            .collect();
        for part in parts.values_mut() {
            self.narrow(part);
        }
        let mut whole = parts.remove(Content::name().as_ref()).unwrap_or_default();
        whole["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
        if !self.chooses {
            let payment = whole["properties"]["payment"].take();
            let asks = serde_json::json!({ "properties": { "asks": { "const": false } } });
            whole["properties"]["payment"] = serde_json::json!({ "allOf": [payment, asks] });
        }
        whole["$defs"] = parts.into();
        whole
    }

    /// Leaves of the block's alternatives those that are admitted.
    fn narrow(&self, part: &mut serde_json::Value) {
        match part {
            serde_json::Value::Object(members) => {
                if let Some(serde_json::Value::Array(kinds)) = members.get_mut("oneOf") {
                    kinds.retain(|kind| match kind_of(kind) {
                        Some(kind) => {
                            !super::content::Block::KINDS.contains(&kind) || self.admits(kind)
                        }
                        None => true,
                    });
                    if kinds.is_empty() {
                        members.insert("not".to_owned(), serde_json::json!({}));
                        members.remove("oneOf");
                    }
                }
                members.values_mut().for_each(|member| self.narrow(member));
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(|item| self.narrow(item)),
            _ => {}
        }
    }
}

/// The word that an alternative demands as its `type`.
fn kind_of(alternative: &serde_json::Value) -> Option<&str> {
    alternative.pointer("/properties/type/enum/0")?.as_str()
}

/// Makes references into the document of the whole API references into this one.
fn point_inside(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(members) => {
            if let Some(serde_json::Value::String(target)) = members.get_mut("$ref") {
                *target = target.replace("#/components/schemas/", "#/$defs/");
            }
            members.values_mut().for_each(point_inside);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(point_inside),
        _ => {}
    }
}
