//! The settings of a client, and what may stand in them.

use std::{collections::BTreeSet, net::IpAddr};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kit::{field::FieldErrors, id::Id};

/// More of one kind than this is a mistake.
const MOST: usize = 100;

/// Of what a client approves, one kind that it has to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClientApproval)]
pub struct Approval {
    /// What needs approval.
    pub kind: ApprovalKind,
    /// By whom, if nobody else is named; empty: whoever has the permission.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub contact_ids: Vec<Id>,
}

/// The kinds of action item that can be left out for a client that needs no approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::enum_variant_names,
    reason = "the words are those of the product's rule A1"
)]
pub enum ApprovalKind {
    ApproveTime,
    ApproveExpense,
    ApproveInvoice,
    ApproveDeliverable,
    ApproveChangeRequest,
}

/// From an amount on, more is needed than one contact's word (A9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClientThreshold)]
pub struct Threshold {
    /// ISO 4217.
    #[schema(pattern = "^[A-Z]{3}$")]
    pub currency: String,
    /// Amounts above this one.
    #[schema(minimum = 0)]
    pub amount_minor: i64,
    /// What they need.
    pub needs: ThresholdNeed,
}

/// What an amount above a threshold needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ThresholdNeed {
    /// A contact whose role is `executive`.
    Executive,
    /// Two people.
    TwoPeople,
}

/// Whether new contacts are told of something, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotificationDefault {
    /// What happened.
    pub event: NotificationEvent,
    /// By mail.
    pub email: bool,
    /// By SMS, where the provider allows it.
    pub sms: bool,
}

/// What contacts are told of (C30). Security is always told and has no default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words are those of the product's rule C30")]
pub enum NotificationEvent {
    Waiting,
    DueSoon,
    Overdue,
    DocumentPublished,
    NewVersion,
    Message,
    TicketAnswered,
    MilestoneMoved,
    InvoiceIssued,
    InvoiceOverdue,
    BookingChanged,
}

use NotificationEvent as E;

impl NotificationEvent {
    /// Every event, in the order of C30.
    pub const ALL: [Self; 11] = [
        E::Waiting,
        E::DueSoon,
        E::Overdue,
        E::DocumentPublished,
        E::NewVersion,
        E::Message,
        E::TicketAnswered,
        E::MilestoneMoved,
        E::InvoiceIssued,
        E::InvoiceOverdue,
        E::BookingChanged,
    ];
}

/// Every event with what was set for it; what was not is told by mail.
pub fn completed(set: &[NotificationDefault]) -> Vec<NotificationDefault> {
    let plain = |event| NotificationDefault {
        event,
        email: true,
        sms: false,
    };
    NotificationEvent::ALL
        .into_iter()
        .map(|event| {
            let found = set.iter().find(|default| default.event == event);
            found.copied().unwrap_or_else(|| plain(event))
        })
        .collect()
}

/// What was set before with what is set now over it.
pub fn merged(
    before: &[NotificationDefault],
    now: Vec<NotificationDefault>,
) -> Vec<NotificationDefault> {
    let kept = before
        .iter()
        .filter(|old| now.iter().all(|new| new.event != old.event));
    kept.copied().chain(now.iter().copied()).collect()
}

/// Faults in what needs approval: a kind named twice, or too many people.
pub fn check_approvals(approvals: &[Approval], errors: &mut FieldErrors) {
    let mut seen = BTreeSet::new();
    for (index, approval) in approvals.iter().enumerate() {
        if !seen.insert(approval.kind) {
            let field = format!("approvals[{index}].kind");
            errors.add(field, "doubled", "Name each kind once.");
        }
        if approval.contact_ids.len() > MOST {
            let field = format!("approvals[{index}].contact_ids");
            errors.add(field, "too_many", format!("{MOST} contacts at most."));
        }
    }
}

/// Faults in thresholds: an unknown currency, one that is named twice for one need, an amount below nothing.
pub fn check_thresholds(thresholds: &[Threshold], errors: &mut FieldErrors) {
    if thresholds.len() > MOST {
        errors.add(
            "thresholds",
            "too_many",
            format!("{MOST} thresholds at most."),
        );
    }
    for (index, threshold) in thresholds.iter().enumerate() {
        if iso_currency::Currency::from_code(&threshold.currency).is_none() {
            let field = format!("thresholds[{index}].currency");
            errors.add(field, "unknown", "Give an ISO 4217 code such as EUR.");
        }
        if threshold.amount_minor < 0 {
            let field = format!("thresholds[{index}].amount_minor");
            errors.add(field, "out_of_range", "An amount of nothing or more.");
        }
        let same = |other: &Threshold| {
            other.currency == threshold.currency && other.needs == threshold.needs
        };
        if thresholds[..index].iter().any(same) {
            let field = format!("thresholds[{index}]");
            errors.add(field, "doubled", "Name each need once in a currency.");
        }
    }
}

