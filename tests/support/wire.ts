import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * What becomes of a COMMIT whose connection breaks: `lost` never reaches the database; `landed` is carried out and only
 * the answer is missing; `late` is carried out when the caller has long seen the connection break.
 */
export type CommitFate = "lost" | "landed" | "late";

const LATE_MS = 400;
const COMMIT = /commit\0/i;

/** The wire to PostgreSQL, which can be cut while the app and the database live on. */
export class Wire {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private armed: { fate: CommitFate; skip: number } | null = null;

  constructor(
    readonly port: number,
    private readonly target: URL,
  ) {}

  /** The database's address for those who are to go through this wire. */
  get url(): string {
    const through = new URL(this.target);
    through.host = `127.0.0.1:${this.port}`;
    return through.href;
  }

  open(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(Number(this.target.port), this.target.hostname);
      let isCut = false;
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on("error", () => undefined);
        socket.on("close", () => {
          this.sockets.delete(socket);
          near.destroy();
          if (!isCut) far.destroy();
        });
      }
      near.on("data", (chunk) => {
        const fate = COMMIT.test(chunk.toString("latin1")) ? this.fateOfCommit() : null;
        if (fate === null) return void far.write(chunk);
        isCut = true;
        breakAtCommit({ near, far }, chunk, fate);
      });
      far.on("data", (chunk) => void (isCut || near.write(chunk)));
    });
    this.server = server;
    return new Promise((resolve) => server.listen(this.port, "127.0.0.1", resolve));
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Breaks the connection of a COMMIT that comes later: the next one, or after `skip` others. */
  breakCommit(fate: CommitFate, skip = 0): void {
    this.armed = { fate, skip };
  }

  /** Whether the COMMIT that was to break has come. */
  get hasBroken(): boolean {
    return this.armed === null;
  }

  private fateOfCommit(): CommitFate | null {
    if (!this.armed) return null;
    if (this.armed.skip > 0) {
      this.armed.skip -= 1;
      return null;
    }
    const { fate } = this.armed;
    this.armed = null;
    return fate;
  }
}

function breakAtCommit({ near, far }: { near: Socket; far: Socket }, commit: Buffer, fate: CommitFate): void {
  // The far end is closed after the answer, or the system could throw the COMMIT away with the connection.
  far.on("data", () => {
    near.destroy();
    far.destroy();
  });
  if (fate !== "landed") near.destroy();
  if (fate === "landed") far.write(commit);
  else if (fate === "late") setTimeout(() => far.write(commit), LATE_MS);
  else far.destroy();
}
