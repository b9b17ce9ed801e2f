//! The SQL of the settings.

use super::model::{Setting, Stored};
use crate::{
    db::{Read, Statement, Write},
    error::Result,
    kit::clock::Time,
    params,
    scope::Audience,
    scoped,
};

/// What the provider set, with its preset.
pub async fn find<A: Audience<Statement = Statement>>(read: &Read<'_, A>) -> Result<Stored> {
    let stored = read
        .one(
            scoped!(
                "select p.preset, p.sign_in_by_sms, p.sign_in_by_email, g.second_factor, g.second_factor_by_role,
                        g.staff_second_factor, g.sign_in_by_password, g.read_by_delivery_link, g.needs, g.contact_idle_s,
                        g.contact_absolute_s, g.staff_idle_s, g.staff_absolute_s
                 from provider p left join sign_in_setting g using (provider_id) where {provider:p}"
            ),
            params![],
        )
        .await?;
    Ok(stored)
}

/// Saves what the provider set.
pub async fn save<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    stored: &Stored,
) -> Result<()> {
    let by_role = stored
        .second_factor_by_role
        .as_ref()
        .map_or_else(Default::default, |by_role| by_role.0.clone());
    let by_role = serde_json::to_value(by_role).map_err(crate::error::Error::internal)?;
    let needs = stored.needs.as_ref().map(|needs| needs.0);
    let needs =
        serde_json::to_value(needs.unwrap_or_default()).map_err(crate::error::Error::internal)?;
    write
        .exec(
            scoped!(
                "insert into sign_in_setting (provider_id, second_factor, second_factor_by_role, staff_second_factor,
                        sign_in_by_password, contact_idle_s, contact_absolute_s, staff_idle_s, staff_absolute_s, updated_at,
                        read_by_delivery_link, needs)
                 select p.provider_id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 from provider p where {provider:p}
                 on conflict (provider_id) do update set second_factor = excluded.second_factor,
                   second_factor_by_role = excluded.second_factor_by_role,
                   staff_second_factor = excluded.staff_second_factor,
                   sign_in_by_password = excluded.sign_in_by_password,
                   read_by_delivery_link = excluded.read_by_delivery_link, needs = excluded.needs, contact_idle_s = excluded.contact_idle_s,
                   contact_absolute_s = excluded.contact_absolute_s, staff_idle_s = excluded.staff_idle_s,
                   staff_absolute_s = excluded.staff_absolute_s, updated_at = excluded.updated_at"
            ),
            params![
                stored.second_factor.map(Setting::as_str),
                &by_role,
                stored.staff_second_factor.map(Setting::as_str),
                stored.sign_in_by_password.unwrap_or(false),
                stored.contact_idle_s,
                stored.contact_absolute_s,
                stored.staff_idle_s,
                stored.staff_absolute_s,
                now,
                stored.read_by_delivery_link.unwrap_or(false),
                &needs
            ],
        )
        .await?;
    save_ways(write, now, stored).await
}

/// The ways in without a password stand in the provider's own row, since every sign-in page needs them.
async fn save_ways<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    stored: &Stored,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update provider as p set sign_in_by_sms = $4, sign_in_by_email = $5, updated_at = $6
                 where {provider:p}"
            ),
            params![stored.sign_in_by_sms, stored.sign_in_by_email, now],
        )
        .await?;
    Ok(())
}
