// The same work in Hono, Drizzle and PostgreSQL: one process for each core, a pool of connections in each, prepared
// statements. It looks the session up by hash, keeps to the client in its SQL, and writes a decision with its audit row
// in one transaction. A look at a document is written down too, soon after its answer, together with others.
import cluster from "node:cluster";
import { createHash, randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { serve } from "@hono/node-server";
import { and, desc, eq, gt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import pg from "pg";
import {
  actionItem,
  auditEntry,
  auditHead,
  decision,
  document,
  documentOpening,
  documentType,
  documentVersion,
  idempotencyKey,
  paymentMethod,
  response,
  session,
  setting,
} from "./schema.mjs";

// Connections of all processes together: as many as requests are under way.
const CONNECTIONS = 32;

if (cluster.isPrimary) {
  for (let core = 0; core < availableParallelism(); core += 1) {
    cluster.fork();
  }
  process.on("SIGTERM", () => {
    for (const worker of Object.values(cluster.workers ?? {})) {
      worker?.kill();
    }
    process.exit(0);
  });
} else {
  const app = routes(
    drizzle(
      new pg.Pool({
        connectionString: process.env.DATABASE_URL,
        max: Math.ceil(CONNECTIONS / availableParallelism()),
      }),
    ),
  );
  serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
}

function routes(db) {
  const findSession = db
    .select({ provider: session.providerId, client: session.clientId, contact: session.contactId })
    .from(session)
    .where(and(eq(session.tokenHash, sql.placeholder("hash")), gt(session.expiresAt, sql.placeholder("now"))))
    .prepare("find_session");
  const findDocument = db
    .select({
      id: document.documentId,
      number: document.number,
      title: document.title,
      publishedAt: document.publishedAt,
      versionHash: documentVersion.versionHash,
      typeTitle: documentType.title,
      openedAt: documentOpening.openedAt,
      content: documentVersion.content,
    })
    .from(document)
    .innerJoin(
      documentVersion,
      and(eq(documentVersion.documentId, document.documentId), eq(documentVersion.version, document.version)),
    )
    .innerJoin(
      documentType,
      and(eq(documentType.providerId, document.providerId), eq(documentType.typeKey, document.typeKey)),
    )
    .leftJoin(
      documentOpening,
      and(
        eq(documentOpening.documentId, document.documentId),
        eq(documentOpening.contactId, sql.placeholder("contact")),
      ),
    )
    .where(
      and(
        eq(document.providerId, sql.placeholder("provider")),
        eq(document.clientId, sql.placeholder("client")),
        eq(document.year, sql.placeholder("year")),
        eq(document.slug, sql.placeholder("slug")),
        eq(document.status, "published"),
      ),
    )
    .prepare("find_document");
  const listMethods = db
    .select({ id: paymentMethod.paymentMethodId, section: paymentMethod.section, name: paymentMethod.name })
    .from(paymentMethod)
    .where(eq(paymentMethod.providerId, sql.placeholder("provider")))
    .orderBy(paymentMethod.position)
    .prepare("list_methods");
  const findResponse = db
    .select({ outcome: response.outcome, createdAt: response.createdAt })
    .from(response)
    .where(eq(response.documentId, sql.placeholder("document")))
    .prepare("find_response");
  const findSetting = db
    .select({ timeZone: setting.timeZone, regulated: setting.regulated })
    .from(setting)
    .where(eq(setting.providerId, sql.placeholder("provider")))
    .prepare("find_setting");
  const findOpenItem = db
    .select({ id: actionItem.actionItemId })
    .from(actionItem)
    .where(and(eq(actionItem.documentId, sql.placeholder("document")), eq(actionItem.state, "open")))
    .orderBy(desc(actionItem.actionItemId))
    .limit(1)
    .prepare("find_open_item");
  const views = keepViews(db);

  async function callerOf(context) {
    const token = getCookie(context, "portico");
    if (token === undefined) {
      return undefined;
    }
    const hash = createHash("sha256").update(token).digest();
    const [caller] = await findSession.execute({ hash, now: new Date() });
    return caller;
  }

  const app = new Hono();
  app.get("/login", (context) => context.html("<!doctype html><title>Sign in</title>"));

  app.get("/api/client/documents/:year/:slug", async (context) => {
    const caller = await callerOf(context);
    if (caller === undefined) {
      return context.json({ code: "unauthorized" }, 401);
    }
    const { year, slug } = context.req.param();
    const { provider, client, contact } = caller;
    const [[found], methods, [set]] = await Promise.all([
      findDocument.execute({ provider, client, contact, year: Number(year), slug }),
      listMethods.execute({ provider }),
      findSetting.execute({ provider }),
    ]);
    if (found === undefined) {
      return context.json({ code: "not_found" }, 404);
    }
    const [[answered], [item]] = await Promise.all([
      findResponse.execute({ document: found.id }),
      findOpenItem.execute({ document: found.id }),
    ]);
    views.push({
      caller,
      document: found.id,
      at: new Date(),
      ip: "127.0.0.1",
      agent: context.req.header("user-agent") ?? "",
    });
    return context.json({
      id: found.id,
      year: Number(year),
      slug,
      number: found.number,
      title: found.title,
      type_title: found.typeTitle,
      is_known: found.openedAt !== null,
      time_zone: set.timeZone,
      action_item_id: item?.id ?? null,
      version_hash: found.versionHash,
      published_at: found.publishedAt,
      payment_methods: methods,
      response: answered ?? null,
      content: JSON.parse(found.content),
    });
  });

  app.post("/api/client/decisions", async (context) => {
    const caller = await callerOf(context);
    if (caller === undefined) {
      return context.json({ code: "unauthorized" }, 401);
    }
    const key = context.req.header("idempotency-key");
    const body = await context.req.text();
    const [item] = JSON.parse(body).items ?? [];
    if (key === undefined || item === undefined) {
      return context.json({ code: "invalid" }, 400);
    }
    const agent = context.req.header("user-agent") ?? "";
    const [status, answer] = await db.transaction((tx) => decide(tx, caller, { key, body, item, agent }));
    return context.json(answer, status);
  });
  return app;
}

async function decide(tx, caller, { key, body, item, agent }) {
  const id = randomUUID();
  const at = new Date();
  const answer = {
    items: [{ id, action_item_id: item.action_item_id, outcome: item.outcome, decided_at: at.toISOString() }],
  };
  const claimed = await tx
    .insert(idempotencyKey)
    .values({
      contactId: caller.contact,
      key,
      bodyHash: createHash("sha256").update(body).digest(),
      answer: JSON.stringify(answer),
      createdAt: at,
    })
    .onConflictDoNothing();
  if (claimed.rowCount === 0) {
    const [stored] = await tx
      .select({ answer: idempotencyKey.answer })
      .from(idempotencyKey)
      .where(and(eq(idempotencyKey.contactId, caller.contact), eq(idempotencyKey.key, key)));
    return [201, JSON.parse(stored.answer)];
  }
  const mine = and(
    eq(actionItem.actionItemId, item.action_item_id),
    eq(actionItem.providerId, caller.provider),
    eq(actionItem.clientId, caller.client),
  );
  const [found] = await tx.select({ versionHash: actionItem.versionHash }).from(actionItem).where(mine);
  if (found === undefined || found.versionHash !== item.version_hash) {
    tx.rollback();
  }
  const closed = await tx
    .update(actionItem)
    .set({ state: "decided", closedAt: at })
    .where(and(mine, eq(actionItem.state, "open")));
  if (closed.rowCount === 0) {
    tx.rollback();
  }
  await tx.insert(decision).values({
    decisionId: id,
    providerId: caller.provider,
    clientId: caller.client,
    actionItemId: item.action_item_id,
    contactId: caller.contact,
    outcome: item.outcome,
    versionHash: item.version_hash,
    decidedAt: at,
  });
  const sequence = await draw(tx, caller.provider, 1);
  await tx.insert(auditEntry).values({
    providerId: caller.provider,
    sequence,
    at,
    actorId: caller.contact,
    clientId: caller.client,
    act: "decision_made",
    subjectId: id,
    detail: JSON.stringify({ action_item_id: item.action_item_id, outcome: item.outcome }),
    ip: "127.0.0.1",
    agent,
  });
  return [201, answer];
}

// Takes the next sequence numbers; the last of them.
async function draw(tx, provider, count) {
  const [{ sequence }] = await tx
    .update(auditHead)
    .set({ lastSequence: sql`${auditHead.lastSequence} + ${count}` })
    .where(eq(auditHead.providerId, provider))
    .returning({ sequence: auditHead.lastSequence });
  return sequence;
}

// Views wait half a second at most for others, and are written together: the rows of a group in one statement each.
function keepViews(db) {
  const PAUSE = 500;
  const GROUP = 256;
  let waiting = [];
  let timer;
  let writing = Promise.resolve();

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    const views = waiting;
    waiting = [];
    writing = writing.then(() => db.transaction((tx) => addViews(tx, views)));
  }

  return {
    push(view) {
      waiting.push(view);
      if (waiting.length >= GROUP) {
        flush();
      } else {
        timer ??= setTimeout(flush, PAUSE);
      }
    },
  };
}

async function addViews(tx, views) {
  const { provider } = views[0].caller;
  const first = (await draw(tx, provider, views.length)) - views.length + 1;
  await tx.insert(auditEntry).values(
    views.map(({ caller, document: subjectId, at, ip, agent }, place) => ({
      providerId: provider,
      sequence: first + place,
      at,
      actorId: caller.contact,
      clientId: caller.client,
      act: "document_viewed",
      subjectId,
      detail: '{"version":1}',
      ip,
      agent,
    })),
  );
  // One statement may touch a row once: the latest look at each counts.
  const latest = new Map(views.map((view) => [`${view.document} ${view.caller.contact}`, view]));
  await tx
    .insert(documentOpening)
    .values(
      [...latest.values()].map(({ caller, document: documentId, at }) => ({
        documentId,
        contactId: caller.contact,
        openedAt: at,
        lastOpenedAt: at,
      })),
    )
    .onConflictDoUpdate({
      target: [documentOpening.documentId, documentOpening.contactId],
      set: { lastOpenedAt: sql`greatest(${documentOpening.lastOpenedAt}, excluded.last_opened_at)` },
    });
}
