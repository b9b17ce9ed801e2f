//! One effect per `Idempotency-Key`: the key's row is written in the effect's own transaction, so a crash leaves none.
//!
//! The same key and body get the stored answer for 24 hours. A twin that runs at once waits for the first one's
//! transaction. Another body under the same key is refused.

use std::marker::PhantomData;
use std::time::Duration;

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::clock::Time;
use super::http::describe::{DescribeReply, Description};
use super::http::params::IdempotencyKey;
use super::id::{Id, sha256};
use super::sweep::BATCH;
use crate::db::{Db, Error as DbError, Statement, Write, params, scoped};
use crate::error::{Error, Result};
use crate::scope::{Audience, Job};

const LIFE: Duration = Duration::from_secs(24 * 3600);
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// The only status that is kept.
const CREATED: i64 = 201;

/// 201 with the thing made, written down so that it can be given again.
#[derive(Debug)]
pub struct CreatedOnce<T> {
    body: Value,
    location: Option<String>,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> CreatedOnce<T> {
    /// The answer to a first request.
    pub fn new(value: &T, location: Option<String>) -> Result<Self> {
        Ok(Self {
            body: serde_json::to_value(value).map_err(Error::internal)?,
            location,
            of: PhantomData,
        })
    }
}

impl<T> CreatedOnce<T> {
    /// As it is kept beside its key.
    fn stored(&self) -> Value {
        json!({ "body": self.body, "location": self.location })
    }

    /// What was kept.
    fn again(stored: Value) -> Option<Self> {
        let Value::Object(mut stored) = stored else {
            return None;
        };
        let location = stored
            .remove("location")
            .and_then(|text| text.as_str().map(str::to_owned));
        Some(Self {
            body: stored.remove("body").unwrap_or_default(),
            location,
            of: PhantomData,
        })
    }
}

impl<T> IntoResponse for CreatedOnce<T> {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::CREATED, Json(self.body)).into_response();
        if let Some(location) = self
            .location
            .and_then(|text| HeaderValue::try_from(text).ok())
        {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

impl<T: ToSchema> DescribeReply for CreatedOnce<T> {
    fn describe(to: &mut Description) {
        let schema = to.refer::<T>();
        to.answer(201, Some(schema));
    }
}

/// Which request this is: the caller, what it calls, its key and body.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The contact or staff member.
    pub caller_id: Id,
    /// Method and path, for instance `POST /api/client/decisions`.
    pub path: &'a str,
    /// The header's value. Without one nothing is remembered.
    pub key: Option<&'a str>,
    /// The body as sent.
    pub body: &'a [u8],
    /// Now.
    pub now: Time,
}

impl<'a> Request<'a> {
    /// A request that may come without a key.
    pub fn new(
        path: &'a str,
        caller_id: Id,
        key: &'a IdempotencyKey,
        body: &'a [u8],
        now: Time,
    ) -> Self {
        Self {
            caller_id,
            path,
            key: key.0.as_deref(),
            body,
            now,
        }
    }
}

/// What is known of a key.
#[derive(Debug)]
pub enum Claim<'a, T> {
    /// Never seen: do it, then [`Fresh::store`] the answer.
    Fresh(Fresh<'a>),
    /// Done before: this was the answer.
    Again(CreatedOnce<T>),
}

/// A key that this transaction claimed, where there is one.
#[derive(Debug)]
pub struct Fresh<'a>(Option<Request<'a>>);

/// Claims the key within the effect's transaction.
pub async fn claim<'r, T, A>(write: &Write<'_, A>, request: Request<'r>) -> Result<Claim<'r, T>>
where
    A: Audience<Statement = Statement>,
{
    Ok(match seen(write, &request, None).await? {
        Some(answer) => Claim::Again(answer),
        None => Claim::Fresh(Fresh(request.key.is_some().then_some(request))),
    })
}

/// Claims the key together with the answer, where that is known before the effect; what was answered, if the key was
/// seen before.
pub async fn claim_with<T, A>(
    write: &Write<'_, A>,
    request: &Request<'_>,
    answer: &CreatedOnce<T>,
) -> Result<Option<CreatedOnce<T>>>
where
    A: Audience<Statement = Statement>,
{
    seen(write, request, Some(&answer.stored())).await
}

