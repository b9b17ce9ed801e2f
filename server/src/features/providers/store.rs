//! The SQL of a provider's own row and its brand.

use crate::{
    db::{Read, Statement, Write},
    error::Result,
    kit::clock::Time,
    params, row,
    scope::Audience,
    scoped,
};

row! {
    /// How a provider's portal presents itself.
    #[derive(Debug, Clone)]
    pub struct Portal {
        /// The brand's name.
        pub name: String,
        /// The stored word of its preset.
        pub preset: String,
        /// Default language.
        pub language: String,
        /// IANA name.
        pub time_zone: String,
        /// ISO 3166.
        pub country: String,
        /// ISO 4217.
        pub currency: String,
        /// Who mail comes from.
        pub sender_name: String,
        /// Where contacts ask for help.
        pub support_contact: Option<String>,
        /// Above the sign-in form.
        pub login_text: Option<String>,
        /// At the foot of each page.
        pub footer_text: Option<String>,
        /// `#rrggbb`.
        pub colour: String,
        /// Contacts may sign in by SMS.
        pub sign_in_by_sms: bool,
        /// Contacts may sign in by e-mail.
        pub sign_in_by_email: bool,
        /// Quotes may offer a deposit.
        pub offers_deposit: bool,
        /// Quotes may offer the full amount.
        pub offers_full: bool,
    }
}

/// The provider's row, as far as its portal needs it.
pub async fn find_portal<A: Audience<Statement = Statement>>(read: &Read<'_, A>) -> Result<Portal> {
    let portal = read
        .one(
            scoped!(
                "select p.name, p.preset, p.language, p.time_zone, p.country, p.currency, p.sender_name, p.support_contact,
                        p.login_text, p.footer_text, p.brand_colour, p.sign_in_by_sms, p.sign_in_by_email, p.offers_deposit,
                        p.offers_full
                 from provider p where {provider:p}"
            ),
            params![],
        )
        .await?;
    Ok(portal)
}

/// The stored word of the provider's preset.
pub async fn preset_of<A: Audience<Statement = Statement>>(read: &Read<'_, A>) -> Result<String> {
    Ok(read
        .one(
            scoped!("select p.preset from provider p where {provider:p}"),
            params![],
        )
        .await?)
}

/// The switches that differ from the preset: key and whether it is on.
pub async fn list_switches<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
) -> Result<Vec<(String, bool)>> {
    let switches = read
        .list(
            scoped!("select m.module_key, m.switched_on from provider_module m where {provider:m} order by m.module_key"),
            params![],
        )
        .await?;
    Ok(switches)
}

/// Kind and hash of each logo and icon.
pub async fn list_assets<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
) -> Result<Vec<(String, String)>> {
    Ok(read
        .list(
            scoped!(
                "select a.kind, a.sha256 from brand_asset a where {provider:a} order by a.kind"
            ),
            params![],
        )
        .await?)
}

/// Where staff see the logos and the icon, as far as there are any.
#[derive(Debug)]
pub struct StaffAssets {
    /// On light surfaces.
    pub logo_light_url: Option<String>,
    /// On dark surfaces.
    pub logo_dark_url: Option<String>,
    /// In the browser's tab.
    pub favicon_url: Option<String>,
}

/// The addresses of the logos and the icon for staff.
pub async fn staff_assets<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
) -> Result<StaffAssets> {
    let assets = list_assets(read).await?;
    let url = |kind: &str| {
        let found = assets.iter().find(|(known, _)| known == kind);
        found.map(|(_, sha256)| format!("/api/admin/branding/{kind}?v={}", &sha256[..12]))
    };
    Ok(StaffAssets {
        logo_light_url: url("logo_light"),
        logo_dark_url: url("logo_dark"),
        favicon_url: url("favicon"),
    })
}

row! {
    /// A logo or icon.
    pub struct Asset {
        pub media_type: String,
        pub content: Vec<u8>,
        pub sha256: String,
    }
}

/// The logo or icon of a kind.
pub async fn find_asset<A: Audience<Statement = Statement>>(
    read: &Read<'_, A>,
    kind: &str,
) -> Result<Option<Asset>> {
    let asset = read
        .find(
            scoped!("select a.media_type, a.content, a.sha256 from brand_asset a where {provider:a} and a.kind = $4"),
            params![kind],
        )
        .await?;
    Ok(asset)
}

/// Puts a logo or icon in place of what was there.
pub async fn save_asset<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    kind: &str,
    asset: &Asset,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "insert into brand_asset (provider_id, kind, media_type, content, sha256, updated_at)
                 select p.provider_id, $4, $5, $6, $7, $8 from provider p where {provider:p}
                 on conflict (provider_id, kind) do update set media_type = excluded.media_type,
                     content = excluded.content, sha256 = excluded.sha256, updated_at = excluded.updated_at"
            ),
            params![kind, &asset.media_type, &asset.content, &asset.sha256, now],
        )
        .await?;
    Ok(())
}

/// Takes a logo or icon away. Whether there was one.
pub async fn remove_asset<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    kind: &str,
) -> Result<bool> {
    let removed = write
        .exec(
            scoped!("delete from brand_asset as a where {provider:a} and a.kind = $4"),
            params![kind],
        )
        .await?;
    Ok(removed > 0)
}

/// Saves the provider's row as far as its portal needs it; the preset stays.
pub async fn save_portal<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    now: Time,
    portal: &Portal,
) -> Result<()> {
    write
        .exec(
            scoped!(
                "update provider as p set name = $4, language = $5, time_zone = $6, country = $7, currency = $8,
                        sender_name = $9, support_contact = $10, login_text = $11, footer_text = $12, brand_colour = $13,
                        offers_deposit = $14, offers_full = $15, updated_at = $16
                 where {provider:p}"
            ),
            params![
                &portal.name,
                &portal.language,
                &portal.time_zone,
                &portal.country,
                &portal.currency,
                &portal.sender_name,
                portal.support_contact.as_deref(),
                portal.login_text.as_deref(),
                portal.footer_text.as_deref(),
                &portal.colour,
                portal.offers_deposit,
                portal.offers_full,
                now
            ],
        )
        .await?;
    Ok(())
}
