import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import type { EmailFilter } from "@/lib/contracts/email-filter";
import { facetsOf } from "@/lib/sending/facets";

/** An email with what a filter can ask of it. */
export interface Written {
  id: string;
  /** Microseconds since 1970: many share one. */
  atUs: number;
  status: string;
  lastEvent: string | null;
  to: string[];
  cc: string[];
  from: string;
  subject: string;
  apiKeyId: string | null;
  tags: { name: string; value: string }[];
}

const pick = <T>(list: readonly T[], random: () => number): T => {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
};

export const KEYS = [uuidv7(), uuidv7()] as const;
const EVENTS = ["scheduled", "sent", "delivered", "delivered", "opened", "failed", "bounced"] as const;
const FIRST_US = Date.UTC(2026, 0, 1) * 1000;

/** So many emails, several per microsecond; a few have what most have not. */
export function write(count: number, random: () => number): Written[] {
  return Array.from({ length: count }, (_, n) => {
    const isSent = random() < 0.9;
    const isRare = n % 997 === 5;
    return {
      id: uuidv7(),
      atUs: FIRST_US + Math.floor(n / 3) * 40_000_000 + (n % 7 === 0 ? 1 : 0),
      status: isSent ? "sent" : pick(["queued", "sending", "scheduled", "failed", "canceled"], random),
      lastEvent: isSent ? pick([null, ...EVENTS], random) : null,
      to: [
        isRare
          ? "Rare Bird <Rare.Bird@mailbox.dev>"
          : `${pick(["ada", "grace", "linus"], random)}${n % 50}@mailbox.dev`,
      ],
      cc: random() < 0.1 ? ["Ops <ops@mailbox.dev>"] : [],
      from: `App <hello@${pick(["a.dev", "b.dev"], random)}>`,
      subject: isRare ? "Rare news 100% = ÄÖ" : `${pick(["Your receipt", "Adapter found"], random)} ${n}`,
      apiKeyId: pick([null, ...KEYS], random),
      tags: [
        ...(random() < 0.5 ? [{ name: "kind", value: "receipt" }] : []),
        ...(isRare ? [{ name: "order", value: "7" }] : []),
      ],
    };
  });
}

/** Stores them as accepted emails of a customer. */
export async function store(db: pg.Pool, customerId: string, emails: readonly Written[]): Promise<void> {
  const rows = emails.map((email) => {
    const envelope = { from: email.from, cc: email.cc, bcc: [], replyTo: [] };
    return {
      ...email,
      envelope,
      at: atOf(email),
      payload: JSON.stringify({ from: email.from, to: email.to, subject: email.subject, tags: email.tags }),
      facets: facetsOf({ ...email, envelope }),
    };
  });
  await db.query(
    `with row as (select * from jsonb_to_recordset($2) as r(id uuid, at timestamptz, status text, "lastEvent" text, "to" jsonb,
        envelope jsonb, subject text, "apiKeyId" uuid, payload text, facets jsonb)),
      stored as (insert into emails (customer_id, id, created_at, status, last_event, "to", envelope, subject, api_key_id,
        payload, credits, available_after)
      select $1, id, at, status, "lastEvent", "to", envelope, subject, "apiKeyId", payload, 1, 0 from row)
    insert into email_facets select $1, facet, at, id from row, jsonb_array_elements_text(facets) facet`,
    [customerId, JSON.stringify(rows)],
  );
}

function atOf({ atUs }: Written): string {
  const ms = Math.floor(atUs / 1000);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(atUs % 1000).padStart(3, "0")}Z`;
}

/** What a filter must find, newest first: said once more, row by row. */
export function expected(emails: readonly Written[], filter: EmailFilter): string[] {
  return emails
    .filter((email) => matches(email, filter))
    .sort((a, b) => b.atUs - a.atUs || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
}

function matches(email: Written, filter: EmailFilter): boolean {
  const addresses = [...email.to, ...email.cc].map((text) =>
    (/<(.*)>$/.exec(text)?.[1] ?? text).toLowerCase(),
  );
  const search = filter.search?.toLowerCase();
  const checks = [
    !filter.status || stateOf(email) === filter.status,
    !filter.recipient || addresses.includes(filter.recipient.toLowerCase()),
    !filter.domain || email.from.endsWith(`@${filter.domain}>`),
    !filter.tag || email.tags.some(({ name, value }) => `${name}=${value}` === filter.tag),
    !filter.key || email.apiKeyId === filter.key,
    !filter.since || email.atUs >= Date.parse(filter.since) * 1000,
    !filter.until || email.atUs <= Date.parse(filter.until) * 1000 + 999,
    !search ||
      addresses.some((address) => address.startsWith(search)) ||
      email.subject.toLowerCase().startsWith(search),
  ];
  return checks.every(Boolean);
}

function stateOf({ status, lastEvent }: Written): string {
  if (status !== "sent") return status;
  if (lastEvent === "failed") return "not_delivered";
  return lastEvent === null || lastEvent === "scheduled" ? "sent" : lastEvent;
}
