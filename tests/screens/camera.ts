import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import type { Session } from "../support/sign-in";
import type { Screen } from "./screen";

export const WIDTHS = [1440, 1024, 390] as const;
export const SCHEMES = ["light", "dark"] as const;
const HEIGHT = 900;
/** A page that is longer is cut: nobody looks at more of it in a picture. */
const HEIGHT_MAX = 5000;
const SETTLE_TIMEOUT_MS = 15_000;

export interface Look {
  width: number;
  scheme: (typeof SCHEMES)[number];
}

export interface Camera {
  /** A page at an address, as this person sees it. */
  open(session: Session | null, screen: Screen, look: Look): Promise<Page>;
  /** One screen at every width in both schemes; `name` begins the names of its files. Returns how many there are. */
  take(session: Session | null, screen: Screen, name: string): Promise<number>;
}

/** Takes pictures of the app at `baseUrl` into a folder. */
export function cameraFor(browser: Browser, baseUrl: string, folder: string): Camera {
  async function open(session: Session | null, screen: Screen, { width, scheme }: Look): Promise<Page> {
    const viewport = { width, height: HEIGHT };
    const page = await browser.newPage({ viewport, colorScheme: scheme, reducedMotion: "reduce" });
    page.setDefaultTimeout(SETTLE_TIMEOUT_MS);
    if (session) {
      const [name = "", value = ""] = session.cookie.split(/=(.*)/s);
      await page.context().addCookies([{ name, value, url: baseUrl }]);
    }
    await screen.before?.(page);
    await page.goto(baseUrl + screen.path);
    // The place that is held for a scroll bar is none on the phones and Macs that most people have.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("html { scrollbar-gutter: auto !important }");
      document.adoptedStyleSheets = [sheet];
    });
    await settle(page);
    return page;
  }

  async function take(session: Session | null, screen: Screen, name: string): Promise<number> {
    const widths = screen.widths ?? WIDTHS;
    const page = await open(session, screen, { width: widths[0] ?? WIDTHS[0], scheme: "light" });
    try {
      await screen.act?.(page);
      let taken = 0;
      for (const width of widths)
        for (const scheme of SCHEMES) {
          await page.setViewportSize({ width, height: HEIGHT });
          await page.emulateMedia({ colorScheme: scheme });
          await settle(page);
          await shoot(page, path.join(folder, `${name}-${width}-${scheme}.png`), !screen.isWindow);
          taken += 1;
        }
      return taken;
    } finally {
      await page.close();
    }
  }

  return { open, take };
}

/** Everything has come, and no placeholder is left. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => !document.querySelector(".ui-skeleton"));
}

/** A picture of the window, or of all of the page. */
export async function shoot(page: Page, file: string, isWhole: boolean): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  const clip = { x: 0, y: 0, width, height: Math.min(height, HEIGHT_MAX) };
  await page.screenshot({ path: file, ...(isWhole && { fullPage: true, clip }) });
}
