//! The one way to register a route: method, path, audience, permission and OpenAPI operation together.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use http::{HeaderName, HeaderValue, Method};
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{HttpMethod, PathItem};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::{
    Components, Content, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Schema,
};
use utoipa::{PartialSchema, ToSchema};

use super::body::FromAnybody;
use super::describe::{Description, Documented, NamedSchemas};
use super::guard;
use super::schemas::Schemas;
use super::security;
use crate::error::{Error, Problem};
use crate::kit::field::FieldError;
use crate::kit::metrics::Matched;

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Anybody, without a session.
    Public,
    /// A contact, on a brand domain.
    Contact,
    /// Staff, on the staff host.
    Staff,
    /// The operator, on the staff host.
    Operator,
    /// A program of the provider's, by its key, on the staff host.
    Device,
}

impl Audience {
    /// The word in the document's `x-audience`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Contact => "contact",
            Self::Staff => "staff",
            Self::Operator => "operator",
            Self::Device => "device",
        }
    }
}

/// One row of the table.
#[derive(Clone)]
pub struct RouteRow {
    /// Upper-case method.
    pub method: Method,
    /// Path with `{parameters}`, without any brand's prefix.
    pub path: &'static str,
    /// Who may call it.
    pub audience: Audience,
    /// The permission word a caller needs, if any.
    pub permission: Option<&'static str>,
    /// Whether the row stands in the OpenAPI document: all under `/api/`.
    pub is_documented: bool,
    description: std::sync::Arc<Description>,
}

impl RouteRow {
    /// The named schemas of what it takes and answers.
    pub fn schemas(&self) -> impl Iterator<Item = &(String, RefOr<Schema>)> {
        let Description {
            taken, answered, ..
        } = self.description.as_ref();
        taken.iter().chain(answered)
    }

    /// `feature.audience.handler`, unique in the document.
    pub fn operation_id(&self) -> &str {
        self.description
            .operation
            .operation_id
            .as_deref()
            .unwrap_or_default()
    }
}

/// Every URL of the product, in the making.
pub struct Table<S> {
    rows: Vec<RouteRow>,
    routers: BTreeMap<&'static str, MethodRouter<S>>,
    said: Said,
}

/// What every answer at a path says, refusals too.
type Said = BTreeMap<&'static str, &'static [(HeaderName, HeaderValue)]>;

impl<S: Clone + Send + Sync + 'static> Default for Table<S> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            routers: BTreeMap::new(),
            said: Said::new(),
        }
    }
}

/// A function for each common method.
macro_rules! shortcuts {
    ($($(#[$doc:meta])* $name:ident = $method:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name<H, Args>(
            &mut self,
            path: &'static str,
            audience: Audience,
            permission: Option<&'static str>,
            handler: H,
        ) -> &mut Self
        where
            H: Documented<Args, S>,
            Args: 'static,
        {
            self.add(Method::$method, path, audience, permission, &[], handler)
        }
    )*};
}

