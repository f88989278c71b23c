/**
 * `npm run screenshots`: every main screen at three widths in both colour schemes into `.data/screenshots`, to be looked
 * through by whoever has changed how they look, and the few of the README into `docs/screenshots`. They are taken of the
 * production build with a sandbox and a database that exist for this only.
 * - `-- --all`: every screen in every state, and contact sheets of them in `.data/screenshots/sheets`
 * - `-- billing`, `-- --all billing`: those with that in their name
 * - `-- readme`: those of the README
 */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { ensureChromium } from "@/scripts/chromium";
import { root } from "@/scripts/env-files";
import { testPostgres } from "../support/database";
import { liveIn } from "../support/lived-in";
import { customerOf } from "../support/operator";
import { type Session, signIn } from "../support/sign-in";
import { startStack } from "../support/stack";
import { cameraFor, SCHEMES, shoot, WIDTHS } from "./camera";
import { makeSheet } from "./contact-sheet";
import { furnish, linkOf } from "./furnish";
import { furtherCustomerScreens, furtherPublicScreens } from "./further-screens";
import { customerScreens, dashboardScreens, publicScreens } from "./main-screens";
import { people } from "./people";
import type { Screen } from "./screen";
import { agreementScreens, balanceScreens, billingScreens, operatorScreens } from "./state-screens";

const FOLDER = path.join(root, ".data/screenshots");
const SHEETS = path.join(FOLDER, "sheets");
const README = path.join(root, "docs/screenshots");
/** So wide is a picture on a sheet, and so many stand side by side. */
const ON_A_SHEET = {
  1440: { width: 960, columns: 2, rows: 1 },
  1024: { width: 760, columns: 2, rows: 1 },
  390: { width: 390, columns: 4, rows: 1 },
};

const isAll = process.argv.includes("--all");
const wanted = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "";
const failures: string[] = [];

const postgres = await testPostgres();
/** With ways to sign in that are only looked at, and an inbox that tells what became of emails. */
const look = {
  GITHUB_CLIENT_ID: "x",
  GITHUB_CLIENT_SECRET: "x",
  GOOGLE_CLIENT_ID: "x",
  GOOGLE_CLIENT_SECRET: "x",
};
const stack = await startStack(isAll ? { deliveryEvents: true, env: look } : {});
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ["--no-sandbox"] });
const camera = cameraFor(browser, stack.baseUrl, FOLDER);
try {
  rmSync(FOLDER, { recursive: true, force: true });
  const session = await signIn(stack, "ada@lovelace.dev");
  const newcomer = await signIn(stack, "grace@hopper.dev");
  if (isAll) await takeAllStates(session, newcomer);
  else await takeMain(session, newcomer);
  if (wanted === "readme" || (wanted === "" && !isAll)) await takeReadme(session);
  if (isAll) await makeSheets();
} finally {
  await browser.close();
  await stack.stop();
  await postgres.stop();
}
for (const failure of failures) console.error(failure);
// The pool of the database server's holder would keep the process.
process.exit(failures.length > 0 ? 1 : 0);

async function takeMain(session: Session, newcomer: Session): Promise<void> {
  const at = await liveIn(stack, session, "mail.lovelace.dev");
  await takeThese(null, publicScreens);
  await takeThese(session, customerScreens(at));
  await takeThese(newcomer, dashboardScreens, "newcomer-");
}

async function takeAllStates(session: Session, newcomer: Session): Promise<void> {
  const at = await furnish(stack, session);
  await takeThese(null, [...publicScreens, ...furtherPublicScreens(at, await linkOf(stack))], "public-");
  await takeThese(session, [...customerScreens(at), ...furtherCustomerScreens(at)]);
  await takeThese(newcomer, dashboardScreens, "newcomer-");
  const { low, empty, paused, pastDue, operator, ...auto } = await people(stack);
  await takeThese(low, balanceScreens, "low-");
  await takeThese(empty, balanceScreens, "empty-");
  await takeThese(paused, balanceScreens, "paused-");
  await takeThese(pastDue, billingScreens, "past-due-");
  await takeThese(auto.autoOff, agreementScreens, "auto-off-");
  await takeThese(auto.autoOn, billingScreens, "auto-on-");
  await takeThese(auto.autoRunning, billingScreens, "auto-running-");
  await takeThese(auto.autoCapped, billingScreens, "auto-capped-");
  await takeThese(auto.autoStopped, balanceScreens, "auto-stopped-");
  await takeThese(operator, operatorScreens(await customerOf(stack, session.email)), "operator-");
}

/** A screen that can't be taken does not keep the others from it. */
async function takeThese(session: Session | null, screens: readonly Screen[], prefix = ""): Promise<void> {
  for (const screen of screens) {
    const name = prefix + screen.name;
    if (!name.includes(wanted)) continue;
    try {
      console.log(`${name}: ${await camera.take(session, screen, name)}`);
    } catch (error) {
      failures.push(`${name} could not be taken: ${error}`);
    }
  }
}

async function takeReadme(session: Session): Promise<void> {
  for (const [name, at] of [
    ["dashboard", "/dashboard"],
    ["emails", "/dashboard/emails"],
    ["billing", "/dashboard/billing"],
  ] as const)
    for (const scheme of SCHEMES) {
      const page = await camera.open(session, { name, path: at }, { width: 1440, scheme });
      await shoot(page, path.join(README, `${name}-${scheme}.png`), false);
      await page.close();
    }
}

async function makeSheets(): Promise<void> {
  mkdirSync(SHEETS, { recursive: true });
  for (const width of WIDTHS)
    for (const scheme of SCHEMES) {
      const end = `-${width}-${scheme}.png`;
      const pictures = readdirSync(FOLDER).filter((file) => file.endsWith(end));
      const { columns, rows, width: shown } = ON_A_SHEET[width];
      for (let first = 0; first < pictures.length; first += columns * rows)
        await makeSheet(
          browser,
          pictures.slice(first, first + columns * rows).map((file) => path.join(FOLDER, file)),
          {
            file: path.join(
              SHEETS,
              `${width}-${scheme}-${String(first / (columns * rows)).padStart(2, "0")}.png`,
            ),
            columns,
            width: shown,
            heightMax: 1300,
          },
        );
    }
}
