//! The three roles: an owner for migrations, the program's own, and `portico_system` for what has no provider yet.

use deadpool_postgres::Object;

use crate::db::error::{Error, Result};

/// Entered by `set local role` when the program acts without a provider.
pub const SYSTEM_ROLE: &str = "portico_system";

/// What an administrator runs once; `portico doctor` prints it. Roles that exist already can be left out.
pub fn role_statements(app_role: &str) -> String {
    let app = quoted(app_role);
    format!(
        "create role {SYSTEM_ROLE} nologin noinherit nosuperuser nobypassrls;\n\
         create role {app} login noinherit nosuperuser nobypassrls nocreatedb nocreaterole;\n\
         grant {SYSTEM_ROLE} to {app};\n"
    )
}

/// A name as SQL writes it.
pub(in crate::db) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Refuses a role to which row-level security would not apply, or that could lift it.
pub(super) async fn check(connection: &Object) -> Result<()> {
    let row = connection
        .query_one(
            "select r.rolname::text, r.rolsuper, r.rolbypassrls, r.rolinherit,
                exists (select 1 from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')),
                (select count(*) from pg_auth_members m where m.member = r.oid
                    and m.roleid <> (select oid from pg_roles where rolname = 'portico_system')),
                exists (select 1 from pg_auth_members m join pg_roles s on s.oid = m.roleid
                    where m.member = r.oid and s.rolname = 'portico_system'
                    and not s.rolsuper and not s.rolbypassrls)
             from pg_roles r where r.rolname = current_user",
            &[],
        )
        .await?;
    let name: String = row.try_get(0)?;
    let flag = |column| row.try_get::<_, bool>(column);
    let fault = if flag(1)? {
        "is a superuser"
    } else if flag(2)? {
        "has bypassrls"
    } else if flag(3)? {
        "inherits rights (it must be noinherit)"
    } else if flag(4)? {
        "owns tables"
    } else if row.try_get::<_, i64>(5)? > 0 {
        "is a member of roles other than portico_system"
    } else if !flag(6)? {
        "is not a member of portico_system"
    } else {
        return Ok(());
    };
    Err(Error::Setup(format!(
        "database.url connects as {name}, which {fault}: row-level security needs a role of its own; \
         `portico doctor` prints the statements that make it"
    )))
}
