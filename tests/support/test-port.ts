import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { isPortFree } from "@/scripts/free-port";

/** Above what programs ask for by name; with their guards, below what the system hands out for outgoing connections. */
const PORTS = { first: 20_000, count: 6_000 };

/** A free port of this machine that no outgoing connection takes, and no other test for as long as this process lives. */
export async function testPort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + randomInt(PORTS.count);
    if ((await guard(port + PORTS.count)) && (await isPortFree(port))) return port;
  }
}

/** Listens on a port until this process ends. An instance that is being restarted leaves its own free, but not its guard. */
function guard(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => {
      server.unref();
      resolve(true);
    });
  });
}
