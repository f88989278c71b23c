import { buyTopup } from "../support/buy";
import { expect, test } from "../support/e2e";
import { emailsAbout, sendButton, sentPanel, write } from "./steps";

const delivered = "delivered@resend.dev";

test("another email is written from one that was sent, and what stood in the form before comes back", async ({
  page,
  session,
  stack,
}) => {
  await buyTopup(session, stack);
  const files = [{ filename: "notes.txt", content: "aGVsbG8=" }];
  const sent = await session.post("/emails", {
    to: delivered,
    subject: "The first",
    html: "<p>Dear reader</p>",
    text: "Dear reader",
    attachments: files,
    tags: [{ name: "kind", value: "letter" }],
  });
  const { id } = (await sent.json()) as { id: string };
  await page.goto("/dashboard/send");
  await write(page, { subject: "Half written" });

  await page.goto(`/dashboard/emails/${id}`);
  await page.getByRole("link", { name: "Write another from this one" }).click();
  const subject = page.getByLabel("Subject");
  await expect(subject).toHaveValue("The first");
  await expect(page.getByText("Not attached any more: notes.txt.")).toBeVisible();
  await expect(page).toHaveURL(/\/dashboard\/send$/);
  await subject.fill("The second");
  await page.reload();
  await expect(subject).toHaveValue("The second");
  await sendButton(page).click();
  await expect(sentPanel(page)).toBeVisible();
  expect(await emailsAbout(stack, "The second")).toMatchObject([
    { to: [delivered], html: "<p>Dear reader</p>", text: "Dear reader", attachments: [] },
  ]);

  await subject.fill("Half written");
  await page.goto(`/dashboard/emails/${id}`);
  await page.getByRole("link", { name: "Write another from this one" }).click();
  await expect(subject).toHaveValue("The first");
  await page.getByRole("button", { name: "Back to my draft" }).click();
  await expect(subject).toHaveValue("Half written");

  await page.goto("/dashboard/send?like=01900000-0000-7000-8000-000000000000");
  await expect(page.getByRole("heading", { name: /not found/i })).toBeVisible();
});
