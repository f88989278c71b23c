import { buyTopup, readCredits } from "../support/buy";
import { expect, test } from "../support/e2e";
import { inspect, wide } from "./inspect";
import { emailsAbout, sendButton, sentPanel } from "./steps";

/** Transitions would let axe measure colours on their way from one scheme to the other. */
test.use({ reducedMotion: "reduce", viewport: wide });

test("a template is written in blocks, tried, published, and taken back to an older version", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  await page.goto("/dashboard/templates");
  await expect(page.getByText("No templates yet")).toBeVisible();
  await inspect(page, "no templates");

  await page.getByRole("button", { name: "Create template" }).first().click();
  const create = page.getByRole("dialog", { name: "Create a template" });
  await create.getByRole("button", { name: "Create template" }).click();
  await expect(create.getByLabel("Name")).toHaveAccessibleDescription("Give the template a name.");
  await inspect(page, "create dialog with an error");
  await create.getByLabel("Name").fill("Order confirmation");
  await create.getByLabel("Name").press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Order confirmation" })).toBeVisible();

  // Blocks: changed, added, moved, deleted.
  const blocks = page.getByRole("list", { name: "Blocks" });
  await expect(blocks.getByRole("listitem")).toHaveCount(3);
  await blocks.getByLabel("Text").first().fill("Hello {{{NAME}}}, you paid {{{PRICE}}}");
  await page.getByRole("button", { name: "Divider" }).click();
  await page.getByRole("button", { name: "Move up: Divider, block 4" }).click();
  await expect(blocks.getByRole("listitem").nth(2)).toHaveAccessibleName("Divider, block 3");
  await page.getByRole("button", { name: "Delete: Button, block 4" }).click();
  await expect(blocks.getByRole("listitem")).toHaveCount(3);
  await page.getByLabel("Alias (optional)").fill("order");
  await page.getByRole("combobox", { name: "Type of PRICE" }).selectOption("number");
  await page.getByRole("textbox", { name: "Test value of NAME" }).fill("<b>Ada</b>");

  const frame = page.getByTitle("Preview of the email").contentFrame();
  await expect(frame.getByText("Hello <b>Ada</b>, you paid {{{PRICE}}}")).toBeVisible();
  await page.getByRole("textbox", { name: "Test value of PRICE" }).fill("7.50");
  await expect(frame.getByText("Hello <b>Ada</b>, you paid 7.5")).toBeVisible();
  await page.getByRole("button", { name: "Phone" }).click();
  await inspect(page, "editor with blocks");

  // Nothing that is not saved is lost by a click.
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("link", { name: "Templates" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Order confirmation" })).toBeVisible();

  await page.keyboard.press("Control+s");
  await expect(page.getByText("Saved as a draft.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Saved" })).toBeDisabled();
  await page.getByRole("button", { name: "Send a test (1 credit)" }).click();
  await expect(page.getByText(`The test is on its way to ${session.email}.`)).toBeVisible();
  expect((await readCredits(session)).available).toBe(4999);
  const [tried] = await emailsAbout(stack, "Hello <b>Ada</b>");
  expect(tried?.html).toContain("Hello &lt;b&gt;Ada&lt;/b&gt;, you paid 7.5");

  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Version 1 is sent.")).toBeVisible();
  await page.getByLabel("Subject").fill("Second subject");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Version 2 is sent.")).toBeVisible();

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Versions" }).click();
  const versions = page.getByRole("dialog", { name: "Versions" });
  await expect(versions.getByRole("listitem")).toHaveCount(2);
  await inspect(page, "versions");
  await versions.getByRole("button", { name: "View version 1" }).click();
  const first = page.getByRole("dialog", { name: "Version 1" });
  await expect(first.getByText("Hello {{{NAME}}}")).toBeVisible();
  await inspect(page, "a version");
  await first.getByRole("button", { name: "Make it the draft" }).click();
  await expect(page.getByLabel("Subject")).toHaveValue("Hello {{{NAME}}}");
  await expect(page.getByText("The draft has changes that are not published.")).toBeVisible();

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Order confirmation (copy)" })).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const confirm = page.getByRole("dialog", { name: "Delete this template?" });
  await inspect(page, "delete dialog");
  await confirm.getByRole("button", { name: "Delete template" }).click();
  const row = page.getByRole("row").filter({ hasText: "Order confirmation" });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("Changed");
  await inspect(page, "templates");
  await page.getByRole("searchbox", { name: "Search by name or alias" }).fill("nothing like it");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("No template like this")).toBeVisible();
});

