//! The OpenAPI operation of a handler, read off its signature, so that the document can't drift from the code.

use std::future::Future;

use axum::extract::State;
use axum::handler::Handler;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ArrayItems, ObjectBuilder, Type};
use utoipa::openapi::{Content, Ref, RefOr, Required, Schema};
use utoipa::{IntoParams, ToSchema};

use super::body::{Body, Raw, Streamed};
use super::meta::Meta;
use super::params::{IdempotencyKey, LONGEST_KEY, Params, RequiredKey, Search};
use super::reply::{Accepted, Created, NoContent, Plain, WithCookies, WithHeaders};
use super::site::Site;
use crate::error::{Error, Result};

/// Schemas by their names.
pub type NamedSchemas = Vec<(String, RefOr<Schema>)>;

/// An operation while it is being described, and the schemas it refers to.
#[derive(Default)]
pub struct Description {
    /// The operation.
    pub operation: Operation,
    /// Named schemas of what is answered. All their members are there, null where empty.
    pub answered: NamedSchemas,
    /// Named schemas of what is taken.
    pub taken: NamedSchemas,
}

impl Description {
    /// A reference to the schema of `T`, which is answered; the schema is put among the components.
    pub fn refer<T: ToSchema>(&mut self) -> RefOr<Schema> {
        let mut schemas = named::<T>();
        schemas.iter_mut().for_each(|(_, schema)| complete(schema));
        self.answered.append(&mut schemas);
        RefOr::Ref(Ref::from_schema_name(T::name()))
    }

    pub(super) fn parameters(&mut self, parameters: Vec<Parameter>) {
        self.operation
            .parameters
            .get_or_insert_default()
            .extend(parameters.into_iter().map(RefOr::T));
    }

    /// Adds a body of one of these media types, if there are any.
    pub fn takes(&mut self, media_types: &[&str]) {
        if media_types.is_empty() {
            return;
        }
        let mut body = RequestBodyBuilder::new().required(Some(Required::True));
        for media_type in media_types {
            body = body.content(*media_type, Content::new(None::<RefOr<Schema>>));
        }
        self.operation.request_body = Some(RefOr::T(body.build()));
    }

    /// Adds an answer; `schema` is its JSON, if it has a body.
    pub fn answer(&mut self, status: u16, schema: Option<RefOr<Schema>>) {
        let text = http::StatusCode::from_u16(status)
            .ok()
            .and_then(|status| status.canonical_reason());
        let mut response = ResponseBuilder::new().description(text.unwrap_or_default());
        if let Some(schema) = schema {
            response = response.content("application/json", Content::new(Some(schema)));
        }
        self.operation
            .responses
            .responses
            .insert(status.to_string(), response.build().into());
    }
}

/// The schema of `T` and those it refers to, by name.
fn named<T: ToSchema>() -> NamedSchemas {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    schemas
}

/// Requires every member. What may be null need not be sent, but it is always answered.
fn complete(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            object.required = object.properties.keys().cloned().collect();
            object.properties.values_mut().for_each(complete);
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                complete(items);
            }
        }
        Schema::OneOf(one) => one.items.iter_mut().for_each(complete),
        Schema::AllOf(all) => all.items.iter_mut().for_each(complete),
        Schema::AnyOf(any) => any.items.iter_mut().for_each(complete),
        _ => {}
    }
}

/// An argument of a handler, as the document shows it.
pub trait DescribeArg {
    /// Adds what this argument reads from the request. Nothing, if the caller does not see it.
    fn describe(_: &mut Description) {}
}

impl<S> DescribeArg for State<S> {}
impl<T> DescribeArg for Extension<T> {}
impl DescribeArg for Meta {}
impl DescribeArg for Site {}
impl DescribeArg for http::HeaderMap {}
impl DescribeArg for http::Uri {}
impl DescribeArg for http::Method {}
impl<const LIMIT: usize> DescribeArg for Raw<LIMIT> {}
impl DescribeArg for Streamed {}

