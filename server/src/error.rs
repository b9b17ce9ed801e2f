//! The one error of the product: a status, a stable code, and what the caller may know.
//! It becomes a problem document (RFC 9457) at the outer edge, where it is logged once; see `kit::http::door`.

use std::fmt;

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Map, Value};

use crate::kit::field::{FieldError, FieldErrors};
use crate::kit::seldom::Seldom;

mod problem;

pub use problem::Problem;
pub(crate) use problem::Raised;
/// What every fallible function of a feature returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where an internal error came from; shown in the log only.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// Both come by the hundred when they come; the log is told once a second.
static AWAY: Seldom = Seldom::new();
static FULL: Seldom = Seldom::new();

/// Everything that can go wrong between a request and its answer.
#[derive(Debug)]
#[expect(
    missing_docs,
    reason = "the members of a variant are explained with the variant"
)]
pub enum Error {
    /// 4xx that concerns the request as such: malformed, wrong method, wrong media type, too large.
    Request {
        status: StatusCode,
        code: &'static str,
        detail: String,
    },
    /// 401: no session, an expired one, or one of another brand.
    Unauthorized { code: &'static str },
    /// 403: signed in, but of the wrong kind or without the permission.
    Forbidden { code: &'static str },
    /// 404: not there, or not yours. Says nothing more, so that the two look alike.
    NotFound,
    /// 409: the state does not allow it.
    Conflict {
        code: &'static str,
        detail: String,
        extra: Map<String, Value>,
    },
    /// 410: a withdrawn or expired address; `title` is the document's, shown to those who had opened it.
    Gone { title: String },
    /// 422: understood and refused. `code` is `invalid` when the fields say it all.
    Invalid {
        code: &'static str,
        detail: String,
        fields: Vec<FieldError>,
        extra: Map<String, Value>,
    },
    /// 429: over a limit.
    Limited { retry_after_s: u64 },
    /// 503 and 507: a part is away or full; trying again later helps.
    Unavailable {
        status: StatusCode,
        code: &'static str,
        retry_after_s: u64,
    },
    /// 500: a defect or an unforeseen failure. The caller gets the request id only.
    Internal(Source),
}

impl Error {
    /// 404, the same for an id that does not exist and one that belongs to somebody else.
    pub fn not_found() -> Self {
        Self::NotFound
    }

    /// 422 for one field.
    pub fn invalid(
        field: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        FieldErrors::one(field, code, message).into()
    }

    /// 422 with a code of its own and no field.
    pub fn refused(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid {
            code,
            detail: detail.into(),
            fields: Vec::new(),
            extra: Map::new(),
        }
    }

    /// 409.
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Conflict {
            code,
            detail: detail.into(),
            extra: Map::new(),
        }
    }

    /// Adds a member to the problem document of a 409 or 422, such as who decided first and when.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Self::Conflict { extra, .. } | Self::Invalid { extra, .. } = &mut self {
            extra.insert(name.to_owned(), value.into());
        }
        self
    }

    /// 403.
    pub fn forbidden(code: &'static str) -> Self {
        Self::Forbidden { code }
    }

    /// 401 with the code `unauthorized`.
    pub fn unauthorized() -> Self {
        Self::Unauthorized {
            code: "unauthorized",
        }
    }

    /// 401: signed in, but without the second factor that is asked for.
    pub fn second_factor_required() -> Self {
        Self::Unauthorized {
            code: "second_factor_required",
        }
    }

    /// 401: a refresh token that is unknown, spent or over.
    pub fn invalid_token() -> Self {
        Self::Unauthorized {
            code: "invalid_token",
        }
    }

    /// 429 with `Retry-After`.
    pub fn limited(retry_after_s: u64) -> Self {
        Self::Limited { retry_after_s }
    }

    /// 410, with the title of what was here.
    pub fn gone(title: impl Into<String>) -> Self {
        Self::Gone {
            title: title.into(),
        }
    }

    /// 503 with `Retry-After`.
    pub fn unavailable(code: &'static str, retry_after_s: u64) -> Self {
        Self::Unavailable {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code,
            retry_after_s,
        }
    }

    /// 500; `source` is for the log.
    pub fn internal(source: impl Into<Source>) -> Self {
        Self::Internal(source.into())
    }

    /// A refusal of the request as such.
    pub fn request(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Request {
            status,
            code,
            detail: detail.into(),
        }
    }

    /// Whether what answers is away, or has too much to do.
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Unavailable { .. })
    }

    /// The status this error answers with.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Request { status, .. } | Self::Unavailable { status, .. } => *status,
            Self::Unauthorized { .. } => StatusCode::UNAUTHORIZED,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::Gone { .. } => StatusCode::GONE,
            Self::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Limited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code of the problem document.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Request { code, .. }
            | Self::Unauthorized { code }
            | Self::Forbidden { code }
            | Self::Conflict { code, .. }
            | Self::Invalid { code, .. }
            | Self::Unavailable { code, .. } => code,
            Self::NotFound => "not_found",
            Self::Gone { .. } => "gone",
            Self::Limited { .. } => "limited",
            Self::Internal(_) => "internal",
        }
    }

    /// Seconds after which trying again makes sense, for `Retry-After`.
    pub fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::Limited { retry_after_s } | Self::Unavailable { retry_after_s, .. } => {
                Some(*retry_after_s)
            }
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status().as_u16(), self.code())?;
        match self {
            Self::Internal(source) => write!(f, ": {source}"),
            Self::Request { detail, .. }
            | Self::Conflict { detail, .. }
            | Self::Invalid { detail, .. } => {
                write!(f, ": {detail}")
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Internal(source) => Some(source.as_ref()),
            _ => None,
        }
    }
}

/// 422 for several fields at once.
impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid {
            code: "invalid",
            detail: "Some fields are not acceptable.".into(),
            fields: errors.0,
            extra: Map::new(),
        }
    }
}

/// The answer carries the error itself; the outer edge adds the request id and writes the document.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Raised::new(self));
        response
    }
}

/// What the caller may know of a failed call into the database: whether trying again helps.
impl From<crate::db::Error> for Error {
    fn from(error: crate::db::Error) -> Self {
        use crate::db::Error as Db;
        match error {
            Db::NoRow => Self::NotFound,
            Db::Busy(_) => Self::unavailable("busy", 1),
            Db::Full(_) => {
                if let Some(times) = FULL.times() {
                    tracing::error!(%error, times, "nothing can be written");
                }
                Self::Unavailable {
                    status: StatusCode::INSUFFICIENT_STORAGE,
                    code: "disk_full",
                    retry_after_s: 60,
                }
            }
            Db::Away(_) => {
                if let Some(times) = AWAY.times() {
                    tracing::warn!(%error, times, "the database does not answer");
                }
                Self::unavailable("database_away", 5)
            }
            other => Self::internal(other),
        }
    }
}
