//! What anybody may know of a brand before signing in: the portal's answer, and the same for its pages.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, Type},
    },
};

use super::{
    colour::{Colour, Palette},
    manifest,
    preset::{Module, Preset},
    store::{self, Portal},
};
use crate::{
    app::App,
    db::Read,
    error::{Error, Result},
    features::sign_in_settings,
    kit::http::{site::Brand, site::Site},
    scope::Job,
};

/// The languages that contacts can choose from.
pub const LANGUAGES: [&str; 2] = ["en", "de"];

/// One of them, as requests name it.
pub enum Language {}

impl PartialSchema for Language {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("One of the portal's languages."))
            .pattern(Some(format!("^({})$", LANGUAGES.join("|"))))
            .into()
    }
}

impl ToSchema for Language {}

/// A brand as its sign-in page and its app show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PortalDetail {
    /// The brand's name.
    pub name: String,
    /// The provider's preset.
    pub preset: String,
    /// Default language.
    pub language: String,
    /// Languages that may be chosen.
    pub languages: Vec<&'static str>,
    /// IANA name.
    pub time_zone: String,
    /// ISO 3166, for phone numbers.
    pub country: String,
    /// ISO 4217.
    pub currency: String,
    /// Ways to sign in.
    pub sign_in: SignInWays,
    /// Above the sign-in form.
    pub login_text: Option<String>,
    /// At the foot of each page.
    pub footer_text: Option<String>,
    /// Where to ask for help.
    pub support_contact: Option<String>,
    /// `#rrggbb`.
    pub colour: String,
    /// Path of the logo for light pages.
    pub logo_light_url: Option<String>,
    /// Path of the logo for dark pages.
    pub logo_dark_url: Option<String>,
    /// Path of the icon: the uploaded one, or the one made of the brand's letter and colour.
    pub favicon_url: String,
    /// Keys of the modules that are on.
    pub modules: Vec<Module>,
}

/// How contacts may sign in.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct SignInWays {
    /// By SMS.
    pub sms: bool,
    /// By e-mail.
    pub email: bool,
    /// With e-mail and password.
    pub password: bool,
}

/// A colour's readable shades as properties of CSS and their values; nothing for what is no colour.
pub fn accent(colour: &str) -> BTreeMap<String, String> {
    let palette = Colour::parse(colour).map(Palette::of);
    palette.map_or_else(BTreeMap::new, |palette| {
        let properties = palette.properties();
        properties
            .map(|(name, value)| (name, value.to_owned()))
            .collect()
    })
}

/// The brand of this host.
pub async fn show_portal(State(app): State<App>, site: Site) -> Result<Json<PortalDetail>> {
    let brand = site.brand()?;
    Ok(Json(detail_of(&app, brand).await?))
}

/// The portal's answer for a page, which needs it before its first request.
///
/// # Errors
/// Those of the database.
pub async fn brand_json(app: &App, brand: &Brand) -> Result<serde_json::Value> {
    serde_json::to_value(detail_of(app, brand).await?).map_err(Error::internal)
}

async fn detail_of(app: &App, brand: &Brand) -> Result<PortalDetail> {
    let job = Job::of(brand.provider_id);
    let read = app.db.read(&job).await?;
    let portal = store::find_portal(&read).await?;
    let modules = modules_of(&read, &portal).await?;
    let assets = store::list_assets(&read).await?;
    let settings = sign_in_settings::find(&read).await?;
    let url = |kind: &str| {
        let found = assets.iter().find(|(known, _)| known == kind);
        found.map(|(_, sha256)| {
            format!(
                "{}/brand/{}?v={}",
                brand.prefix,
                kind.replace('_', "-"),
                &sha256[..12]
            )
        })
    };
    Ok(PortalDetail {
        logo_light_url: url("logo_light"),
        logo_dark_url: url("logo_dark"),
        favicon_url: url("favicon").unwrap_or_else(|| manifest::icon_url(brand, &portal)),
        name: portal.name,
        preset: portal.preset,
        language: portal.language,
        languages: LANGUAGES.to_vec(),
        time_zone: portal.time_zone,
        country: portal.country,
        currency: portal.currency,
        sign_in: SignInWays {
            sms: portal.sign_in_by_sms,
            email: portal.sign_in_by_email,
            password: settings.sign_in_by_password.unwrap_or(false),
        },
        login_text: portal.login_text,
        footer_text: portal.footer_text,
        support_contact: portal.support_contact,
        colour: portal.colour,
        modules,
    })
}

/// The preset's modules with the provider's own switches over them; what isn't built is off.
async fn modules_of(read: &Read<'_, Job>, portal: &Portal) -> Result<Vec<Module>> {
    let preset = Preset::from_word(&portal.preset)
        .ok_or_else(|| Error::internal("a provider has no known preset"))?;
    let mut on = preset.switched_on();
    for (key, switched_on) in store::list_switches(read).await? {
        let known = serde_json::from_value::<Module>(key.into()).ok();
        let Some(module) = known.filter(|module| module.is_built()) else {
            continue;
        };
        on.retain(|other| *other != module);
        if switched_on {
            on.push(module);
        }
    }
    on.sort();
    Ok(on)
}