/// Writes the key down, or finds what was answered to it.
async fn seen<T, A>(
    write: &Write<'_, A>,
    request: &Request<'_>,
    answer: Option<&Value>,
) -> Result<Option<CreatedOnce<T>>>
where
    A: Audience<Statement = Statement>,
{
    if request.key.is_none() {
        return Ok(None);
    }
    match tokio::time::timeout(LONGEST_WAIT, insert(write, request, answer)).await {
        Ok(Ok(true)) => return Ok(None),
        Ok(Ok(false)) => {}
        Ok(Err(DbError::Busy(_))) | Err(_) => {
            return Err(Error::conflict(
                "idempotency_key_in_use",
                "A request with this key is still being worked on.",
            ));
        }
        Ok(Err(error)) => return Err(error.into()),
    }
    let find = scoped!(
        "select k.body_hash, k.answer from idempotency_key k
         where {provider:k} and k.caller_id = $4 and k.path = $5 and k.key = $6"
    );
    let (body_hash, stored): (Vec<u8>, Option<String>) = write
        .one(find, params![request.caller_id, request.path, request.key])
        .await?;
    if body_hash != sha256(request.body) {
        return Err(Error::refused(
            "idempotency_key_reused",
            "This key was used with another body.",
        ));
    }
    let stored = stored.and_then(|text| serde_json::from_str(&text).ok());
    let again = stored.and_then(CreatedOnce::again);
    again
        .map(Some)
        .ok_or_else(|| Error::internal("an idempotency key was committed without its answer"))
}

async fn insert<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    request: &Request<'_>,
    answer: Option<&Value>,
) -> Result<bool, DbError> {
    if add(write, request, answer).await? {
        return Ok(true);
    }
    // There is one already; it stands in the way only for as long as it lives.
    let forget = scoped!(
        "delete from idempotency_key as k
         where {provider:k} and k.caller_id = $4 and k.path = $5 and k.key = $6 and k.created_at <= $7"
    );
    let forgotten = write
        .exec(
            forget,
            params![
                request.caller_id,
                request.path,
                request.key,
                request.now.minus(LIFE)
            ],
        )
        .await?;
    Ok(forgotten == 1 && add(write, request, answer).await?)
}

async fn add<A: Audience<Statement = Statement>>(
    write: &Write<'_, A>,
    request: &Request<'_>,
    answer: Option<&Value>,
) -> Result<bool, DbError> {
    let add = scoped!(
        "insert into idempotency_key (provider_id, caller_id, path, key, body_hash, created_at, status, answer)
         values ((select p.provider_id from provider p where {provider:p}), $4, $5, $6, $7, $8, $9, $10)
         on conflict (provider_id, caller_id, path, key) do nothing"
    );
    let hash = sha256(request.body);
    let added = write
        .exec(
            add,
            params![
                request.caller_id,
                request.path,
                request.key,
                &hash,
                request.now,
                answer.map(|_| CREATED),
                answer
            ],
        )
        .await?;
    Ok(added == 1)
}

impl Fresh<'_> {
    /// Keeps the answer; both last when the transaction commits.
    pub async fn store<T, A>(self, write: &Write<'_, A>, answer: &CreatedOnce<T>) -> Result<()>
    where
        A: Audience<Statement = Statement>,
    {
        let save = scoped!(
            "update idempotency_key as k set status = $7, answer = $8
             where {provider:k} and k.caller_id = $4 and k.path = $5 and k.key = $6"
        );
        let Self(Some(request)) = self else {
            return Ok(());
        };
        write
            .exec(
                save,
                params![
                    request.caller_id,
                    request.path,
                    request.key,
                    CREATED,
                    &answer.stored()
                ],
            )
            .await?;
        Ok(())
    }
}

/// Forgets keys that are older than 24 hours; how many.
pub async fn sweep(db: &Db, who: &Job, now: Time) -> Result<u64> {
    let write = db.write(who).await?;
    let forget = scoped!(
        "delete from idempotency_key as k where {provider:k} and (k.caller_id, k.path, k.key) in (
             select o.caller_id, o.path, o.key from idempotency_key o
             where {provider:o} and o.created_at <= $4 order by o.created_at limit $5)"
    );
    let removed = write.exec(forget, params![now.minus(LIFE), BATCH]).await?;
    write.commit().await?;
    Ok(removed)
}

#[cfg(test)]
mod tests;
