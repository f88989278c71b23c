import { sendRequestSchema } from "@/lib/contracts/send";
import { AppError } from "@/lib/errors";
import { hashRequest } from "@/lib/sending/hash-request";
import type { SendAnswer, SendCommand } from "@/lib/sending/send";
import { asItIs } from "@/lib/templates/write-emails";
import { type Instance, type Surroundings, startInstance } from "./instance";
import { ModelDatabase } from "./model-database";
import { DIVIDING_SUBJECT, type Faults, ModelDodo, ModelResend, REFUSED_SUBJECT } from "./model-providers";
import { World } from "./world";

/** One life of MailKit, from the first send to the moment when all is settled. Made by fast-check, and shrunk by it. */
export interface Scenario {
  seed: number;
  instances: number;
  /** Credits that each customer starts with. */
  balances: number[];
  sends: PlannedSend[];
  topUps: { customer: number; atMs: number; credits: number; isAnnounced: boolean }[];
  /** Credits taken away at Dodo behind our back. */
  removals: { customer: number; atMs: number; credits: number }[];
  crashes: { instance: number; atMs: number; downMs: number }[];
  stalls: { instance: number; atMs: number; forMs: number }[];
  outages: { of: "resend" | "dodo" | "resendKey"; atMs: number; forMs: number }[];
  faults: Pick<
    Faults,
    "lost" | "answerLost" | "late" | "twice" | "refused" | "duplicateKey" | "debitChecksFirst"
  >;
  databaseFaults: number;
  /** How far the clocks of the instances are off. */
  skewMs: number;
}

export interface PlannedSend {
  customer: number;
  atMs: number;
  recipients: number;
  /** Callers with the same key and customer send the same email. */
  key: number | null;
  kind: "good" | "refused" | "divides";
  respondAsync: boolean;
  /** How often the caller tries again after an error or no answer. */
  retries: number;
}

/** What a caller saw. */
interface History {
  customerId: string;
  key: string | null;
  answers: (SendAnswer | AppError | "no answer")[];
}

const CALLER_PATIENCE_MS = 20_000;
const HEAL_AT_MS = 75_000;
/** Everything must have settled this long after the faults have ended. */
const SETTLE_WITHIN_MS = 3_600_000;
const STEPS_MAX = 200_000;

/** Lives through the scenario. Returns what is broken, in words; nothing if all invariants hold. */
export async function simulate(scenario: Scenario): Promise<string[]> {
  const world = new World(scenario.seed);
  const faults: Faults = {
    ...scenario.faults,
    isResendDown: false,
    isDodoDown: false,
    isResendKeyWrong: false,
  };
  const database = new ModelDatabase(() => world.nowMs, world.newId);
  const surroundings: Surroundings = {
    world,
    database,
    resend: new ModelResend(world, faults),
    dodo: new ModelDodo(world, faults),
    databaseFaults: scenario.databaseFaults,
  };
  const customers = scenario.balances.map((balance, number) => addCustomer(surroundings, number, balance));
  const instances = Array.from({ length: scenario.instances }, (_, number) =>
    startInstance(surroundings, number % 2 === 0 ? 0 : scenario.skewMs),
  );
  const histories = scenario.sends.map((planned) => follow(surroundings, instances, customers, planned));
  scheduleTroubles(scenario, surroundings, faults, instances, customers);
  const startMs = world.nowMs;
  world.after(HEAL_AT_MS, null, () => {
    Object.assign(faults, { lost: 0, answerLost: 0, late: 0, twice: 0, refused: 0 });
    surroundings.databaseFaults = 0;
    // What is owed can be collected now.
    for (const customerId of customers) {
      surroundings.dodo.adjust(customerId, 1_000);
      database.markStale(customerId);
    }
  });
  for (let step = 0; step < STEPS_MAX; step++) {
    if (world.nowMs > startMs + HEAL_AT_MS && isSettled(database)) break;
    if (world.nowMs > startMs + HEAL_AT_MS + SETTLE_WITHIN_MS)
      return [`it never settles: ${standings(database)}`];
    if (!(await world.step())) return ["nothing happens any more, and not all is settled"];
    // What was taken away behind our back is not known until the next read.
    if (scenario.removals.length === 0) {
      const wrong = customers.find((customerId) => isMirrorTooHigh(surroundings, customerId));
      if (wrong) return [`the mirror of ${wrong} says more than Dodo: ${standings(database)}`];
    }
  }
  return brokenInvariants(scenario, surroundings, histories, customers, startMs + HEAL_AT_MS);
}

