import "server-only";

export const TEMPLATE_ID = "0198c2f4-5a1b-7c3d-8e5f-7a9b1c3d5e7f";
const VERSION_ID = "0198c2f4-6b2c-7d4e-9f60-8b0c2d4e6f80";

export const REF_FIELDS = { object: "Always `template`.", id: "The template's id." };
export const REF = { object: "template", id: TEMPLATE_ID };

const VARIABLES = {
  variables: "The variables. Those that are used and not named here become strings without a fallback.",
  "variables.key":
    "Its name: ASCII letters, digits and `_`, at most 50. It stands in the content as `{{{NAME}}}`.",
  "variables.type": "What its value must be.",
  "variables.fallback_value":
    "What is used if a send gives no value. Null or left out: every send must give one.",
};
const BLOCKS = {
  blocks:
    "MailKit's own, in place of `html`: the content as blocks, from which HTML and text are made. Null if HTML was written.",
  "blocks.type": "What the block is.",
  "blocks.text": "Its text; a button's label.",
  "blocks.level": "Of a heading: 1, 2 or 3.",
  "blocks.url": "Where a button leads; where an image is.",
  "blocks.alt": "What an image shows, in words.",
  "blocks.width": "Of an image, in pixels; null for its own.",
  "blocks.height": "Of a spacer, in pixels.",
};

/** What a template says, for those who write one. */
export const INPUT_FIELDS = {
  name: "What you call it.",
  alias: "A name to send by, yours alone: ASCII letters, digits, `.`, `_` and `-`.",
  subject: "The subject. A request may give another one.",
  html: "The HTML body, with variables as `{{{NAME}}}`.",
  text: 'The text body. Left out, it is made from the HTML; `""` means none.',
  from: "The sender, if the request names none.",
  reply_to: "Where replies go, if the request does not say.",
  ...VARIABLES,
  ...BLOCKS,
};
export const INPUT_EXAMPLE = {
  name: "Order confirmation",
  alias: "order-confirmation",
  subject: "Thanks for your order, {{{NAME}}}",
  html: "<p>{{{PRODUCT}}} for {{{PRICE}}} is on its way.</p>",
  variables: [
    { key: "NAME", type: "string", fallback_value: "there" },
    { key: "PRODUCT", type: "string" },
    { key: "PRICE", type: "number" },
  ],
};

export const ENTRY_FIELDS = {
  id: "The template's id.",
  name: "What you call it.",
  alias: "Its other name; null if it has none.",
  status: "`published` once a version was published: then it can be sent.",
  published_at: "When it was published last; null if never.",
  created_at: "When it was made.",
  updated_at: "When it was saved last.",
  published_version: "The number of the version that is sent; null if there is none.",
  has_unpublished_versions: "Whether the draft differs from what is sent.",
};
export const ENTRY = {
  id: TEMPLATE_ID,
  name: "Order confirmation",
  alias: "order-confirmation",
  status: "published",
  published_at: "2030-01-31T09:00:00.000Z",
  created_at: "2030-01-30T09:00:00.000Z",
  updated_at: "2030-01-31T09:00:00.000Z",
  published_version: 3,
  has_unpublished_versions: false,
};

export const CONTENT_FIELDS = {
  subject: "The subject; null if requests must give one.",
  html: "The HTML body.",
  text: "The text body; null if it is made from the HTML when it is sent.",
  from: "The sender; null if requests name one.",
  reply_to: "Where replies go; null if requests say so.",
  ...VARIABLES,
  "variables.created_at": "When the template was made.",
  "variables.updated_at": "When it was saved last.",
  ...BLOCKS,
};
export const CONTENT = {
  subject: "Thanks for your order, {{{NAME}}}",
  html: "<p>Your order is on its way.</p>",
  text: null,
  from: null,
  reply_to: null,
  variables: [
    {
      key: "NAME",
      type: "string",
      fallback_value: "there",
      created_at: "2030-01-30T09:00:00.000Z",
      updated_at: "2030-01-31T09:00:00.000Z",
    },
  ],
  blocks: null,
};

export const TEMPLATE_FIELDS = {
  object: "Always `template`.",
  ...ENTRY_FIELDS,
  current_version_id: "The id of the version that the draft is, or will be once it is published.",
  ...CONTENT_FIELDS,
};
export const TEMPLATE = { object: "template", ...ENTRY, current_version_id: VERSION_ID, ...CONTENT };

export const VERSION_ENTRY_FIELDS = {
  id: "The version's id.",
  number: "From 1, one more with each publish that changes something.",
  published_at: "When it was published.",
  is_current: "Whether it is what is sent.",
};
export const VERSION_ENTRY = {
  id: VERSION_ID,
  number: 3,
  published_at: "2030-01-31T09:00:00.000Z",
  is_current: true,
};