/// Networks as they are stored: a single address is a network of one.
pub fn networks(typed: &[String], errors: &mut FieldErrors) -> Vec<String> {
    if typed.len() > MOST {
        errors.add("networks", "too_many", format!("{MOST} networks at most."));
    }
    let mut read = Vec::new();
    for (index, text) in typed.iter().enumerate() {
        match network(text.trim()) {
            Some(network) => read.push(network.trunc().to_string()),
            None => errors.add(
                format!("networks[{index}]"),
                "invalid",
                "Write an address or a network such as 203.0.113.0/24.",
            ),
        }
    }
    read
}

fn network(text: &str) -> Option<IpNet> {
    let plain = text
        .parse::<IpAddr>()
        .map(|ip| IpNet::from(ip.to_canonical()));
    plain.ok().or_else(|| text.parse().ok())
}

/// Whether an address lies in one of the networks; no network is every network. Nobody's address lies in none.
pub fn admits(networks: &[String], ip: Option<IpAddr>) -> bool {
    networks.is_empty()
        || ip.is_some_and(|ip| {
            let ip = ip.to_canonical();
            let mut known = networks.iter().filter_map(|text| network(text));
            known.any(|network| network.contains(&ip))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_read_and_bad_ones_named() {
        let mut errors = FieldErrors::new();
        let typed = [
            "203.0.113.7",
            " 10.1.2.3/8 ",
            "2001:db8::/32",
            "office",
            "10.0.0.0/33",
        ];
        let read = networks(&typed.map(str::to_owned), &mut errors);
        assert_eq!(read, ["203.0.113.7/32", "10.0.0.0/8", "2001:db8::/32"]);
        let fields: Vec<&str> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["networks[3]", "networks[4]"]);
    }

    #[test]
    fn only_what_lies_in_a_network_is_admitted() {
        let office = ["203.0.113.0/24".to_owned(), "2001:db8::/32".to_owned()];
        let ip = |text: &str| Some(text.parse().unwrap());
        assert!(admits(&[], None) && admits(&[], ip("198.51.100.1")));
        assert!(admits(&office, ip("203.0.113.7")));
        assert!(admits(&office, ip("::ffff:203.0.113.7")), "mapped into v6");
        assert!(admits(&office, ip("2001:db8::9")));
        assert!(!admits(&office, ip("203.0.114.7")));
        assert!(
            !admits(&office, None),
            "an unknown address is not the office's"
        );
    }

    #[test]
    fn doubled_kinds_and_thresholds_are_named() {
        let approval = |kind| Approval {
            kind,
            contact_ids: Vec::new(),
        };
        let threshold = |currency: &str, amount_minor| Threshold {
            currency: currency.into(),
            amount_minor,
            needs: ThresholdNeed::Executive,
        };
        let mut errors = FieldErrors::new();
        let kinds = [ApprovalKind::ApproveTime, ApprovalKind::ApproveTime];
        check_approvals(&kinds.map(approval), &mut errors);
        check_thresholds(
            &[
                threshold("EUR", 1),
                threshold("EUR", 2),
                threshold("XXY", -1),
            ],
            &mut errors,
        );
        let fields: Vec<&str> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "approvals[1].kind",
                "thresholds[1]",
                "thresholds[2].currency",
                "thresholds[2].amount_minor"
            ]
        );
    }

    #[test]
    fn defaults_are_whole_and_set_ones_win() {
        let quiet = NotificationDefault {
            event: E::Message,
            email: false,
            sms: true,
        };
        let all = completed(&[quiet]);
        assert_eq!(all.len(), NotificationEvent::ALL.len());
        assert!(all.contains(&quiet) && all[0].email && !all[0].sms);
        let loud = NotificationDefault {
            email: true,
            ..quiet
        };
        assert_eq!(merged(&[quiet], vec![loud]), [loud]);
    }
}
