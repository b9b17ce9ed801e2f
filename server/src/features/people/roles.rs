//! What each role of a contact may do, so that staff see what they add to one and take from it.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::permission::{ContactRole, Permission};
use crate::{error::Result, scope::Staff};

/// Every role and every permission.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleTable {
    /// Every permission, in the order in which they are shown.
    pub permissions: Vec<Permission>,
    /// Every role, the widest first.
    pub roles: Vec<RoleRow>,
}

/// One role.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleRow {
    /// The role.
    pub role: ContactRole,
    /// What it grants by itself.
    pub permissions: Vec<Permission>,
}

/// The roles of contacts and what they grant.
pub async fn list_roles(_staff: Staff) -> Result<Json<RoleTable>> {
    let roles = ContactRole::ALL.into_iter().map(|role| RoleRow {
        role,
        permissions: role.permissions().into(),
    });
    Ok(Json(RoleTable {
        permissions: Permission::ALL.to_vec(),
        roles: roles.collect(),
    }))
}