function addCustomer({ database, dodo, world }: Surroundings, number: number, balance: number): string {
  const customerId = `00000000-0000-7000-9000-${String(number).padStart(12, "0")}`;
  dodo.adjust(customerId, balance);
  database.addCustomer({
    customerId,
    dodoCustomerId: customerId,
    email: `customer-${number}@mailbox.dev`,
    // Some were never looked at, some have just been.
    balance: world.chance(0.5) ? balance : null,
    balanceAsOf: null,
    held: 0,
    version: 0,
    openCaptureId: null,
    quota: null,
    captureNotBefore: null,
    staleSince: null,
    balanceRoseAt: null,
    allowance: 10,
    lowThreshold: 2,
    alertLadder: null,
    alertLevel: "none",
    alertedAt: null,
    expiryLookAt: null,
    billingStaleSince: null,
    syncNotBefore: null,
  });
  return customerId;
}

/** A caller who sends, and may come back with the same key. Returns what they saw, which grows while it runs. */
function follow(
  { world }: Surroundings,
  instances: Instance[],
  customers: string[],
  planned: PlannedSend,
): History {
  const customerId = customers[planned.customer % customers.length] ?? "";
  const key = planned.key === null ? null : `key-${planned.key}`;
  const history: History = { customerId, key, answers: [] };
  const attempt = (left: number) => {
    let isOver = false;
    const over = (answer: SendAnswer | AppError | "no answer") => {
      if (isOver) return;
      isOver = true;
      history.answers.push(answer);
      const isFinal = answer instanceof AppError ? answer.details.retryable !== true : answer !== "no answer";
      if (left > 0 && key !== null && !isFinal)
        world.after(world.between(100, 8_000), null, () => attempt(left - 1));
    };
    world.after(CALLER_PATIENCE_MS, null, () => over("no answer"));
    const instance = world.pick(instances);
    if (!instance.process.isAlive) return over("no answer");
    instance.send(toCommand(planned, customerId, key)).then(over, (error) => {
      if (error instanceof AppError) over(error);
      else throw error;
    });
  };
  world.after(planned.atMs, null, () => attempt(planned.retries));
  return history;
}

const SUBJECTS = { good: "Hi", refused: REFUSED_SUBJECT, divides: DIVIDING_SUBJECT };

function toCommand(planned: PlannedSend, customerId: string, key: string | null): SendCommand {
  const request = sendRequestSchema.parse({
    // Everybody with the same key sends the same.
    to: Array.from({ length: planned.recipients }, (_, number) => `to-${number}@mailbox.dev`),
    subject: SUBJECTS[planned.kind],
    text: "Hi",
  });
  return {
    customerId,
    key: null,
    idempotencyKey: key,
    respondAsync: planned.respondAsync,
    requestHash: hashRequest(request),
    batchErrors: null,
    messages: [
      {
        ...asItIs(request),
        from: "mail@mailkit.dev",
        defaultReplyTo: "customer@mailbox.dev",
        skipped: [],
        scheduledAt: null,
        isRepeat: false,
      },
    ],
  };
}

function scheduleTroubles(
  scenario: Scenario,
  surroundings: Surroundings,
  faults: Faults,
  instances: Instance[],
  customers: string[],
): void {
  const { world, database, dodo } = surroundings;
  const customerOf = (number: number) => customers[number % customers.length] ?? "";
  for (const { customer, atMs, credits, isAnnounced } of scenario.topUps)
    world.after(atMs, null, () => {
      dodo.adjust(customerOf(customer), credits);
      if (isAnnounced)
        world.after(world.between(0, 5_000), null, () => database.markStale(customerOf(customer)));
    });
  for (const { customer, atMs, credits } of scenario.removals)
    world.after(atMs, null, () => dodo.adjust(customerOf(customer), -credits));
  for (const { instance, atMs, downMs } of scenario.crashes)
    world.after(atMs, null, () => {
      const number = instance % instances.length;
      const crashed = instances[number];
      crashed?.crash();
      world.after(downMs, null, () => {
        if (crashed === instances[number])
          instances[number] = startInstance(surroundings, crashed?.process.skewMs ?? 0);
      });
    });
  for (const { instance, atMs, forMs } of scenario.stalls)
    world.after(atMs, null, () => {
      const { process } = instances[instance % instances.length] as Instance;
      process.stalledUntilMs = world.nowMs + forMs;
    });
  const switches = { resend: "isResendDown", dodo: "isDodoDown", resendKey: "isResendKeyWrong" } as const;
  for (const { of, atMs, forMs } of scenario.outages) {
    world.after(atMs, null, () => Object.assign(faults, { [switches[of]]: true }));
    world.after(atMs + forMs, null, () => Object.assign(faults, { [switches[of]]: false }));
  }
}

