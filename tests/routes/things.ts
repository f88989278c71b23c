import type { Stack } from "../support/stack";

const MAKERS: Record<string, { path: string; body?: object }> = {
  email: {
    path: "/emails",
    body: { to: "delivered@resend.dev", subject: "Later", text: "Hi", scheduled_at: "in 1 hour" },
  },
  key: { path: "/api-keys", body: { name: "Spare" } },
  domain: { path: "/domains" },
  suppression: { path: "/suppressions" },
  template: { path: "/templates", body: { name: "Welcome", html: "<p>Hi</p>" } },
  webhook: {
    path: "/webhooks",
    body: { endpoint: "https://hooks.mailbox.dev/mailkit", events: ["email.sent"] },
  },
};

let made = 0;

/** Makes, through the API, what the placeholders of a path stand for, so that a route has something to act on. */
export function thingsOf({ baseUrl }: Pick<Stack, "baseUrl">, token: string) {
  async function make(path: string, body: object = {}): Promise<string> {
    const answer = await fetch(baseUrl + path, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const { id } = (await answer.json()) as { id?: string };
    if (!id) throw new Error(`${path} made nothing: ${answer.status}`);
    return id;
  }

  /** A customer may have ten of these. The domain that a key is for stays. */
  async function removeMade(path: string): Promise<void> {
    const headers = { Authorization: `Bearer ${token}` };
    const list = await fetch(baseUrl + path, { headers });
    const { data } = (await list.json()) as { data: { id: string; name?: string }[] };
    const made = data.filter(({ name }) => name === undefined || name.startsWith("made-"));
    for (const { id } of made) await fetch(`${baseUrl}${path}/${id}`, { method: "DELETE", headers });
  }

  async function thing(name: string): Promise<string> {
    made += 1;
    const maker = MAKERS[name === "published" ? "template" : name];
    if (!maker) throw new Error(`Nothing makes a ${name}.`);
    if (name === "domain" || name === "webhook") await removeMade(maker.path);
    if (name === "domain") return make(maker.path, { name: `made-${made}.dev` });
    if (name === "published") {
      const template = await thing("template");
      return make(`/templates/${template}/publish`);
    }
    if (name === "suppression") return make(maker.path, { email: `made-${made}@mailbox.dev` });
    return make(maker.path, maker.body);
  }

  /** The path with ids for its placeholders. */
  async function fill(path: string): Promise<string> {
    const webhook = path.includes(":webhook") ? await thing("webhook") : "";
    const event = path.includes(":event") ? await make(`/webhooks/${webhook}/test`) : "";
    const filled = path.replace(":webhook", webhook).replace(":event", event);
    const [placeholder, name] = /:([a-z]+)/.exec(filled) ?? [];
    return placeholder && name ? filled.replace(placeholder, await thing(name)) : filled;
  }

  return { fill };
}
