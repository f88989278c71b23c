import { z } from "zod";
import { sandboxDefaults } from "@/sandbox/constants";
import { dodoStandIn, resendStandIn, sandboxVariables } from "@/scripts/stack-env";
import { Program } from "@/tests/support/program";
import { startSandbox } from "@/tests/support/sandbox";
import { testPort } from "@/tests/support/test-port";
import { waitFor } from "@/tests/support/wait-for";
import { type Contender, CREDITS, imposeLimits, liftLimits, mail } from "./contender";

const JSON_HEADERS = { "content-type": "application/json" };

/** The tutorial's flow with `customers` customers, ready to be measured. */
export async function startTutorial(customers: number): Promise<Contender> {
  const port = await testPort();
  const url = `http://127.0.0.1:${port}`;
  const webhookUrl = `${url}/webhooks/dodo`;
  const sandbox = await startSandbox({
    ...sandboxVariables({ port: 0, appPort: port, dataDirectory: ":memory:", deliveryEvents: false }),
    SANDBOX_WEBHOOK_URL: webhookUrl,
  });
  const sandboxPort = Number(new URL(sandbox.url).port);
  const server = new Program("tutorial", ["--import", "tsx", "bench/tutorial-server.ts"], {
    NODE_ENV: "production",
    PORT: String(port),
    ...dodoStandIn(sandboxPort),
    ...resendStandIn(sandboxPort),
  });
  await waitFor(async () => (await fetch(url)).ok, {
    timeoutMs: 30_000,
    what: "the tutorial's server to answer",
  });
  await liftLimits(sandbox.control);
  const dodoIds: string[] = [];
  for (let n = 0; n < customers; n++) {
    const id = await createDodoCustomer(sandbox.url, n);
    await sandbox.control.adjust(id, "credit", CREDITS);
    dodoIds.push(id);
  }
  await sandbox.control.webhooksIdle();
  await imposeLimits(sandbox.control);
  const dodoId = (customer: number) => dodoIds[customer % dodoIds.length] ?? "";
  return {
    name: "tutorial",
    url,
    sandbox: sandbox.control,
    dodoIds,
    webhookUrl,
    send: (customer, { subject }) => ({
      url: `${url}/send`,
      method: "POST",
      headers: JSON_HEADERS,
      body: JSON.stringify({ customer_id: dodoId(customer), ...mail(subject) }),
    }),
    readCredits: (customer) => ({ url: `${url}/credits/${dodoId(customer)}`, method: "GET", headers: {} }),
    pid: () => server.pid,
    // It answers when it is done, so there is nothing to wait for.
    settle: async () => undefined,
    stop: async () => {
      await Promise.all([server.end("SIGKILL"), sandbox.stop("SIGKILL")]);
    },
  };
}

async function createDodoCustomer(sandboxUrl: string, n: number): Promise<string> {
  const answer = await fetch(`${sandboxUrl}/dodo/customers`, {
    method: "POST",
    headers: { ...JSON_HEADERS, authorization: `Bearer ${sandboxDefaults.dodoApiKey}` },
    body: JSON.stringify({ email: `customer-${n}@mailbox.dev`, name: `Customer ${n}` }),
  });
  return z.object({ customer_id: z.string() }).parse(await answer.json()).customer_id;
}
