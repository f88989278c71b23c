import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";

export interface ReceivedWebhook {
  headers: IncomingHttpHeaders;
  body: string;
  event: { type: string; timestamp: string; data: Record<string, unknown> };
}

export interface Receiver {
  url: string;
  received: ReceivedWebhook[];
  /** Statuses for the next requests; 200 when it is empty. */
  answers: number[];
  waitFor: (count: number) => Promise<ReceivedWebhook[]>;
  close: () => void;
}

/** An endpoint that remembers what it was sent. */
export async function startReceiver(): Promise<Receiver> {
  const received: ReceivedWebhook[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    received.push({ headers: request.headers, body, event: JSON.parse(body) as ReceivedWebhook["event"] });
    response.writeHead(answers.shift() ?? 200).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    received,
    answers,
    waitFor: (count) =>
      vi.waitFor(() => {
        if (received.length < count) throw new Error(`${received.length} of ${count} webhooks arrived`);
        return received;
      }, 10_000),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
