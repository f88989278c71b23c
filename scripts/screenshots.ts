/**
 * `npm run screenshots`: every main screen at three widths in both colour schemes into `.data/screenshots`, to be looked
 * through by whoever has changed how they look, and the few of the README into `docs/screenshots`. They are taken of the
 * production build with a sandbox and a database that exist for this only. `npm run screenshots -- billing` takes the
 * screens with that in their name, `npm run screenshots -- readme` those of the README.
 */
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { testPostgres } from "@/tests/support/database";
import { type LivedIn, liveIn } from "@/tests/support/lived-in";
import { type Session, signIn } from "@/tests/support/sign-in";
import { startStack } from "@/tests/support/stack";
import { ensureChromium } from "./chromium";
import { root } from "./env-files";

const ALL = path.join(root, ".data/screenshots");
const README = path.join(root, "docs/screenshots");
const WIDTHS = [1440, 1024, 390];
const HEIGHT = 900;
const SCHEMES = ["light", "dark"] as const;

interface Screen {
  name: string;
  path: string;
  /** What is done on the page before the picture. */
  act?: (page: Page) => Promise<void>;
}

const click = (name: string) => async (page: Page) => page.getByRole("button", { name }).first().click();
const openDialog = (name: string) => async (page: Page) => {
  await click(name)(page);
  await page.locator("dialog[open]").waitFor();
};
/** Its address has opened it. */
const stay = async (page: Page) => page.locator("dialog[open]").waitFor();

const publicScreens: readonly Screen[] = [
  { name: "landing", path: "/" },
  { name: "sign-in", path: "/signin" },
  { name: "confirm-incomplete", path: "/signin/confirm" },
  { name: "docs", path: "/docs" },
  { name: "docs-api", path: "/docs/api/emails" },
  { name: "not-found", path: "/no-such-page" },
];

const dashboardScreens: readonly Screen[] = [
  { name: "overview", path: "/dashboard" },
  { name: "send", path: "/dashboard/send" },
  { name: "emails", path: "/dashboard/emails" },
  { name: "domains", path: "/dashboard/domains" },
  { name: "suppressions", path: "/dashboard/suppressions" },
  { name: "webhooks", path: "/dashboard/webhooks" },
  { name: "keys", path: "/dashboard/keys" },
  { name: "billing", path: "/dashboard/billing" },
];

const customerScreens = (at: LivedIn): readonly Screen[] => [
  ...dashboardScreens,
  { name: "email", path: at.emailPath },
  { name: "domain", path: at.domainPath },
  { name: "webhook", path: at.webhookPath },
  { name: "capture", path: at.capturePath },
  { name: "send-errors", path: "/dashboard/send", act: click("Send email") },
  { name: "send-advanced", path: "/dashboard/send", act: click("Advanced") },
  { name: "send-code", path: "/dashboard/send", act: openDialog("Show as code") },
  { name: "emails-filters", path: "/dashboard/emails", act: click("Filters") },
  { name: "dialog-domain", path: "/dashboard/domains?new", act: stay },
  { name: "dialog-key", path: "/dashboard/keys?new", act: stay },
  { name: "dialog-webhook", path: "/dashboard/webhooks", act: openDialog("Add webhook") },
  { name: "palette", path: "/dashboard", act: openDialog("Find anything") },
];

const wanted = process.argv[2] ?? "";
const postgres = await testPostgres();
const stack = await startStack();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ["--no-sandbox"] });
try {
  rmSync(ALL, { recursive: true, force: true });
  const session = await signIn(stack, "ada@lovelace.dev");
  const at = await liveIn(stack, session, "mail.lovelace.dev");
  await takeAll(browser, null, publicScreens);
  await takeAll(browser, session, customerScreens(at));
  await takeAll(browser, await signIn(stack, "grace@hopper.dev"), dashboardScreens, "newcomer-");
  if (wanted === "" || wanted === "readme") await takeReadme(browser, session);
} finally {
  await browser.close();
  await stack.stop();
  await postgres.stop();
}
// The pool of the database server's holder would keep the process.
process.exit();

async function takeAll(
  from: Browser,
  session: Session | null,
  screens: readonly Screen[],
  prefix = "",
): Promise<void> {
  for (const { name, path: at, act } of screens.filter((screen) => (prefix + screen.name).includes(wanted)))
    for (const width of WIDTHS)
      for (const scheme of SCHEMES) {
        const page = await open(from, session, { width, scheme, at });
        await act?.(page);
        await settle(page);
        await shoot(page, path.join(ALL, `${prefix}${name}-${width}-${scheme}.png`), act === undefined);
      }
}

async function takeReadme(from: Browser, session: Session): Promise<void> {
  for (const [name, at] of [
    ["dashboard", "/dashboard"],
    ["emails", "/dashboard/emails"],
    ["billing", "/dashboard/billing"],
  ] as const)
    for (const scheme of SCHEMES) {
      const page = await open(from, session, { width: 1440, scheme, at });
      await shoot(page, path.join(README, `${name}-${scheme}.png`), false);
    }
}

async function open(
  from: Browser,
  session: Session | null,
  { width, scheme, at }: { width: number; scheme: "light" | "dark"; at: string },
): Promise<Page> {
  const viewport = { width, height: HEIGHT };
  const page = await from.newPage({ viewport, colorScheme: scheme, reducedMotion: "reduce" });
  if (session) {
    const [name = "", value = ""] = session.cookie.split(/=(.*)/s);
    await page.context().addCookies([{ name, value, url: stack.baseUrl }]);
  }
  await page.goto(stack.baseUrl + at);
  await settle(page);
  return page;
}

/** Everything has come, and no placeholder is left. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => !document.querySelector(".ui-skeleton"));
}

async function shoot(page: Page, file: string, fullPage: boolean): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file, fullPage });
  console.log(path.relative(root, file));
  await page.close();
}
