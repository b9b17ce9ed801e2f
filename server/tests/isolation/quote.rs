//! A quote with the same word in each of its texts and odd prices, and the answer to it.

use serde_json::{Value, json};

/// Content whose every text holds `word`.
pub fn content(word: &str) -> Value {
    json!({
        "currency": "EUR",
        "intro": word,
        "blocks": [
            { "type": "heading", "id": "h", "text": word, "level": 2 },
            { "type": "rich_text", "id": "r", "markdown": word },
            { "type": "option_group", "id": "g", "title": word, "description": word, "kind": "tiers", "required": true,
              "min": null, "max": null, "options": [
                { "id": "small", "name": word, "description": word, "features": [word], "unit_price_minor": 71_337_013,
                  "unit": null, "tax_category": "S", "tax_rate": 19_000, "min_quantity": 1, "max_quantity": 1,
                  "recommended": true }
            ] },
            { "type": "line_items", "id": "l", "title": word, "lines": [
                { "id": "line", "description": word, "quantity_milli": 1_000, "unit": "h", "unit_price_minor": 41_414_243,
                  "tax_category": "S", "tax_rate": 19_000 }
            ] },
            { "type": "itinerary", "id": "i", "title": word, "entries": [
                { "id": "e", "date": "2026-12-01", "time": null, "title": word, "description": word }
            ] },
            { "type": "terms", "id": "t", "title": word, "markdown": word },
            { "type": "payment_instructions", "id": "p", "markdown": word }
        ],
        "valid_until": "2026-12-31",
        "deposit": { "kind": "percent", "rate": 30_000, "due_in_days": 7 },
        "payment": { "asks": true, "offers": ["deposit", "full"], "excluded_method_ids": [] },
        "next_steps": word
    })
}

/// Accepts it.
pub fn response(version_hash: &str, payment_method_id: &str, word: &str) -> Value {
    json!({
        "version_hash": version_hash, "options": [{ "option_id": "small", "quantity": 1 }], "outcome": "accepted",
        "payment": "deposit", "payment_method_id": payment_method_id,
        "purchase_order": format!("canary-{word}-order"), "comment": format!("canary-{word}-comment")
    })
}
