//! The access token: how it is signed, read and led back to its session.

use std::time::Duration;

use ed25519_dalek::SigningKey;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    kit::{clock::Time, http::site::Brand, id::Id, keys::Keys},
};

/// How long an access token is good.
pub const LIFE: Duration = Duration::from_secs(15 * 60);

/// RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8.
const PKCS8: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// What the signing key is derived for.
const SEED: &str = "access tokens";

#[derive(Serialize, Deserialize)]
struct Claims {
    /// The brand's address.
    iss: String,
    /// The contact.
    sub: Id,
    /// The brand domain at which it is good.
    aud: Id,
    /// The session.
    sid: Id,
    /// Seconds since 1970.
    iat: i64,
    /// Seconds since 1970.
    exp: i64,
}

/// What an access token says.
#[derive(Debug, Clone, Copy)]
pub struct AccessToken {
    /// The contact.
    pub contact_id: Id,
    /// The session.
    pub session_id: Id,
}

impl AccessToken {
    /// Signs it, for one brand.
    ///
    /// # Errors
    /// Never with a sound key.
    pub fn sign(&self, keys: &Keys, brand: &Brand, now: Time) -> Result<String> {
        let claims = Claims {
            iss: format!("{}{}", brand.origin, brand.prefix),
            sub: self.contact_id,
            aud: brand.brand_domain_id,
            sid: self.session_id,
            iat: now.seconds(),
            exp: now.plus(LIFE).seconds(),
        };
        let der = [PKCS8.as_slice(), &keys.for_purpose(SEED)].concat();
        let key = EncodingKey::from_ed_der(&der);
        encode(&Header::new(Algorithm::EdDSA), &claims, &key).map_err(Error::internal)
    }

    /// Reads one, signed with the present key of the server or one that was in use before. Nothing when it is not ours,
    /// over, or another brand's.
    pub fn read(token: &str, keys: &Keys, brand: &Brand, now: Time) -> Option<Self> {
        let mut rules = Validation::new(Algorithm::EdDSA);
        // The time is checked below, by the program's own clock; the brand by its id.
        rules.validate_exp = false;
        rules.validate_aud = false;
        rules.required_spec_claims.clear();
        let claims = keys.all_for_purpose(SEED).find_map(|seed| {
            let public = SigningKey::from_bytes(&seed).verifying_key();
            let key = DecodingKey::from_ed_der(public.as_bytes());
            Some(decode::<Claims>(token, &key, &rules).ok()?.claims)
        })?;
        let good = claims.exp > now.seconds() && claims.aud == brand.brand_domain_id;
        good.then_some(Self {
            contact_id: claims.sub,
            session_id: claims.sid,
        })
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

    use super::*;
    use crate::kit::id::TestIds;

    fn brand(n: u64) -> Brand {
        Brand {
            provider_id: TestIds::nth(1),
            brand_domain_id: TestIds::nth(n),
            host: "studio.example".into(),
            prefix: String::new(),
            origin: "https://studio.example".into(),
            main_address: None,
            cookie_domain: None,
        }
    }

    #[test]
    fn a_token_is_good_for_its_brand_and_its_time_and_unchanged() {
        let keys = Keys::new([7; 32]);
        let now = Time::from_micros(1_795_253_400_000_000);
        let token = AccessToken {
            contact_id: TestIds::nth(5),
            session_id: TestIds::nth(6),
        };
        let signed = token.sign(&keys, &brand(2), now).unwrap();
        let read = |text: &str, keys: &Keys, n, later_s| {
            let then = now.plus(Duration::from_secs(later_s));
            AccessToken::read(text, keys, &brand(n), then).map(|token| token.session_id)
        };
        assert_eq!(read(&signed, &keys, 2, 0), Some(TestIds::nth(6)));
        assert_eq!(read(&signed, &keys, 2, 899), Some(TestIds::nth(6)));
        assert_eq!(read(&signed, &keys, 2, 900), None, "over");
        assert_eq!(read(&signed, &keys, 3, 0), None, "another brand's");
        assert_eq!(
            read(&signed, &Keys::new([8; 32]), 2, 0),
            None,
            "another server's"
        );
        let changed = Keys::new([8; 32]).with_previous([keys.clone()]);
        assert_eq!(read(&signed, &changed, 2, 0), Some(TestIds::nth(6)));
        assert_eq!(read("", &keys, 2, 0), None);
        let parts: Vec<&str> = signed.split('.').collect();
        let none = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"none"}"#);
        let hs256 = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"HS256"}"#);
        for forged in [
            format!("{none}.{}.", parts[1]),
            format!("{hs256}.{}.{}", parts[1], parts[2]),
            format!("{}.{}.{}", parts[0], parts[1], &parts[2][2..]),
            format!("{}.{}.{}", parts[0], &parts[1][2..], parts[2]),
        ] {
            assert_eq!(read(&forged, &keys, 2, 0), None, "{forged}");
        }
    }
}
