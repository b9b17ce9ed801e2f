//! What a contact may do: the permissions of P30 and the roles that grant them; and what the
//! roles of staff may do (P41).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One thing a contact may do for a client.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words are those of the product's rule P30")]
pub enum Permission {
    ReadProjects,
    ChooseOptions,
    ApproveTime,
    ApproveExpenses,
    ApproveInvoices,
    ApproveDeliverables,
    ApproveChangeRequests,
    Acknowledge,
    Sign,
    SeeMoney,
    Upload,
    Message,
    Book,
    OpenTickets,
    SeeAllTickets,
    RaiseSnags,
    ManagePeople,
    ReadAudit,
}

use Permission as P;

impl Permission {
    /// Every permission, in the order of P30.
    pub const ALL: [Self; 18] = [
        P::ReadProjects,
        P::ChooseOptions,
        P::ApproveTime,
        P::ApproveExpenses,
        P::ApproveInvoices,
        P::ApproveDeliverables,
        P::ApproveChangeRequests,
        P::Acknowledge,
        P::Sign,
        P::SeeMoney,
        P::Upload,
        P::Message,
        P::Book,
        P::OpenTickets,
        P::SeeAllTickets,
        P::RaiseSnags,
        P::ManagePeople,
        P::ReadAudit,
    ];

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            P::ReadProjects => "read_projects",
            P::ChooseOptions => "choose_options",
            P::ApproveTime => "approve_time",
            P::ApproveExpenses => "approve_expenses",
            P::ApproveInvoices => "approve_invoices",
            P::ApproveDeliverables => "approve_deliverables",
            P::ApproveChangeRequests => "approve_change_requests",
            P::Acknowledge => "acknowledge",
            P::Sign => "sign",
            P::SeeMoney => "see_money",
            P::Upload => "upload",
            P::Message => "message",
            P::Book => "book",
            P::OpenTickets => "open_tickets",
            P::SeeAllTickets => "see_all_tickets",
            P::RaiseSnags => "raise_snags",
            P::ManagePeople => "manage_people",
            P::ReadAudit => "read_audit",
        }
    }

    /// The permission of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|permission| permission.as_str() == word)
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of permissions. In JSON a list, in the order of P30.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(from = "Vec<Permission>", into = "Vec<Permission>")]
#[schema(value_type = Vec<Permission>)]
pub struct Permissions(u32);

impl Permissions {
    /// No permission.
    pub const NONE: Self = Self(0);

    /// Whether `permission` is in the set.
    pub fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Those in either set.
    pub fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Those in this set and not in the other.
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether every one of these is in the other set.
    pub fn within(self, others: Self) -> bool {
        self.without(others) == Self::NONE
    }

    /// Its permissions, in the order of P30.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL
            .into_iter()
            .filter(move |permission| self.has(*permission))
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(
            permissions
                .into_iter()
                .fold(0, |set, permission| set | permission.bit()),
        )
    }
}

impl From<Vec<Permission>> for Permissions {
    fn from(permissions: Vec<Permission>) -> Self {
        permissions.into_iter().collect()
    }
}

impl From<Permissions> for Vec<Permission> {
    fn from(permissions: Permissions) -> Self {
        permissions.iter().collect()
    }
}

/// The role of a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactRole {
    /// Everything, on all projects.
    Executive,
    /// Everything save managing people, on assigned projects.
    Manager,
    /// Money, messages and tickets; no project content. It reads quotes but does not bind the
    /// client to one: that is `choose_options`, which a membership can add.
    Billing,
    /// Reads projects and documents and acknowledges; no money, no decisions.
    Viewer,
    /// A subcontractor: marked items of one project.
    Guest,
}

impl ContactRole {
    /// Every role.
    pub const ALL: [Self; 5] = [
        Self::Executive,
        Self::Manager,
        Self::Billing,
        Self::Viewer,
        Self::Guest,
    ];

    /// What the role grants.
    pub fn permissions(self) -> Permissions {
        let all: Permissions = Permission::ALL.into_iter().collect();
        match self {
            Self::Executive => all,
            Self::Manager => all.without([P::ManagePeople].into_iter().collect()),
            Self::Billing => [P::SeeMoney, P::ApproveInvoices, P::Message, P::OpenTickets]
                .into_iter()
                .collect(),
            Self::Viewer => [P::ReadProjects, P::Acknowledge].into_iter().collect(),
            Self::Guest => [P::ReadProjects, P::Message, P::Upload, P::RaiseSnags]
                .into_iter()
                .collect(),
        }
    }

