import { sendRequestSchema } from "@/lib/contracts/send";
import { AppError } from "@/lib/errors";
import { hashRequest } from "@/lib/sending/hash-request";
import type { SendAnswer, SendCommand } from "@/lib/sending/send";
import { asItIs } from "@/lib/templates/write-emails";
import { type Instance, type Surroundings, startInstance } from "./instance";
import { brokenInvariants, isMirrorTooHigh, isSettled, standings } from "./invariants";
import { ModelDatabase } from "./model-database";
import { DIVIDING_SUBJECT, type Faults, ModelDodo, ModelResend, REFUSED_SUBJECT } from "./model-providers";
import { newAccount } from "./model-rows";
import type { History, PlannedSend, Scenario } from "./scenario";
import { World } from "./world";

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
  const email = `customer-${number}@mailbox.dev`;
  // Some were never looked at, some have just been.
  const known = world.chance(0.5) ? balance : null;
  database.addCustomer(newAccount(customerId, { email, balance: known, balanceAsOf: null }));
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
