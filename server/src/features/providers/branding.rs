//! How staff read and change what their brand looks and sounds like (P6).

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    change::changed,
    store::{self, Portal, StaffAssets},
};
use crate::{
    app::App,
    error::Result,
    features::{
        audit::{self, Actor, Entry},
        people::must_administer,
    },
    kit::http::{body::Body, meta::Meta},
    scope::Staff,
};

/// The brand as staff see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Branding {
    /// The brand's name.
    pub name: String,
    /// `#rrggbb`.
    pub colour: String,
    /// Above the sign-in form.
    pub login_text: Option<String>,
    /// At the foot of each page.
    pub footer_text: Option<String>,
    /// Where contacts ask for help.
    pub support_contact: Option<String>,
    /// Who mail comes from.
    pub sender_name: String,
    /// Default language.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
    /// ISO 3166, for phone numbers.
    pub country: String,
    /// ISO 4217.
    pub currency: String,
    /// Quotes may offer a deposit.
    pub offers_deposit: bool,
    /// Quotes may offer the full amount.
    pub offers_full: bool,
    /// Where staff see the light logo.
    pub logo_light_url: Option<String>,
    /// Where staff see the logo for dark surfaces.
    pub logo_dark_url: Option<String>,
    /// Where staff see the icon of the browser's tab.
    pub favicon_url: Option<String>,
}

/// What changes; what is left out stays. An empty text clears it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UpdateBranding {
    /// The brand's name.
    #[schema(value_type = Option<crate::kit::text::BrandName>)]
    pub name: Option<String>,
    /// `#rrggbb`.
    #[schema(pattern = "^#[0-9A-Fa-f]{6}$")]
    pub colour: Option<String>,
    /// Above the sign-in form.
    #[schema(value_type = Option<crate::kit::text::BrandText>)]
    pub login_text: Option<String>,
    /// At the foot of each page.
    #[schema(value_type = Option<crate::kit::text::BrandText>)]
    pub footer_text: Option<String>,
    /// Where contacts ask for help.
    #[schema(value_type = Option<crate::kit::text::BrandText>)]
    pub support_contact: Option<String>,
    /// Who mail comes from.
    #[schema(value_type = Option<crate::kit::text::BrandName>)]
    pub sender_name: Option<String>,
    /// Default language.
    #[schema(value_type = Option<crate::features::providers::Language>)]
    pub language: Option<String>,
    /// IANA name.
    pub time_zone: Option<String>,
    /// ISO 3166.
    #[schema(pattern = "^[A-Za-z]{2}$")]
    pub country: Option<String>,
    /// ISO 4217.
    #[schema(pattern = "^[A-Za-z]{3}$")]
    pub currency: Option<String>,
    /// Quotes may offer a deposit.
    pub offers_deposit: Option<bool>,
    /// Quotes may offer the full amount.
    pub offers_full: Option<bool>,
}

/// The brand of one's own provider.
pub async fn show_branding(State(app): State<App>, staff: Staff) -> Result<Json<Branding>> {
    let read = app.db.read(&staff).await?;
    let portal = store::find_portal(&read).await?;
    let assets = store::staff_assets(&read).await?;
    Ok(Json(branding_of(portal, assets)))
}

/// Changes the brand.
pub async fn update_branding(
    State(app): State<App>,
    staff: Staff,
    meta: Meta,
    body: Body<UpdateBranding>,
) -> Result<Json<Branding>> {
    must_administer(&staff)?;
    let now = app.clock.now();
    let write = app.db.write(&staff).await?;
    let portal = changed(store::find_portal(&write).await?, body.value)?;
    store::save_portal(&write, now, &portal).await?;
    let entry = Entry::done("branding_changed")
        .on("provider", staff.provider_id)
        .detail(json!({ "colour": portal.colour }));
    audit::record(&write, now, &Actor::staff(&staff, &meta), &entry).await?;
    let assets = store::staff_assets(&write).await?;
    write.commit().await?;
    app.sign_in_pages.forget_all();
    Ok(Json(branding_of(portal, assets)))
}

fn branding_of(portal: Portal, assets: StaffAssets) -> Branding {
    Branding {
        name: portal.name,
        colour: portal.colour,
        login_text: portal.login_text,
        footer_text: portal.footer_text,
        support_contact: portal.support_contact,
        sender_name: portal.sender_name,
        language: portal.language,
        time_zone: portal.time_zone,
        country: portal.country,
        currency: portal.currency,
        offers_deposit: portal.offers_deposit,
        offers_full: portal.offers_full,
        logo_light_url: assets.logo_light_url,
        logo_dark_url: assets.logo_dark_url,
        favicon_url: assets.favicon_url,
    }
}
