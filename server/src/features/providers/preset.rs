//! Presets: named sets of module switches (the tables of the product's first page).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A part of the product that a provider switches on or off.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the words are those of the product's table of modules"
)]
pub enum Module {
    Projects,
    Timeline,
    Budget,
    Time,
    Deliverables,
    Approvals,
    Files,
    Gallery,
    Snags,
    ChangeRequests,
    Retainers,
    Messages,
    Meetings,
    Booking,
    Tickets,
    Invoices,
    Ledger,
    OnlinePayments,
    Harvest,
    EInvoices,
    Signing,
    RequestLists,
    Account,
    Catalogue,
    Metrics,
    Reports,
    People,
    Consent,
    AccessLog,
    FieldEncryption,
    IpRestriction,
    SessionRecording,
}

use Module as M;

impl Module {
    /// The modules that exist. One that isn't here is off in every preset and can't be switched
    /// on. Sign-in, home, composed documents, notifications, settings and audit are always on
    /// and no modules.
    pub const BUILT: &'static [Self] = &[];

    /// Whether it exists.
    pub fn is_built(self) -> bool {
        Self::BUILT.contains(&self)
    }
}

/// A named set of switches, chosen when the provider is created and changed at any time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// One person or brand that sends quotes and invoices.
    ClientArea,
    /// Consulting, legal, accounting, agency.
    ProfessionalServices,
    /// Construction, IT, creative delivery.
    ProjectDelivery,
    /// Ongoing business between companies.
    AccountManagement,
    /// Health and other regulated work.
    Regulated,
}

const PROFESSIONAL_SERVICES: &[Module] = &[
    M::Projects,
    M::Budget,
    M::Time,
    M::Deliverables,
    M::Approvals,
    M::Files,
    M::Messages,
    M::Meetings,
    M::Booking,
    M::Invoices,
    M::Ledger,
    M::Retainers,
    M::Reports,
    M::Metrics,
    M::Signing,
    M::RequestLists,
];

const PROJECT_DELIVERY: &[Module] = &[
    M::Projects,
    M::Timeline,
    M::Budget,
    M::Time,
    M::Deliverables,
    M::Approvals,
    M::Files,
    M::Gallery,
    M::Snags,
    M::ChangeRequests,
    M::Messages,
    M::Meetings,
    M::Tickets,
    M::Invoices,
    M::Ledger,
    M::Reports,
];

const ACCOUNT_MANAGEMENT: &[Module] = &[
    M::Account,
    M::Metrics,
    M::Tickets,
    M::Files,
    M::Messages,
    M::Invoices,
    M::Ledger,
    M::People,
    M::Catalogue,
    M::Approvals,
    M::Booking,
];

const REGULATED_BESIDES: &[Module] = &[
    M::Tickets,
    M::People,
    M::Consent,
    M::AccessLog,
    M::FieldEncryption,
    M::IpRestriction,
];

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 5] = [
        Self::ClientArea,
        Self::ProfessionalServices,
        Self::ProjectDelivery,
        Self::AccountManagement,
        Self::Regulated,
    ];

    /// What the preset's table names, built or not.
    pub fn named(self) -> Vec<Module> {
        match self {
            Self::ClientArea => vec![M::Invoices],
            Self::ProfessionalServices => PROFESSIONAL_SERVICES.to_vec(),
            Self::ProjectDelivery => PROJECT_DELIVERY.to_vec(),
            Self::AccountManagement => ACCOUNT_MANAGEMENT.to_vec(),
            Self::Regulated => [PROFESSIONAL_SERVICES, REGULATED_BESIDES].concat(),
        }
    }

    /// The modules that are on: those the table names, as far as they are built.
    pub fn switched_on(self) -> Vec<Module> {
        self.named()
            .into_iter()
            .filter(|module| module.is_built())
            .collect()
    }

    /// Whether contacts sign in by SMS code unless set otherwise (P10).
    pub fn signs_in_by_sms(self) -> bool {
        self == Self::ClientArea
    }

    /// Whether another than the author approves documents unless set otherwise (D3).
    pub fn asks_four_eyes(self) -> bool {
        self == Self::Regulated
    }

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ClientArea => "client-area",
            Self::ProfessionalServices => "professional-services",
            Self::ProjectDelivery => "project-delivery",
            Self::AccountManagement => "account-management",
            Self::Regulated => "regulated",
        }
    }

    /// The preset of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_words_are_those_of_the_wire() {
        for preset in Preset::ALL {
            assert_eq!(serde_json::to_value(preset).unwrap(), preset.as_str());
            assert_eq!(Preset::from_word(preset.as_str()), Some(preset));
        }
        assert_eq!(
            serde_json::to_value(Module::EInvoices).unwrap(),
            "e_invoices"
        );
    }

    #[test]
    fn what_is_not_built_is_off_everywhere() {
        for preset in Preset::ALL {
            assert!(
                preset
                    .switched_on()
                    .iter()
                    .all(|module| Module::BUILT.contains(module))
            );
        }
    }

    #[test]
    fn the_tables_name_what_the_product_says() {
        let sizes = Preset::ALL.map(|preset| preset.named().len());
        assert_eq!(sizes, [1, 16, 16, 11, 22]);
        assert!(
            !Preset::Regulated
                .named()
                .contains(&Module::SessionRecording)
        );
        for preset in Preset::ALL {
            let mut named = preset.named();
            named.sort();
            named.dedup();
            assert_eq!(
                named.len(),
                preset.named().len(),
                "{preset:?} names a module twice"
            );
        }
    }
}
