//! What a client chose, checked against the rules of the document's option groups (D11).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::content::{Block, Content, GroupKind, GroupOption, OptionGroup};
use crate::kit::field::FieldErrors;

/// One chosen option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SelectedOption {
    /// An option of the document.
    pub option_id: String,
    /// How many, a whole number.
    pub quantity: i64,
}

/// Quantities by option, none of them breaking a rule of its group.
#[derive(Debug)]
pub struct CheckedSelection<'a>(HashMap<&'a str, i64>);

impl CheckedSelection<'_> {
    /// How many of this option were chosen.
    pub fn quantity(&self, option_id: &str) -> Option<i64> {
        self.0.get(option_id).copied()
    }
}

/// Checks what was chosen. Faults of one option stand at `options[i].…`, those of a group at
/// `groups.{group_id}`. Codes: `unknown_option`, `repeated_option`, `quantity_out_of_limits`,
/// `choose_one`, `choose_at_least`, `choose_at_most`.
pub fn check<'a>(
    content: &Content,
    selected: &'a [SelectedOption],
) -> Result<CheckedSelection<'a>, FieldErrors> {
    let mut errors = FieldErrors::new();
    let options: HashMap<&str, &GroupOption> = groups(content)
        .flat_map(|group| &group.options)
        .map(|option| (option.id.as_str(), option))
        .collect();
    let mut quantities = HashMap::new();
    for (index, choice) in selected.iter().enumerate() {
        let id = choice.option_id.as_str();
        let Some(option) = options.get(id) else {
            let field = format!("options[{index}].option_id");
            errors.add(
                field,
                "unknown_option",
                "This option is not part of the document.",
            );
            continue;
        };
        if quantities.insert(id, choice.quantity).is_some() {
            let field = format!("options[{index}].option_id");
            errors.add(field, "repeated_option", "This option is chosen twice.");
        }
        if !(option.min_quantity..=option.max_quantity).contains(&choice.quantity) {
            let field = format!("options[{index}].quantity");
            errors.add(field, "quantity_out_of_limits", quantity_words(option));
        }
    }
    for group in groups(content) {
        check_group(group, &quantities, &mut errors);
    }
    errors.or(CheckedSelection(quantities))
}

/// The least that may be chosen: of every group that asks for something, the cheapest options
/// at their smallest quantities. Its total is the "from" price of the document.
pub fn smallest(content: &Content) -> Vec<SelectedOption> {
    let mut selected = Vec::new();
    for group in groups(content).filter(|group| group.required) {
        let mut options: Vec<&GroupOption> = group.options.iter().collect();
        options.sort_by_key(|option| gross_thousandths(option));
        let (least, _) = limits(group);
        let least = usize::try_from(least).unwrap_or(0);
        selected.extend(
            options
                .into_iter()
                .take(least)
                .map(|option| SelectedOption {
                    option_id: option.id.clone(),
                    quantity: option.min_quantity,
                }),
        );
    }
    selected
}

/// What the smallest quantity costs with its tax, in 1/100 000 minor units. The numbers of a draft may be anything.
fn gross_thousandths(option: &GroupOption) -> i128 {
    let net =
        i128::from(option.unit_price_minor.unwrap_or_default()) * i128::from(option.min_quantity);
    net.saturating_mul(100_000 + i128::from(option.tax_rate))
}

fn groups(content: &Content) -> impl Iterator<Item = &OptionGroup> {
    content.blocks.iter().filter_map(|block| match block {
        Block::OptionGroup(group) => Some(group),
        _ => None,
    })
}

/// The fewest and the most options that may be chosen, once any are or have to be.
fn limits(group: &OptionGroup) -> (i64, i64) {
    let all = i64::try_from(group.options.len()).unwrap_or(i64::MAX);
    match group.kind {
        GroupKind::Tiers => (1, 1),
        GroupKind::AddOns => (group.min.unwrap_or(0).max(1), group.max.unwrap_or(all)),
    }
}

