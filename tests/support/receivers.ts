import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { waitFor } from "./wait-for";

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  id: string;
  type: string;
}

/** How a receiver answers: a status, or whatever it does with the response. */
export type Answer = number | ((response: ServerResponse) => void);

export interface CustomersReceiver {
  url: string;
  received: Received[];
  /** The next answers; 200 when it is empty. */
  answers: Answer[];
  /** What it was sent of one type, once there are so many. */
  waitFor(count: number, type?: string): Promise<Received[]>;
  stop(): Promise<void>;
}

/** A customer's own program, which hears of events. */
export async function startReceiver(): Promise<CustomersReceiver> {
  const received: Received[] = [];
  const answers: Answer[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { headers } = request;
    received.push({ headers, body, id: String(headers["webhook-id"]), type: JSON.parse(body).type });
    const answer = answers.shift() ?? 200;
    if (typeof answer === "function") answer(response);
    else response.writeHead(answer).end(`answered ${answer}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    answers,
    waitFor: (count, type) =>
      waitFor(
        () => {
          const found = received.filter((one) => type === undefined || one.type === type);
          return found.length >= count ? found : null;
        },
        { timeoutMs: 20_000, what: `${count} webhooks ${type ?? ""}` },
      ),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
