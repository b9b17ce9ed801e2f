//! What must be so in any database of the program, whatever happened to it: each statement counts what is not.

use portico::db::Dialect;

use super::{server, world::World};

/// What would be wrong, and how many of it there are. The texts run on both databases.
const INVARIANTS: [(&str, &str); 17] = [
    (
        "a series with a gap: its last number is not how many documents have one",
        "select count(*) from number_series s where s.last_number <> (
             select count(*) from document d join document_type t using (provider_id, type_key)
             where d.provider_id = s.provider_id and t.series = s.series and d.year = s.year and d.number is not null)",
    ),
    (
        "versions that are not 1 to n",
        "select count(*) from (select 1 from document_version group by provider_id, document_id
                               having min(version) <> 1 or max(version) <> count(*)) v",
    ),
    (
        "a document that shows another version than its last",
        "select count(*) from document d where coalesce(d.published_version, 0) <> coalesce((
             select max(v.version) from document_version v
             where v.provider_id = d.provider_id and v.document_id = d.document_id), 0)",
    ),
    (
        "a published document without its number, or one that asks without having asked",
        "select count(*) from document d where d.status = 'published' and (d.number is null or d.asks is not null
             and not exists (select 1 from action_item a where a.provider_id = d.provider_id
                             and a.document_id = d.document_id and a.version = d.published_version))",
    ),
    (
        "an item that is decided without a decision, or the other way round",
        "select count(*) from action_item a left join decision d using (provider_id, action_item_id)
         where (a.state = 'decided') <> (d.decision_id is not null)",
    ),
    (
        "a choice without its response",
        "select count(*) from decision d left join response r using (provider_id, decision_id)
         where d.kind = 'choose' and r.response_id is null",
    ),
    (
        "a response that is not in the inbox once",
        "select count(*) from response r where 1 <> (
             select count(*) from inbox_entry i where i.provider_id = r.provider_id and i.response_id = r.response_id)",
    ),
    (
        "a response that the author is not told of once",
        "select abs((select count(*) from response) - (select count(*) from outbox_message where channel = 'email'))",
    ),
    (
        "a link or a code by SMS whose message is missing or is there twice",
        "select abs((select count(*) from delivery_link where channel = 'sms') + (select count(*) from sign_in)
                    - (select count(*) from outbox_message where channel = 'sms'))",
    ),
    (
        "a message without its job",
        "select count(*) from outbox_message m
         left join job j on j.provider_id = m.provider_id and j.job_id = m.outbox_message_id where j.job_id is null",
    ),
    (
        "a message that waits although its job is done, or left although its job was never begun",
        "select count(*) from outbox_message m
         join job j on j.provider_id = m.provider_id and j.job_id = m.outbox_message_id
         where m.state = 'waiting' and j.state = 'done' or m.state = 'sent' and j.attempts = 0",
    ),
    (
        "a job that is dead, or runs without a lease",
        "select count(*) from job where state = 'dead' or state = 'running' and leased_until is null",
    ),
    (
        "an idempotency key without its answer",
        "select count(*) from idempotency_key where status is null or answer is null",
    ),
    (
        "an audit with a gap",
        "select count(*) from audit_head h where h.last_sequence <> (
             select count(*) from audit_entry a where a.provider_id = h.provider_id)",
    ),
    (
        "a decision without its entry in the audit, or with two",
        "select abs((select count(*) from decision where kind = 'acknowledge')
                    - (select count(*) from audit_entry where act = 'decision_made' and outcome = 'done'))
              + (select count(*) from decision d left join audit_entry a
                     on a.provider_id = d.provider_id and a.subject_id = d.decision_id and a.act = 'decision_made'
                 where d.kind = 'acknowledge' and a.sequence is null)
              + abs((select count(*) from response)
                    - (select count(*) from audit_entry where act = 'document_accepted' and outcome = 'done'))",
    ),
    (
        "a version, a document or a link without its entry in the audit",
        "select abs((select count(*) from document_version)
                    - (select count(*) from audit_entry where act = 'document_published' and outcome = 'done'))
              + abs((select count(*) from document)
                    - (select count(*) from audit_entry where act = 'document_created' and outcome = 'done'))
              + abs((select count(*) from delivery_link)
                    - (select count(*) from audit_entry where act = 'document_delivered' and outcome = 'done'))",
    ),
    (
        "a published document that is not found by its words",
        "select count(*) from document d where d.status = 'published' and (
             not exists (select 1 from search_term s where s.provider_id = d.provider_id and s.kind = 'document'
                         and s.subject_id = d.document_id)
             or not exists (select 1 from search_term s where s.provider_id = d.provider_id and s.kind = 'published'
                            and s.subject_id = d.document_id))",
    ),
];

/// Fails with every invariant that does not hold, and when the file is damaged or the audit's chain is broken.
pub async fn must_hold(world: &World) {
    hold_in_the_database(world).await;
    let verified = server::command(world, &["audit", "verify"]).output();
    let verified = verified.unwrap();
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    let error = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(verified.status.success(), "{said}\n{error}");
}

/// The same, but for what the program says of the audit.
pub async fn hold_in_the_database(world: &World) {
    let mut broken = Vec::new();
    for (what, statement) in INVARIANTS {
        let count = world.count(statement).await;
        if count != 0 {
            broken.push(format!("{what}: {count}"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    if portico::testing::dialect() == Dialect::Sqlite {
        let whole = world.rows("pragma integrity_check").await;
        assert_eq!(whole, [["ok"]], "the file is damaged");
        let foreign = world.rows("pragma foreign_key_check").await;
        assert!(foreign.is_empty(), "{foreign:?}");
    }
}
