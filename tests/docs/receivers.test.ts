import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { receivers } from "@/lib/docs/snippets/receivers";
import { signedHeaders } from "@/lib/outgoing/sign";
import { root } from "@/scripts/env-files";
import { testPort } from "../support/test-port";
import { waitFor } from "../support/wait-for";

const FOLDER = path.join(root, ".data/receivers");
const SECRET = "whsec_bWFpbGtpdC1kb2NzLWV4YW1wbGU=";
const body = JSON.stringify({ type: "email.delivered", created_at: new Date().toISOString(), data: {} });

let running: ChildProcess | undefined;
afterEach(() => {
  running?.kill("SIGKILL");
  rmSync(FOLDER, { recursive: true, force: true });
});

it.each(receivers.map((receiver) => ({ ...receiver })))(
  "the receiver with $label takes what MailKit signed, and nothing else",
  async ({ label, code }) => {
    mkdirSync(FOLDER, { recursive: true });
    const file = path.join(FOLDER, `${label.replace(/\W/g, "")}.mjs`);
    writeFileSync(file, code);
    const port = await testPort();
    const variables = { PORT: String(port), WEBHOOK_SECRET: SECRET, RESEND_API_KEY: "mk_not_used" };
    running = spawn(process.execPath, [file], {
      env: { NODE_ENV: "production", PATH: process.env.PATH, ...variables },
    });
    const post = (text: string, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${port}`, { method: "POST", headers, body: text }).catch(() => null);
    await waitFor(() => post("{}"), { what: "the receiver to listen" });
    const headers = signedHeaders({ messageId: "msg_1", body, secrets: [SECRET], at: new Date() });
    expect((await post(body, headers))?.status).toBe(200);
    expect((await post(body.replace("delivered", "bounced"), headers))?.status).toBe(400);
    expect((await post(body))?.status).toBe(400);
  },
);