fn check_group(group: &OptionGroup, quantities: &HashMap<&str, i64>, errors: &mut FieldErrors) {
    let chosen = group
        .options
        .iter()
        .filter(|o| quantities.contains_key(o.id.as_str()))
        .count();
    let chosen = i64::try_from(chosen).unwrap_or(i64::MAX);
    if chosen == 0 && !group.required {
        return;
    }
    let (least, most) = limits(group);
    let field = format!("groups.{}", group.id);
    let title = &group.title;
    if group.kind == GroupKind::Tiers && chosen != 1 {
        errors.add(field, "choose_one", format!("Choose one of “{title}”."));
    } else if chosen < least {
        errors.add(
            field,
            "choose_at_least",
            format!("Choose at least {least} of “{title}”."),
        );
    } else if chosen > most {
        errors.add(
            field,
            "choose_at_most",
            format!("Choose at most {most} of “{title}”."),
        );
    }
}

fn quantity_words(option: &GroupOption) -> String {
    let (least, most, name) = (option.min_quantity, option.max_quantity, &option.name);
    if least == most {
        format!("“{name}” can be chosen {least} times only.")
    } else {
        format!("“{name}” can be chosen {least} to {most} times.")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn content() -> Content {
        let option = |id: &str, price: i64, most: i64| {
            json!({ "id": id, "name": id, "unit_price_minor": price, "tax_category": "S", "tax_rate": 19000,
                    "max_quantity": most })
        };
        serde_json::from_value(json!({
            "currency": "EUR", "payment": { "asks": false, "offers": [] },
            "blocks": [
                { "type": "option_group", "id": "tier", "title": "Tier", "kind": "tiers", "required": true,
                  "options": [option("large", 900, 1), option("small", 400, 1)] },
                { "type": "option_group", "id": "extra", "title": "Extras", "kind": "add_ons", "required": false,
                  "min": 2, "max": 2, "options": [option("a", 10, 5), option("b", 20, 1), option("c", 30, 1)] },
                { "type": "option_group", "id": "maybe", "title": "Maybe", "kind": "tiers", "required": false,
                  "options": [option("m1", 1, 1), option("m2", 2, 1)] },
            ]
        }))
        .unwrap()
    }

    fn faults(selected: &[(&str, i64)]) -> Vec<String> {
        let selected: Vec<_> = selected
            .iter()
            .map(|(id, quantity)| SelectedOption {
                option_id: (*id).to_owned(),
                quantity: *quantity,
            })
            .collect();
        match check(&content(), &selected) {
            Ok(_) => Vec::new(),
            Err(errors) => errors
                .0
                .into_iter()
                .map(|e| format!("{} {}", e.field, e.code))
                .collect(),
        }
    }

    #[test]
    fn what_keeps_the_rules_is_taken() {
        assert!(faults(&[("small", 1)]).is_empty());
        assert!(faults(&[("large", 1), ("a", 5), ("c", 1), ("m1", 1)]).is_empty());
    }

    #[test]
    fn unknown_and_repeated_options_are_refused() {
        assert_eq!(
            faults(&[("small", 1), ("x", 1)]),
            ["options[1].option_id unknown_option"]
        );
        assert_eq!(
            faults(&[("small", 1), ("small", 1)]),
            ["options[1].option_id repeated_option"]
        );
        assert_eq!(
            faults(&[("small", 1), ("tier", 1)]),
            ["options[1].option_id unknown_option"]
        );
    }

    #[test]
    fn group_rules_are_kept() {
        assert_eq!(faults(&[]), ["groups.tier choose_one"]);
        assert_eq!(
            faults(&[("small", 1), ("large", 1)]),
            ["groups.tier choose_one"]
        );
        assert_eq!(
            faults(&[("small", 1), ("a", 1)]),
            ["groups.extra choose_at_least"]
        );
        assert_eq!(
            faults(&[("small", 1), ("a", 1), ("b", 1), ("c", 1)]),
            ["groups.extra choose_at_most"]
        );
        assert_eq!(
            faults(&[("small", 1), ("m1", 1), ("m2", 1)]),
            ["groups.maybe choose_one"]
        );
    }

    #[test]
    fn quantities_stay_within_their_limits() {
        for quantity in [0, -1, 6, i64::MAX, i64::MIN] {
            let found = faults(&[("small", 1), ("a", quantity), ("b", 1)]);
            assert_eq!(
                found,
                ["options[1].quantity quantity_out_of_limits"],
                "{quantity}"
            );
        }
    }

    #[test]
    fn the_smallest_selection_is_cheap_and_valid() {
        let smallest = smallest(&content());
        assert_eq!(
            smallest,
            [SelectedOption {
                option_id: "small".to_owned(),
                quantity: 1
            }]
        );
        assert!(check(&content(), &smallest).is_ok());
    }
}
