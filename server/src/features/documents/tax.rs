//! The tax that a new price in the editor starts with: what the provider usually charges.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    content::{Block, Content, TaxCategory},
    settings::Settings,
    version::Frozen,
};
use crate::{
    db::{Read, params, scoped},
    error::Result,
    scope::Staff,
};

/// Standard rates of value added tax, thousandths of a per cent: the member states of the European Union (the
/// Commission's database "Taxes in Europe"), Switzerland and the United Kingdom.
const STANDARD_RATES: [(&str, i64); 29] = [
    ("AT", 20_000),
    ("BE", 21_000),
    ("BG", 20_000),
    ("CH", 8_100),
    ("CY", 19_000),
    ("CZ", 21_000),
    ("DE", 19_000),
    ("DK", 25_000),
    ("EE", 24_000),
    ("ES", 21_000),
    ("FI", 25_500),
    ("FR", 20_000),
    ("GB", 20_000),
    ("GR", 24_000),
    ("HR", 25_000),
    ("HU", 27_000),
    ("IE", 23_000),
    ("IT", 22_000),
    ("LT", 21_000),
    ("LU", 17_000),
    ("LV", 21_000),
    ("MT", 18_000),
    ("NL", 21_000),
    ("PL", 23_000),
    ("PT", 23_000),
    ("RO", 21_000),
    ("SE", 25_000),
    ("SI", 22_000),
    ("SK", 23_000),
];

/// A tax category with its rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct UsualTax {
    /// Category.
    pub tax_category: TaxCategory,
    /// Thousandths of a per cent.
    pub tax_rate: i64,
}

impl UsualTax {
    /// What was charged last in what these staff can read; before that the standard rate of the provider's country.
    /// Where none is known the rate is 0, to be typed.
    pub async fn load(read: &Read<'_, Staff>, settings: &Settings) -> Result<Self> {
        let latest: Option<Vec<u8>> = read
            .find(
                scoped!(
                    "select v.content from document_version v
                     join document d on {project:d} and {org:d} and d.document_id = v.document_id
                     where {project:v} order by v.published_at desc, v.document_id desc limit 1"
                ),
                params![],
            )
            .await?;
        let charged = match latest {
            Some(bytes) => last_in(&Frozen::open(&bytes)?.content),
            None => None,
        };
        Ok(charged.unwrap_or_else(|| standard(&settings.country)))
    }
}

/// The tax of the last price in a document.
fn last_in(content: &Content) -> Option<UsualTax> {
    content.blocks.iter().rev().find_map(|block| {
        let (tax_category, tax_rate) = match block {
            Block::OptionGroup(group) => {
                let last = group.options.last()?;
                (last.tax_category, last.tax_rate)
            }
            Block::LineItems(items) => {
                let last = items.lines.last()?;
                (last.tax_category, last.tax_rate)
            }
            _ => return None,
        };
        Some(UsualTax {
            tax_category,
            tax_rate,
        })
    })
}

fn standard(country: &str) -> UsualTax {
    let known = STANDARD_RATES.iter().find(|(code, _)| *code == country);
    UsualTax {
        tax_category: TaxCategory::S,
        tax_rate: known.map_or(0, |(_, rate)| *rate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_one_standard_rate() {
        assert!(STANDARD_RATES.is_sorted_by(|one, next| one.0 < next.0));
        assert_eq!(standard("DE").tax_rate, 19_000);
        assert_eq!(standard("CH").tax_rate, 8_100);
        assert_eq!(standard("US").tax_rate, 0);
    }
}
