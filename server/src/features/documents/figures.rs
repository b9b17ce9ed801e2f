//! Whether a reader sees amounts (P30): prices, taxes, deposits, totals, and how to pay.

use crate::scope::Contact;

/// Whether amounts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// They are.
    Shown,
    /// The reader gets the words without them.
    Hidden,
}

impl Figures {
    /// What this contact gets.
    pub fn of(contact: &Contact) -> Self {
        if contact.may("see_money") {
            Self::Shown
        } else {
            Self::Hidden
        }
    }

    /// Whether they are shown.
    pub fn are_shown(self) -> bool {
        self == Self::Shown
    }

    /// `figure`, when figures are shown.
    pub fn show<T>(self, figure: T) -> Option<T> {
        self.are_shown().then_some(figure)
    }
}

/// Whether a contact may answer what asks to choose: nobody binds a client to a price that it can't read.
pub fn may_choose(contact: &Contact) -> bool {
    contact.may("choose_options") && Figures::of(contact).are_shown()
}
