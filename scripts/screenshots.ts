/**
 * `npm run screenshots`: the pictures of the README, taken of the production build with a sandbox and a database that
 * exist for this only.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { buyPlan } from "@/tests/support/buy";
import { testPostgres } from "@/tests/support/database";
import { type Session, signIn } from "@/tests/support/sign-in";
import { type Stack, startStack } from "@/tests/support/stack";
import { ensureChromium } from "./chromium";
import { root } from "./env-files";

const FOLDER = path.join(root, "docs");
const VIEWPORT = { width: 1440, height: 900 };
/** Spent before the pictures, so that the bar shows something. */
const SPENT = 764;

/** Oldest first. The one to example.com is refused, and shows what that looks like. */
const emails: readonly { to: string | string[]; subject: string }[] = [
  { to: "delivered+grace@resend.dev", subject: "Your receipt for October" },
  { to: "someone@example.com", subject: "Confirm your new address" },
  { to: "delivered+ada@resend.dev", subject: "Welcome aboard, Ada" },
  {
    to: ["delivered+ops@resend.dev", "delivered+oncall@resend.dev", "delivered+lead@resend.dev"],
    subject: "Deploy finished in 48 seconds",
  },
  { to: "delivered+linus@resend.dev", subject: "Reset your password" },
];

const postgres = await testPostgres();
const stack = await startStack();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ["--no-sandbox"] });
try {
  const session = await signIn(stack, "ada@lovelace.dev");
  await spend(stack, session);
  mkdirSync(FOLDER, { recursive: true });
  await picture(browser, session, "light", "screenshot-dashboard.png");
  await picture(browser, session, "dark", "screenshot-dashboard-dark.png");
} finally {
  await browser.close();
  await stack.stop();
  await postgres.stop();
}
// The pool of the database server's holder would keep the process.
process.exit();

async function spend({ sandbox }: Stack, session: Session): Promise<void> {
  await buyPlan(session, stack);
  const { customers } = await sandbox.state();
  const customer = customers.find(({ email }) => email === session.email);
  await sandbox.adjust(customer?.customer_id ?? "", "debit", SPENT);
  for (const email of emails) await session.post("/api/send", { ...email, html: "<p>Hello!</p>" });
}

async function picture(
  from: Browser,
  session: Session,
  colorScheme: "light" | "dark",
  name: string,
): Promise<void> {
  const page = await from.newPage({ viewport: VIEWPORT, colorScheme, reducedMotion: "reduce" });
  const [cookie = "", value = ""] = session.cookie.split(/=(.*)/s);
  await page.context().addCookies([{ name: cookie, value, url: stack.baseUrl }]);
  await page.goto(`${stack.baseUrl}/dashboard`);
  // Everything that was sent is paid for, and the page knows it.
  await page.getByText("One credit pays for one recipient").waitFor();
  await page.getByText(/^Renews on/).waitFor();
  await page.screenshot({ path: path.join(FOLDER, name) });
  console.log(`docs/${name}`);
  await page.close();
}
