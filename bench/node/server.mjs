// The same work in Hono, Drizzle and PostgreSQL: one process for each core, a pool of connections in each, prepared
// statements. It looks the session up by hash, keeps to the client in its SQL, and writes a decision with its audit row
// in one transaction.
import cluster from "node:cluster";
import { createHash, randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { serve } from "@hono/node-server";
import { and, eq, gt, sql } from "drizzle-orm";
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
  documentVersion,
  idempotencyKey,
  paymentMethod,
  response,
  session,
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
      content: documentVersion.content,
    })
    .from(document)
    .innerJoin(
      documentVersion,
      and(eq(documentVersion.documentId, document.documentId), eq(documentVersion.version, document.version)),
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
    const { provider, client } = caller;
    const [[found], methods] = await Promise.all([
      findDocument.execute({ provider, client, year: Number(year), slug }),
      listMethods.execute({ provider }),
    ]);
    if (found === undefined) {
      return context.json({ code: "not_found" }, 404);
    }
    const [answered] = await findResponse.execute({ document: found.id });
    return context.json({
      id: found.id,
      year: Number(year),
      slug,
      number: found.number,
      title: found.title,
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
    const [status, answer] = await db.transaction((tx) => decide(tx, caller, { key, body, item }));
    return context.json(answer, status);
  });
  return app;
}

async function decide(tx, caller, { key, body, item }) {
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
  const [{ sequence }] = await tx
    .update(auditHead)
    .set({ lastSequence: sql`${auditHead.lastSequence} + 1` })
    .where(eq(auditHead.providerId, caller.provider))
    .returning({ sequence: auditHead.lastSequence });
  await tx.insert(auditEntry).values({
    providerId: caller.provider,
    sequence,
    at,
    actorId: caller.contact,
    clientId: caller.client,
    act: "decision_made",
    subjectId: id,
    detail: JSON.stringify({ action_item_id: item.action_item_id, outcome: item.outcome }),
  });
  return [201, answer];
}