test("what is not saved is not lost by Back, by a command, nor to somebody who saves meanwhile", async ({
  page,
  context,
  session,
}) => {
  const made = await session.post("/api/templates", { name: "Shared", subject: "One", html: "<p>One</p>" });
  const { id } = await made.json();
  await page.goto("/dashboard/templates");
  await page.getByRole("link", { name: "Shared" }).click();
  const subject = page.getByLabel("Subject");
  await subject.fill("Mine");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await page.evaluate(() => window.history.back());
  await expect.poll(() => asked.length).toBe(1);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
  await page.keyboard.type("domains");
  await page.keyboard.press("Enter");
  await expect.poll(() => asked.length).toBe(2);
  await expect(subject).toHaveValue("Mine");
  await expect(page).toHaveURL(new RegExp(id));

  const other = await context.newPage();
  await other.goto(`/dashboard/templates/${id}`);
  await other.getByLabel("Subject").fill("Theirs");
  await other.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(other.getByText("Version 1 is sent.")).toBeVisible();
  await page.getByRole("button", { name: "Save draft" }).click();
  const conflict = page.getByRole("dialog", { name: "This template was changed elsewhere" });
  await expect(conflict).toContainText("Your changes were not saved.");
  await conflict.getByRole("button", { name: "Close" }).click();
  await expect(subject).toHaveValue("Mine");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(conflict).toContainText("Nothing was published.");
  await conflict.getByRole("button", { name: "Overwrite and publish" }).click();
  await expect(page.getByText("Version 2 is sent.")).toBeVisible();

  await other.getByLabel("Subject").fill("Theirs again");
  await other.keyboard.press("Control+s");
  await other.getByRole("button", { name: "Discard mine" }).click();
  await expect(other.getByLabel("Subject")).toHaveValue("Mine");
  await expect(other.getByRole("button", { name: "Saved", exact: true })).toBeDisabled();
});

test("HTML is written as it is, and what is wrong with it is said where it is", async ({ page, session }) => {
  expect(session.email).toContain("@");
  await page.goto("/dashboard/templates?new");
  const create = page.getByRole("dialog", { name: "Create a template" });
  await create.getByLabel("Name").fill("By hand");
  await create.getByLabel("Begin with").selectOption("html");
  await create.getByRole("button", { name: "Create template" }).click();
  const html = page.getByRole("textbox", { name: "HTML" });
  await html.fill("<a href={{{URL}}}>Go</a>");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(html).toHaveAccessibleDescription(/URL stands in a tag without quotes around it/);
  await inspect(page, "editor with HTML and an error");
  await html.fill('<a href="{{{URL}}}">Go</a><script>document.title = "run"</script>');
  await page.getByRole("textbox", { name: "Test value of URL" }).fill("javascript:alert(1)");
  await expect(page.getByText(/URL stands in an address/).first()).toBeVisible();
  await page.getByRole("textbox", { name: "Test value of URL" }).fill("https://example.com");
  const frame = page.getByTitle("Preview of the email").contentFrame();
  await expect(frame.getByRole("link", { name: "Go" })).toHaveAttribute("href", "https://example.com");
  await page.getByRole("button", { name: "Use blocks instead" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Use blocks" }).click();
  await expect(page.getByRole("list", { name: "Blocks" })).toBeVisible();
  await page.getByRole("button", { name: "Write HTML instead" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Write HTML" }).click();
  await expect(html).toHaveValue(/Hello \{\{\{NAME\}\}\}/);
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("Saved as a draft.")).toBeVisible();
});

test("an email is written with a template, and remembers it", async ({ page, session, stack }) => {
  await buyTopup(session, stack);
  const made = await session.post("/api/templates", {
    name: "Receipt",
    alias: "receipt",
    subject: "Receipt {{{NO}}}",
    html: "<p>{{{NO}}}: {{{SUM}}}</p>",
    variables: [{ key: "SUM", type: "number", fallback_value: 5 }],
  });
  const { id } = await made.json();
  await session.post(`/api/templates/${id}/publish`);

  await page.goto("/dashboard/send");
  await page.getByLabel("Template (optional)").selectOption({ label: "Receipt (receipt)" });
  await expect(page.getByLabel("HTML body")).toBeHidden();
  // What is below moves when the preview comes, away from under a click.
  const frame = page.getByTitle("Preview of the email").contentFrame();
  await expect(frame.getByText("{{{NO}}}: 5")).toBeVisible();
  await page.getByRole("textbox", { name: "To", exact: true }).fill("delivered@resend.dev");
  await sendButton(page).click();
  await expect(page.getByLabel("Template (optional)")).toHaveAccessibleDescription(/needs a value for NO/);
  await page.getByLabel("NO", { exact: true }).fill("R-7");
  await expect(frame.getByText("R-7: 5")).toBeVisible();
  await inspect(page, "an email with a template");

  await page.getByRole("button", { name: "Show as code" }).click();
  const code = page.getByRole("dialog", { name: "Send it with code" });
  await expect(code).toContainText('"template": {');
  await code.getByRole("tab", { name: "Node" }).click();
  await expect(code).toContainText('id: "receipt"');
  await page.keyboard.press("Escape");

  // The draft outlives a reload, with its template and its values.
  await page.reload();
  await expect(page.getByLabel("NO", { exact: true })).toHaveValue("R-7");
  await sendButton(page).click();
  await expect(sentPanel(page)).toBeVisible();
  const [arrived] = await emailsAbout(stack, "Receipt R-7");
  expect(arrived?.html).toBe("<p>R-7: 5</p>");
  await page.getByRole("link", { name: "View email" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Receipt R-7" })).toBeVisible();
  await expect(page.getByText("Receipt, version 1")).toBeVisible();
  await page.getByRole("link", { name: "Receipt", exact: true }).click();
  await expect(page.getByText("Version 1 is sent.")).toBeVisible();
});

test("a list of templates that could not be loaded says so, and is loaded again", async ({
  page,
  session,
  stack,
}) => {
  expect(session.email).toContain("@");
  await stack.db.query("alter table templates rename column alias to away");
  try {
    await page.goto("/dashboard/templates");
    await expect(page.getByText("Templates could not be loaded")).toBeVisible();
    await inspect(page, "templates that could not be loaded");
  } finally {
    await stack.db.query("alter table templates rename column away to alias");
  }
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("No templates yet")).toBeVisible();
});
