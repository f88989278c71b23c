import { Hono } from "hono";
import type {
  CreateDomainResponseSuccess,
  Domain,
  DomainRecords,
  GetDomainResponseSuccess,
  ListDomainsResponseSuccess,
  RemoveDomainsResponseSuccess,
  UpdateDomainsResponseSuccess,
  VerifyDomainsResponseSuccess,
} from "resend";
import { z } from "zod";
import { endpointsOf } from "../configured-endpoint";
import type { DomainRow } from "../entities";
import type { SandboxContext, SandboxEnv } from "../http";
import { resendId } from "../ids";
import type { Sandbox } from "../sandbox";
import { domainRecords } from "./domain-records";
import { found, invalid, missingField, ResendError } from "./errors";
import { listing } from "./listing";

const capability = z.enum(["enabled", "disabled"]);
const optionsSchema = z.looseObject({
  name: z.string().optional(),
  region: z.enum(["us-east-1", "eu-west-1", "sa-east-1", "ap-northeast-1"]).optional(),
  capabilities: z.object({ sending: capability.optional(), receiving: capability.optional() }).optional(),
  open_tracking: z.boolean().optional(),
  click_tracking: z.boolean().optional(),
  tracking_subdomain: z.string().optional(),
  tls: z.enum(["opportunistic", "enforced"]).optional(),
});

/** Resend docs: API reference, domains. Creation answers 201. */
export function domainRoutes(sandbox: Sandbox): Hono<SandboxEnv> {
  const { domains } = sandbox.store;
  const app = new Hono<SandboxEnv>();
  const domain = (c: SandboxContext): DomainRow => found(domains.get(c.req.param("id") ?? ""), "Domain");

  app.get("/", (c) =>
    c.json(listing(c, domains.newestFirst(), wireDomain) satisfies ListDomainsResponseSuccess),
  );

  app.post("/", async (c) => {
    const { name, region = "us-east-1", capabilities, ...options } = await readOptions(c);
    if (!name) throw missingField("name");
    if (!/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(name))
      throw invalid("Invalid `name` field.");
    const wanted = name.toLowerCase();
    if (domains.all().some((row) => row.name === wanted)) {
      throw new ResendError(403, "validation_error", `The ${wanted} domain has been registered already.`);
    }
    const row: DomainRow = {
      id: resendId(),
      name: wanted,
      status: "not_started",
      created_at: sandbox.clock.postgresTimestamp(),
      region,
      capabilities: { sending: "enabled", receiving: "disabled", ...capabilities },
      open_tracking: options.open_tracking ?? false,
      click_tracking: options.click_tracking ?? false,
      tracking_subdomain: options.tracking_subdomain,
      records: domainRecords(
        { name: wanted, region, trackingSubdomain: options.tracking_subdomain },
        "not_started",
      ),
    };
    domains.put(row.id, row);
    emitDomainEvent(sandbox, "domain.created", row);
    return c.json({ ...wireDomain(row), records: row.records } satisfies CreateDomainResponseSuccess, 201);
  });

  app.get("/:id", (c) => {
    const row = domain(c);
    return c.json({
      object: "domain",
      ...wireDomain(row),
      records: row.records,
    } satisfies GetDomainResponseSuccess);
  });

  app.patch("/:id", async (c) => {
    const { open_tracking, click_tracking, tracking_subdomain } = await readOptions(c);
    const row = domain(c);
    const trackingSubdomain = tracking_subdomain ?? row.tracking_subdomain;
    const known = (wanted: DomainRecords) =>
      row.records.find((record) => nameOf(record) === nameOf(wanted)) ?? wanted;
    domains.put(row.id, {
      ...row,
      records: domainRecords({ ...row, trackingSubdomain }, "not_started").map(known),
      open_tracking: open_tracking ?? row.open_tracking,
      click_tracking: click_tracking ?? row.click_tracking,
      tracking_subdomain: trackingSubdomain,
    });
    return c.json({ object: "domain", id: row.id } satisfies UpdateDomainsResponseSuccess);
  });

  // Asynchronous at the provider: it looks at DNS. Here the outcome and the wait are settings.
  app.post("/:id/verify", (c) => {
    const row = domain(c);
    setStatus(sandbox, row.id, "pending");
    const { outcome, afterMs } = sandbox.settings.domainVerification;
    if (outcome !== "pending") sandbox.timers.after(afterMs, () => setStatus(sandbox, row.id, outcome));
    return c.json({ object: "domain", id: row.id } satisfies VerifyDomainsResponseSuccess);
  });

  app.delete("/:id", (c) => {
    const row = domain(c);
    domains.remove(row.id);
    emitDomainEvent(sandbox, "domain.deleted", row);
    return c.json({ object: "domain", id: row.id, deleted: true } satisfies RemoveDomainsResponseSuccess);
  });

  return app;
}

const nameOf = ({ record, type, name }: DomainRecords) => `${record} ${type} ${name}`;

function setStatus(sandbox: Sandbox, id: string, status: "pending" | "verified" | "failed"): void {
  const row = sandbox.store.domains.get(id);
  if (!row) return;
  const records = row.records.map((record) => ({ ...record, status }));
  emitDomainEvent(sandbox, "domain.updated", sandbox.store.domains.put(id, { ...row, status, records }));
}

function emitDomainEvent(
  sandbox: Sandbox,
  type: `domain.${"created" | "updated" | "deleted"}`,
  row: DomainRow,
): void {
  if (endpointsOf(sandbox, "resend").length === 0) return;
  const { id, name, status, created_at, region, records } = row;
  const data = { id, name, status, created_at, region, records };
  const payload = { type, created_at: new Date(sandbox.clock.nowMs()).toISOString(), data };
  sandbox.webhooks.emit("resend", [{ type, payload }]);
}

async function readOptions(c: SandboxContext): Promise<z.infer<typeof optionsSchema>> {
  const parsed = optionsSchema.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success) throw invalid(`Invalid \`${parsed.error.issues[0]?.path.join(".")}\` field.`);
  return parsed.data;
}

function wireDomain({ records: _, ...row }: DomainRow): Domain {
  return row;
}
