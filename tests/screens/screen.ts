import type { Page } from "@playwright/test";

/** One picture, at every width and in both colour schemes. */
export interface Screen {
  name: string;
  path: string;
  /** What is done before the page is opened, such as breaking one of its answers. */
  before?: (page: Page) => Promise<unknown>;
  /** What is done on the page before the picture. */
  act?: (page: Page) => Promise<unknown>;
  /** A dialog and what lies under it are taken as the window shows them, not to the end of the page. */
  isWindow?: true;
  /** Taken at these widths only. */
  widths?: readonly number[];
}

type Act = (page: Page) => Promise<unknown>;

export const click =
  (name: string | RegExp): Act =>
  (page) =>
    page.getByRole("button", { name }).first().click();

/** Several acts, one after the other. */
export const steps =
  (...acts: Act[]): Act =>
  async (page) => {
    for (const act of acts) await act(page);
  };

export const fill =
  (label: string, text: string): Act =>
  (page) =>
    page.getByLabel(label, { exact: true }).first().fill(text);

/** When an email goes out. */
export const chooseTime =
  (kind: "at" | "words"): Act =>
  (page) =>
    page.locator("#when").selectOption(kind);

/** Waits for words that a page shows late. */
export const see =
  (text: string | RegExp): Act =>
  (page) =>
    page.getByText(text).first().waitFor();

/** Waits for words in the frame that shows how an email looks. */
export const seeInPreview =
  (text: string): Act =>
  (page) =>
    page.getByTitle("Preview of the email").contentFrame().getByText(text).first().waitFor();

/** A dialog that this button opens. */
export const openDialog =
  (name: string | RegExp): Act =>
  async (page) => {
    const dialog = page.locator("dialog[open]");
    // A click that comes before the page is alive is lost.
    for (let tries = 0; tries < 5 && !(await dialog.isVisible()); tries++) {
      await click(name)(page);
      await dialog.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
    await dialog.waitFor({ timeout: 1000 });
  };

/** An entry of the menu that this button opens. */
export const menuItem =
  (menu: string | RegExp, name: string): Act =>
  async (page) => {
    await click(menu)(page);
    await page.getByRole("menuitem", { name }).click();
  };

/** The dialog that the address has opened. */
export const stay: Act = (page) => page.locator("dialog[open]").waitFor();

/** Answers to these addresses are errors. */
export const broken =
  (...paths: RegExp[]): Act =>
  async (page) => {
    for (const path of paths)
      await page.route(path, (route) =>
        route.fulfill({ status: 500, contentType: "text/plain", body: "broken" }),
      );
  };