impl<T: ToSchema> DescribeArg for Body<T> {
    fn describe(to: &mut Description) {
        to.taken.append(&mut named::<T>());
        let schema = RefOr::<Schema>::Ref(Ref::from_schema_name(T::name()));
        let body = RequestBodyBuilder::new()
            .content("application/json", Content::new(Some(schema)))
            .required(Some(Required::True));
        to.operation.request_body = Some(RefOr::T(body.build()));
    }
}

impl<T: IntoParams> DescribeArg for Params<T> {
    fn describe(to: &mut Description) {
        to.parameters(T::into_params(|| Some(ParameterIn::Path)));
    }
}

impl<T: IntoParams> DescribeArg for Search<T> {
    fn describe(to: &mut Description) {
        to.parameters(T::into_params(|| Some(ParameterIn::Query)));
    }
}

impl DescribeArg for IdempotencyKey {
    fn describe(to: &mut Description) {
        to.parameters(vec![idempotency_key(Required::False)]);
    }
}

impl DescribeArg for RequiredKey {
    fn describe(to: &mut Description) {
        to.parameters(vec![idempotency_key(Required::True)]);
    }
}

fn idempotency_key(required: Required) -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(LONGEST_KEY))
        .pattern(Some("^[!-~]+$"));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(required)
        .schema(Some(schema))
        .description(Some(
            "The same key and body answer the same for 24 hours, and act once.",
        ))
        .build()
}

/// A handler's answer, as the document shows it.
pub trait DescribeReply {
    /// Adds the answer's status and schema.
    fn describe(to: &mut Description);
}

impl<T: ToSchema> DescribeReply for Json<T> {
    fn describe(to: &mut Description) {
        let schema = to.refer::<T>();
        to.answer(200, Some(schema));
    }
}

impl<T: ToSchema> DescribeReply for Created<T> {
    fn describe(to: &mut Description) {
        let schema = to.refer::<T>();
        to.answer(201, Some(schema));
    }
}

impl<T: ToSchema> DescribeReply for Accepted<T> {
    fn describe(to: &mut Description) {
        let schema = to.refer::<T>();
        to.answer(202, Some(schema));
    }
}

impl DescribeReply for NoContent {
    fn describe(to: &mut Description) {
        to.answer(204, None);
    }
}

impl<R: DescribeReply> DescribeReply for WithCookies<R> {
    fn describe(to: &mut Description) {
        R::describe(to);
    }
}

impl<R: DescribeReply> DescribeReply for WithHeaders<R> {
    fn describe(to: &mut Description) {
        R::describe(to);
    }
}

impl DescribeReply for Plain {
    fn describe(to: &mut Description) {
        to.answer(200, None);
    }
}

/// A handler whose every argument and answer can be described.
pub trait Documented<Args, S>: Handler<Args, S> {
    /// Describes the whole operation.
    fn describe(to: &mut Description);
}

impl<F, Fut, R, S> Documented<((),), S> for F
where
    F: FnOnce() -> Fut + Handler<((),), S>,
    Fut: Future<Output = Result<R, Error>>,
    R: DescribeReply + IntoResponse,
{
    fn describe(to: &mut Description) {
        R::describe(to);
    }
}

macro_rules! documented {
    ($($arg:ident),+) => {
        impl<F, Fut, R, S, M, $($arg),+> Documented<(M, $($arg,)+), S> for F
        where
            F: FnOnce($($arg),+) -> Fut + Handler<(M, $($arg,)+), S>,
            Fut: Future<Output = Result<R, Error>>,
            R: DescribeReply + IntoResponse,
            $($arg: DescribeArg,)+
        {
            fn describe(to: &mut Description) {
                $($arg::describe(to);)+
                R::describe(to);
            }
        }
    };
}

documented!(A1);
documented!(A1, A2);
documented!(A1, A2, A3);
documented!(A1, A2, A3, A4);
documented!(A1, A2, A3, A4, A5);
documented!(A1, A2, A3, A4, A5, A6);
documented!(A1, A2, A3, A4, A5, A6, A7);
documented!(A1, A2, A3, A4, A5, A6, A7, A8);