    /// What a membership grants: the role's permissions with its own added and taken. Taking
    /// wins over adding.
    pub fn granted(self, added: Permissions, removed: Permissions) -> Permissions {
        self.permissions().with(added).without(removed)
    }

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Executive => "executive",
            Self::Manager => "manager",
            Self::Billing => "billing",
            Self::Viewer => "viewer",
            Self::Guest => "guest",
        }
    }

    /// The role of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

impl std::str::FromStr for ContactRole {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::from_word(word).ok_or(())
    }
}

crate::word_column!(ContactRole);

/// The role of a staff member (P41). Later ones may do less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Everything.
    Owner,
    /// Everything save owners and closing the provider.
    Admin,
    /// Its clients: authoring, approval, publishing, inviting, billing.
    Lead,
    /// Its clients: drafts and answers; publishes only what needs no approval.
    Member,
}

impl StaffRole {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Admin, Self::Lead, Self::Member];

    /// May change brand, domains, staff, types, payment methods and integrations, and read the
    /// audit.
    pub fn administers(self) -> bool {
        self <= Self::Admin
    }

    /// Sees every client, whatever the provider sets for the others.
    pub fn sees_all_clients(self) -> bool {
        self <= Self::Admin
    }

    /// May create clients and contacts, invite them and send delivery links.
    pub fn invites(self) -> bool {
        self <= Self::Lead
    }

    /// May make projects and say where they stand: its clients read it at once.
    pub fn keeps_projects(self) -> bool {
        self <= Self::Lead
    }

    /// May approve documents internally, or reject them.
    pub fn approves(self) -> bool {
        self <= Self::Lead
    }

    /// May publish or withdraw a document whose type does or doesn't ask for approval.
    pub fn publishes(self, requires_approval: bool) -> bool {
        self <= Self::Lead || !requires_approval
    }

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Lead => "lead",
            Self::Member => "member",
        }
    }

    /// The role of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_words_are_those_of_the_wire() {
        for permission in Permission::ALL {
            assert_eq!(
                serde_json::to_value(permission).unwrap(),
                permission.as_str()
            );
            assert_eq!(Permission::from_word(permission.as_str()), Some(permission));
        }
        for role in ContactRole::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
            assert_eq!(ContactRole::from_word(role.as_str()), Some(role));
        }
        for role in StaffRole::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
            assert_eq!(StaffRole::from_word(role.as_str()), Some(role));
        }
    }

    #[test]
    fn roles_grant_what_the_table_says() {
        let has = |role: ContactRole, permission| role.permissions().has(permission);
        assert_eq!(ContactRole::Executive.permissions().iter().count(), 18);
        assert_eq!(ContactRole::Manager.permissions().iter().count(), 17);
        assert!(!has(ContactRole::Manager, P::ManagePeople));
        assert!(has(ContactRole::Billing, P::SeeMoney));
        assert!(!has(ContactRole::Billing, P::ReadProjects));
        for role in [
            ContactRole::Billing,
            ContactRole::Viewer,
            ContactRole::Guest,
        ] {
            assert!(!has(role, P::ChooseOptions), "{role:?}");
        }
        for role in [ContactRole::Viewer, ContactRole::Guest] {
            assert!(!has(role, P::SeeMoney), "{role:?}");
        }
    }

    #[test]
    fn a_membership_adds_and_takes_single_ones() {
        let added: Permissions = [P::ChooseOptions, P::Sign].into_iter().collect();
        let removed: Permissions = [P::Sign, P::Acknowledge].into_iter().collect();
        let granted = ContactRole::Viewer.granted(added, removed);
        assert_eq!(
            granted.iter().collect::<Vec<_>>(),
            [P::ReadProjects, P::ChooseOptions]
        );
        assert!(granted.within(ContactRole::Executive.permissions()));
        assert!(!granted.within(ContactRole::Viewer.permissions()));
    }

    #[test]
    fn a_set_is_a_list_in_json() {
        let set: Permissions = [P::SeeMoney, P::ReadProjects].into_iter().collect();
        let json = serde_json::to_string(&set).unwrap();
        assert_eq!(json, r#"["read_projects","see_money"]"#);
        assert_eq!(serde_json::from_str::<Permissions>(&json).unwrap(), set);
        assert!(serde_json::from_str::<Permissions>(r#"["everything"]"#).is_err());
    }

    #[test]
    fn staff_may_do_less_the_further_down() {
        assert!(StaffRole::Admin.administers() && !StaffRole::Lead.administers());
        assert!(StaffRole::Lead.publishes(true) && !StaffRole::Member.publishes(true));
        assert!(StaffRole::Member.publishes(false) && !StaffRole::Member.invites());
        assert!(StaffRole::Lead.keeps_projects() && !StaffRole::Member.keeps_projects());
        assert!(StaffRole::Admin.sees_all_clients() && !StaffRole::Lead.sees_all_clients());
    }
}
