//! People: contacts and staff, their roles and what these may do (P30, P41).

pub mod permission;
