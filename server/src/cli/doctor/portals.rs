//! What is served where: brand domains, the staff host, and who may run the installation.

use super::Findings;
use crate::{
    config::Config,
    db::Db,
    features::{brand_domains, operators},
    kit::id::Id,
    scope::Job,
};

/// A staff host that others can read along with is for trying things out.
pub(super) fn staff_host(config: &Config, origin: &str, findings: &mut Findings) {
    let is_local = ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|host| origin.contains(host));
    if origin.starts_with("http://") && !is_local {
        findings.warn("staff.origin", "plain http: sign-in is refused by browsers");
    }
    if config.server.trusted_proxies.is_empty() && origin.starts_with("https://") {
        let told = "none: forwarded headers are ignored, so that limits by network count the proxy's address";
        findings.warn("server.trusted_proxies", told);
    }
}

/// Each address, and what waits for its proof.
pub(super) async fn brand_domains(db: &Db, findings: &mut Findings) {
    let served = match operators::list_portals(db).await {
        Ok(served) => served,
        Err(error) => return findings.note("brand domains", Err(error.to_string())),
    };
    let claims = match brand_domains::list_claims(db).await {
        Ok(claims) => claims,
        Err(error) => return findings.note("brand domains", Err(error.to_string())),
    };
    if served.is_empty() {
        findings.warn("brand domains", "none: `portico provider create` makes one");
    }
    for (provider, addresses) in served {
        if addresses.is_empty() {
            let told = format!("{provider} has no address, so nobody gets in");
            findings.warn("brand domains", &told);
        }
        for address in addresses {
            findings.note("brand domain", Ok(format!("{address}  ({provider})")));
        }
    }
    for claim in claims {
        let address = format!("{}{}", claim.origin, claim.path_prefix);
        let provider = claim.provider_name;
        let told = format!("{address}  ({provider}) waits for its proof, and is not served");
        findings.warn("brand domain", &told);
    }
}

/// Whether somebody can sign in as the operator.
pub(super) async fn operators(db: &Db, findings: &mut Findings) {
    match operators::list(db).await {
        Ok(listed) if listed.is_empty() => {
            findings.warn(
                "operators",
                "none: `portico operator create` makes an account",
            );
        }
        Ok(listed) => {
            let without = listed.iter().filter(|one| one.totp_confirmed_at.is_none());
            let told = match without.count() {
                0 => format!("{}", listed.len()),
                count => format!(
                    "{}, {count} of them without a second factor yet",
                    listed.len()
                ),
            };
            findings.note("operators", Ok(told));
        }
        Err(error) => findings.note("operators", Err(error.to_string())),
    }
}

/// Asks for everything as somebody to whom nothing belongs. On PostgreSQL the schema answers the same by itself.
pub(super) async fn isolation(db: &Db) -> Result<String, String> {
    let stranger = Job::of(Id::from_bytes([0xfe; 16]));
    match operators::count_as(db, &stranger).await {
        Ok(0) => Ok("a stranger to every provider sees no row".into()),
        Ok(rows) => Err(format!("a stranger to every provider sees {rows} rows")),
        Err(error) => Err(error.to_string()),
    }
}
