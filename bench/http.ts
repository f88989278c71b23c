import { Agent, request } from "node:http";

/** Above the callers of every row, so that no request waits for a connection. */
const SOCKETS_MAX = 2_048;
const agent = new Agent({
  keepAlive: true,
  maxSockets: SOCKETS_MAX,
  maxFreeSockets: SOCKETS_MAX,
  scheduling: "fifo",
});
/** Longer than either side's own limits: a caller that gives up would hide how long the answer took. */
const TIMEOUT_MS = 240_000;

export interface Call {
  url: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
}

export interface Answer {
  /** 0 if the connection broke before there was an answer. */
  status: number;
  body: string;
  durationMs: number;
}

/** One request over a kept connection. Never throws: a broken connection is an answer that is counted as an error. */
export function call({ url, method, headers, body }: Call): Promise<Answer> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const done = (status: number, text: string) =>
      resolve({ status, body: text, durationMs: performance.now() - startedAt });
    const sized =
      body === undefined ? headers : { ...headers, "content-length": String(Buffer.byteLength(body)) };
    const outgoing = request(url, { method, headers: sized, agent, timeout: TIMEOUT_MS }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("end", () => done(incoming.statusCode ?? 0, text));
      incoming.on("error", () => done(0, text));
    });
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", (error) => done(0, error.message));
    outgoing.end(body);
  });
}
