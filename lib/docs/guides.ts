import "server-only";
import { branded } from "../branded";
import type { Guide } from "../contracts/docs";
import { credits } from "./guides/credits";
import { deliveryEvents } from "./guides/delivery-events";
import { domains } from "./guides/domains";
import { errors } from "./guides/errors";
import { idempotency } from "./guides/idempotency";
import { keys } from "./guides/keys";
import { moving } from "./guides/moving";
import { quickStart } from "./guides/quick-start";
import { rateLimits } from "./guides/rate-limits";
import { scheduling } from "./guides/scheduling";
import { sending } from "./guides/sending";
import { templates } from "./guides/templates";
import { testAddresses } from "./guides/test-addresses";
import { webhooks } from "./guides/webhooks";
import { type Site, site } from "./site";

interface GuideGroup {
  title: string;
  guides: readonly Guide[];
}

const GROUPS: readonly { title: string; guides: readonly ((site: Site) => Guide)[] }[] = [
  { title: "Start", guides: [quickStart, moving, testAddresses] },
  { title: "Sending", guides: [sending, templates, scheduling, idempotency, errors, rateLimits] },
  { title: "What happens next", guides: [deliveryEvents, webhooks] },
  { title: "Your account", guides: [credits, domains, keys] },
];

let written: readonly GuideGroup[] | undefined;

/** All guides of this deployment. Written once per process. */
export function guideGroups(): readonly GuideGroup[] {
  written ??= branded(
    GROUPS.map(({ title, guides }) => ({ title, guides: guides.map((write) => write(site())) })),
  );
  return written;
}

/** All guides, one after the other. */
export const allGuides = (): Guide[] => guideGroups().flatMap(({ guides }) => guides);

/** The guide by this name; null if there is none. */
export function findGuide(slug: string): Guide | null {
  return allGuides().find((guide) => guide.slug === slug) ?? null;
}

/** Where a guide is read. The quick start is the first page. */
export function guideHref({ slug }: Guide): string {
  return slug === "quick-start" ? "/docs" : `/docs/${slug}`;
}