/** Debits that have landed and whose answers are still on their way may be missing in the mirror, and nothing else. */
function isMirrorTooHigh({ database, dodo }: Surroundings, customerId: string): boolean {
  const landed = [...database.captures.values()].filter(
    (capture) => capture.customerId === customerId && capture.state === "open" && dodo.knows(capture.id),
  );
  return (database.accounts.get(customerId)?.balance ?? 0) > dodo.balance(customerId) + sum(landed);
}

function isSettled(database: ModelDatabase): boolean {
  for (const { status, credits, capturedAt } of database.emails.values())
    if (status === "queued" || status === "sending" || (status === "sent" && credits > 0 && !capturedAt))
      return false;
  for (const { state } of database.captures.values()) if (state === "open") return false;
  for (const { staleSince } of database.accounts.values()) if (staleSince !== null) return false;
  return true;
}

function standings(database: ModelDatabase): string {
  const count = (rows: Iterable<{ state?: string; status?: string }>) => {
    const counts: Record<string, number> = {};
    for (const row of rows) {
      const name = row.state ?? row.status ?? "";
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };
  return JSON.stringify({
    emails: count(database.emails.values()),
    captures: count(database.captures.values()),
    dispatches: count(database.dispatches.values()),
    accounts: [...database.accounts.values()],
  });
}

function brokenInvariants(
  scenario: Scenario,
  { database, resend, dodo }: Surroundings,
  histories: History[],
  customers: string[],
  healedMs: number,
): string[] {
  const broken: string[] = [];
  const mustHold = (holds: boolean, fault: string) => {
    if (!holds) broken.push(fault);
  };
  const emails = [...database.emails.values()];
  const sent = emails.filter((email) => email.status === "sent");
  mustHold(new Set(resend.taken).size === resend.taken.length, `an email went out twice: ${resend.taken}`);
  mustHold(
    emails.every((email) => (email.status === "sent") === resend.taken.includes(email.id)),
    "what Resend took and what counts as sent differ",
  );
  mustHold(
    emails.every((email) => email.status === "sent" || email.status === "failed"),
    "an email has no end",
  );
  customers.forEach((customerId, number) => {
    const account = database.loadAccount(customerId);
    const spent = sum(sent.filter((email) => email.customerId === customerId));
    const debited = dodo.debited.get(customerId) ?? 0;
    mustHold(debited === spent, `customer ${number}: ${spent} credits were sent and ${debited} debited`);
    mustHold(account.held === 0, `customer ${number}: ${account.held} credits are held for nothing`);
    mustHold(
      account.balance === dodo.balance(customerId),
      `customer ${number}: the mirror says ${account.balance}, Dodo ${dodo.balance(customerId)}`,
    );
    const bought = scenario.topUps.filter(({ customer }) => customer % customers.length === number);
    const had = (scenario.balances[number] ?? 0) + sum(bought);
    const spentBefore = sum(
      sent.filter((email) => email.customerId === customerId && email.createdAt.getTime() < healedMs),
    );
    // Only credits that were taken away behind our back may have been spent once more.
    if (scenario.removals.length === 0)
      mustHold(spentBefore <= had, `customer ${number}: had ${had} credits and sent ${spentBefore}`);
  });
  for (const history of histories) broken.push(...brokenPromises(history, database));
  return [...broken, ...brokenKeys(histories)];
}

const sum = (items: readonly { credits: number }[]) =>
  items.reduce((total, { credits }) => total + credits, 0);

/** What a caller was told must be what happened. */
function brokenPromises({ customerId, answers }: History, database: ModelDatabase): string[] {
  return answers.flatMap((answer) => {
    if (answer === "no answer") return [];
    const id = answer instanceof AppError ? answer.details.email_id : answer.result.id;
    const email = typeof id === "string" ? database.findEmail({ customerId, emailId: id }) : null;
    if (answer instanceof AppError)
      return answer.code === "email_refused" && email?.status !== "failed" ? [`${id} was not refused`] : [];
    if (!email) return [`${id} was accepted and is not there`];
    if (answer.result.status === "sent" && email.resendId !== answer.result.resend_id)
      return [`${id} was sent as ${email.resendId}, not as ${answer.result.resend_id}`];
    return [];
  });
}

/** Everybody who used a key was told of the same email. */
function brokenKeys(histories: History[]): string[] {
  const named = new Map<string, string>();
  return histories.flatMap(({ customerId, key, answers }) =>
    answers.flatMap((answer) => {
      if (key === null || answer === "no answer" || answer instanceof AppError) return [];
      const name = `${customerId} ${key}`;
      const first = named.get(name) ?? answer.result.id;
      named.set(name, first);
      return first === answer.result.id ? [] : [`${name} named ${first} and ${answer.result.id}`];
    }),
  );
}
