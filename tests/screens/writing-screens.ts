import type { Furnished } from "./furnish";
import {
  broken,
  chooseTime,
  click,
  fill,
  menuItem,
  type Screen,
  see,
  seeInPreview,
  stay,
  steps,
} from "./screen";

const write = steps(
  fill("Subject", "Your order is on its way"),
  (page) => page.getByRole("textbox", { name: "To", exact: true }).fill("delivered+ada@resend.dev, "),
  fill("HTML body", "<h1>Thank you, Ada</h1><p>Your order left us today.</p>"),
);

export const sendScreens: readonly Screen[] = [
  { name: "send-written", path: "/dashboard/send", act: write },
  {
    name: "send-template",
    path: "/dashboard/send",
    act: steps(
      (page) => page.getByLabel("Template (optional)").selectOption({ index: 1 }),
      seeInPreview("Questions? Answer"),
    ),
  },
  {
    name: "send-schedule-attachments",
    path: "/dashboard/send",
    act: steps(write, chooseTime("words"), fill("Time in words", "tomorrow at 9am CET"), (page) =>
      page.getByLabel("Files to attach").setInputFiles([
        { name: "invoice.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(48_000) },
        {
          name: "a-picture-with-a-very-long-file-name-of-the-whole-team-in-berlin.png",
          mimeType: "image/png",
          buffer: Buffer.alloc(480_000),
        },
      ]),
    ),
  },
  { name: "send-sent", path: "/dashboard/send", act: steps(write, click("Send email"), see("Resend id")) },
  {
    name: "send-refused",
    path: "/dashboard/send",
    before: broken(/\/api\/send$/),
    act: steps(write, click("Send email"), see(/could not be reached|Nothing|not known/)),
  },
];

export const templateScreens = (at: Furnished): readonly Screen[] => [
  { name: "template-blocks", path: at.blocksPath, act: seeInPreview("Thank you, there") },
  {
    name: "template-phone",
    path: at.blocksPath,
    act: (page) => page.getByRole("button", { name: "Phone" }).click(),
  },
  { name: "template-html", path: at.htmlPath, act: seeInPreview("Receipt") },
  { name: "template-unsaved", path: at.blocksPath, act: fill("Subject", "Something else") },
  { name: "dialog-template", path: "/dashboard/templates?new", act: stay, isWindow: true },
  { name: "dialog-versions", path: at.blocksPath, act: menuItem("More", "Versions"), isWindow: true },
  { name: "dialog-template-delete", path: at.blocksPath, act: menuItem("More", "Delete"), isWindow: true },
];
