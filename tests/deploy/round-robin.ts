import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { testPort } from "../support/test-port";
import { waitFor } from "../support/wait-for";

/** A request whose answer did not come whole, and who was to give it. */
export interface Broken {
  backend: string;
  reason: string;
}

/**
 * A small load balancer: hands requests to instances in turn. One that refuses the connection has seen nothing of the
 * request, so it goes to the next one; whatever breaks later is the caller's to know, since it may have been done.
 */
export class RoundRobin {
  readonly broken: Broken[] = [];
  private server: Server | undefined;
  private backends: readonly string[] = [];
  private turn = 0;
  private readonly underWay = new Map<string, number>();

  private constructor(readonly url: string) {}

  static async open(): Promise<RoundRobin> {
    const port = await testPort();
    const proxy = new RoundRobin(`http://127.0.0.1:${port}`);
    const server = createServer((call, answer) => void proxy.serve(call, answer));
    // Callers may send while it decides: the connection to them is not what is tested.
    server.keepAliveTimeout = 60_000;
    proxy.server = server;
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return proxy;
  }

  /** From now on requests go to these, as when an operator takes an instance out, or puts one in. */
  forwardTo(backends: readonly string[]): void {
    this.backends = backends;
  }

  /** Sends nothing more to this instance. Resolves once what was sent to it is answered. */
  async takeOut(backend: string): Promise<void> {
    this.forwardTo(this.backends.filter((other) => other !== backend));
    const isDrained = () => (this.underWay.get(backend) ?? 0) === 0;
    await waitFor(isDrained, { timeoutMs: 20_000, what: `${backend} to have answered` });
  }

  close(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private async serve(call: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of call) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    this.turn += 1;
    const { backends } = this;
    for (let tries = 0; tries < backends.length; tries++) {
      const backend = backends[(this.turn + tries) % backends.length] ?? "";
      this.count(backend, 1);
      const isTaken = await this.forward(backend, call, body, answer);
      this.count(backend, -1);
      if (isTaken) return;
    }
    answer.writeHead(502).end();
  }

  private count(backend: string, by: number): void {
    this.underWay.set(backend, (this.underWay.get(backend) ?? 0) + by);
  }

  /** False if the instance refused the connection; true once the caller has an answer, or a broken connection. */
  private forward(
    backend: string,
    { url = "/", method, headers }: IncomingMessage,
    body: Buffer,
    answer: ServerResponse,
  ): Promise<boolean> {
    return new Promise((resolve) => {
      const breakOff = (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNREFUSED") return resolve(false);
        this.broken.push({ backend, reason: `${method} ${url}: ${error.message}` });
        answer.destroy();
        resolve(true);
      };
      // A connection of its own for each request: one that is kept could end just when the next request is written.
      const onward = request(new URL(url, backend), {
        method,
        headers: { ...headers, connection: "close" },
        agent: false,
      });
      onward.on("error", breakOff);
      onward.on("response", (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.on("error", breakOff);
        response.on("end", () => resolve(true));
        response.pipe(answer);
      });
      onward.end(body);
    });
  }
}