impl<S: Clone + Send + Sync + 'static> Table<S> {
    shortcuts! {
        /// Registers a `GET` (and with it `HEAD`).
        get = GET;
        /// Registers a `POST` that takes JSON.
        post = POST;
        /// Registers a `PUT` that takes JSON.
        put = PUT;
        /// Registers a `PATCH` that takes JSON.
        patch = PATCH;
        /// Registers a `DELETE`.
        delete = DELETE;
    }

    /// Registers a route of any method. `media_types`: what it takes in place of JSON, such as a logo's types.
    pub fn add<H, Args>(
        &mut self,
        method: Method,
        path: &'static str,
        audience: Audience,
        permission: Option<&'static str>,
        media_types: &'static [&'static str],
        handler: H,
    ) -> &mut Self
    where
        H: Documented<Args, S>,
        Args: 'static,
    {
        let mut description = Description::default();
        H::describe(&mut description);
        let (tag, operation_id) = names(std::any::type_name::<H>());
        description.takes(media_types);
        let operation = &mut description.operation;
        operation.tags = Some(vec![tag]);
        operation.operation_id = Some(operation_id);
        let permission_word = permission.map_or(serde_json::Value::Null, Into::into);
        let extensions = ExtensionsBuilder::new()
            .add("x-audience", audience.as_str())
            .add("x-permission", permission_word);
        operation.extensions = Some(extensions.build());
        self.rows.push(RouteRow {
            method: method.clone(),
            path,
            audience,
            permission,
            is_documented: path.starts_with("/api/"),
            description: std::sync::Arc::new(description),
        });
        let guarded = move |State(state): State<S>, mut request: Request| async move {
            if audience == Audience::Public {
                request.extensions_mut().insert(FromAnybody);
            }
            let mut response = match guard::check(&request, media_types) {
                Ok(()) => handler.call(request, state).await,
                Err(refusal) => refusal.into_response(),
            };
            response.extensions_mut().insert(Matched(path));
            response
        };
        let filter = MethodFilter::try_from(method).unwrap_or(MethodFilter::TRACE);
        let known = self.routers.remove(path).unwrap_or_default();
        self.routers.insert(path, known.merge(on(filter, guarded)));
        self
    }

    /// Has every answer of the rows of a path say this, refusals too.
    pub fn say(
        &mut self,
        path: &'static str,
        headers: &'static [(HeaderName, HeaderValue)],
    ) -> &mut Self {
        self.said.insert(path, headers);
        self
    }

    /// The rows, in the order of their registration.
    pub fn rows(&self) -> &[RouteRow] {
        &self.rows
    }

    /// The router of all rows. What no row names goes to `otherwise`; a wrong method is 405.
    pub fn router_or<H, Args>(self, otherwise: H) -> Router<S>
    where
        H: Documented<Args, S>,
        Args: 'static,
    {
        self.router().fallback(otherwise)
    }

    /// The router of all rows. What no row names is 404, a wrong method 405.
    pub fn router(self) -> Router<S> {
        let mut router = Router::new();
        for (path, mut methods) in self.routers {
            if let Some(said) = self.said.get(path).copied() {
                let say = move |mut response: Response| async move {
                    response.headers_mut().extend(said.iter().cloned());
                    response
                };
                methods = methods.layer(map_response(say));
            }
            router = router.route(path, methods);
        }
        router
            .fallback(unknown)
            .method_not_allowed_fallback(wrong_method)
    }

    /// The OpenAPI 3.1 document of all documented rows.
    pub fn openapi(&self) -> OpenApi {
        let mut components = Components::new();
        components
            .schemas
            .insert(FieldError::name().into_owned(), FieldError::schema());
        components
            .schemas
            .insert(Problem::name().into_owned(), Problem::schema());
        let mut document = OpenApiBuilder::new()
            .info(
                InfoBuilder::new()
                    .title("Portico")
                    .version(env!("CARGO_PKG_VERSION"))
                    .build(),
            )
            .build();
        components.security_schemes = security::schemes();
        let rows = || self.rows.iter().filter(|row| row.is_documented);
        let all = |row: fn(&Description) -> &NamedSchemas| {
            rows()
                .flat_map(move |known| row(&known.description).iter().cloned())
                .collect()
        };
        let schemas = Schemas::new(all(|row| &row.taken), all(|row| &row.answered));
        components.schemas.extend(schemas.named.clone());
        for row in rows() {
            let mut operation = row.description.operation.clone();
            operation.security = Some(security::of(row.audience));
            schemas.refer_body(&mut operation);
            let problem = Content::new(Some(RefOr::Ref(Ref::from_schema_name("Problem"))));
            let response = ResponseBuilder::new()
                .description("A problem document")
                .content("application/problem+json", problem);
            operation
                .responses
                .responses
                .insert("default".to_owned(), response.build().into());
            document
                .paths
                .paths
                .entry(row.path.to_owned())
                .or_default()
                .merge_operations(PathItem::new(verb(&row.method), operation));
        }
        document.components = Some(components);
        document
    }
}

async fn unknown() -> Error {
    Error::not_found()
}

async fn wrong_method() -> Error {
    Error::request(
        http::StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "This address does not take that method.",
    )
}

fn verb(method: &Method) -> HttpMethod {
    match *method {
        Method::POST => HttpMethod::Post,
        Method::PUT => HttpMethod::Put,
        Method::PATCH => HttpMethod::Patch,
        Method::DELETE => HttpMethod::Delete,
        Method::HEAD => HttpMethod::Head,
        Method::OPTIONS => HttpMethod::Options,
        _ => HttpMethod::Get,
    }
}

/// `portico::features::documents::client::show_document` → `documents`, `documents.client.show_document`.
fn names(type_name: &str) -> (String, String) {
    let parts: Vec<&str> = type_name
        .split("::")
        .filter(|part| !matches!(*part, "portico" | "features"))
        .collect();
    (
        parts.first().copied().unwrap_or_default().to_owned(),
        parts.join("."),
    )
}
