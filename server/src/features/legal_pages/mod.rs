//! The pages that law asks for, `/privacy` and `/imprint`: the provider's own words, for everybody, without a sign-in
//! and without a script (T28). Staff write them in Markdown, one text for each language of the portal.

mod model;
mod page;
mod staff;
mod store;

pub use model::LegalKind;
pub use page::show_legal_page;
pub use staff::{
    LegalTextList, LegalTextPath, LegalTextRow, SaveLegalText, list_legal_texts, save_legal_text,
};

#[cfg(test)]
mod tests;
