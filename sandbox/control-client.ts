import type { BalanceCreateLedgerEntryResponse } from "dodopayments/resources/credit-entitlements/balances";
import type { EmailRow, Payment } from "./entities";
import type { Fault, FaultInput, FiredFault } from "./faults";
import type { Step } from "./resend/email-event";
import type { Settings, SettingsPatch } from "./settings";
import type { SandboxState } from "./state";

export type { FaultInput, SandboxState, Settings, SettingsPatch };

export interface ClockState {
  now: string;
  offsetMs: number;
}

export interface FaultState {
  remaining: Fault[];
  fired: FiredFault[];
}

export interface PaidCheckout {
  status: "succeeded" | "failed";
  redirect_url: string | null;
  payment_id: string;
}

export interface IdleState {
  isIdle: boolean;
  /** Deliveries whose next attempt lies behind the end of the wait. */
  waitingForRetry: number;
}

/** The answer of the control API was not a success. `status` and `body` say why. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`The sandbox answered ${status}: ${JSON.stringify(body)}`);
  }
}

export type SandboxControl = ReturnType<typeof sandboxControl>;

/** A typed client of the sandbox's control API, for tests and scripts. `url` is the root of the sandbox. */
export function sandboxControl(url: string) {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${url}/_${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const parsed: unknown = await answer.json();
    if (!answer.ok) throw new ControlError(answer.status, parsed);
    return parsed as T;
  }

  return {
    state: () => call<SandboxState>("GET", "/state"),
    /** Accepted emails with this address among to, cc or bcc, newest first; all of them without one. */
    emails: (to?: string) => call<EmailRow[]>("GET", `/emails${to ? `?to=${encodeURIComponent(to)}` : ""}`),
    /** Something happens to an email: its reader opens it, a server refuses it late. `detail` overrides parts of the event. */
    emailEvent: (id: string, event: Step, detail: Record<string, unknown> = {}) =>
      call<{ ids: string[] }>("POST", `/emails/${id}/events`, { event, detail }),
    /** Forgets everything: rows, settings, faults, the clock, what was still to be delivered. */
    reset: () => call<{ ok: true }>("POST", "/reset"),

    settings: () => call<Settings>("GET", "/settings"),
    changeSettings: (patch: SettingsPatch) => call<Settings>("PUT", "/settings", patch),

    faults: () => call<FaultState>("GET", "/faults"),
    /** Queues faults; several in one call keep their order. */
    addFaults: (...faults: FaultInput[]) => call<FaultState>("POST", "/faults", faults),
    clearFaults: () => call<FaultState>("DELETE", "/faults"),

    clock: () => call<ClockState>("GET", "/clock"),
    advanceClock: (advanceMs: number) => call<ClockState>("POST", "/clock", { advanceMs }),
    setClock: (at: Date) => call<ClockState>("POST", "/clock", { set: at.toISOString() }),

    /** What "Adjust Balance" in Dodo's dashboard does. */
    adjust: (dodoCustomerId: string, entry_type: "credit" | "debit", amount: number, reason?: string) =>
      call<BalanceCreateLedgerEntryResponse>("POST", `/customers/${dodoCustomerId}/adjust`, {
        entry_type,
        amount,
        reason,
      }),
    /** What the button on the hosted checkout page does. */
    pay: (sessionId: string, card: string, buyer: { email?: string; name?: string } = {}) =>
      call<PaidCheckout>("POST", `/checkouts/${sessionId}/pay`, { card, ...buyer }),

    /** What the bank, or the customer at their bank, does with a payment that was left open. */
    finishPayment: (paymentId: string, status: "succeeded" | "failed") =>
      call<Payment>("POST", `/payments/${paymentId}/finish`, { status }),
    /** What "Refund" in Dodo's dashboard does; `takesCredits`: Dodo takes what is left of the credits back itself. */
    refund: (paymentId: string, input: { amount?: number; takesCredits?: boolean } = {}) =>
      call<{ refund_id: string }>("POST", `/payments/${paymentId}/refund`, input),
    /** Opens a dispute of a payment, or moves it on. */
    dispute: (paymentId: string, status: string) =>
      call<{ dispute_id: string }>("POST", `/payments/${paymentId}/dispute`, { status }),

    sendWebhook: (type: string, data: Record<string, unknown>, provider: "dodo" | "resend" = "dodo") =>
      call<{ id: string }>("POST", "/webhooks/send", { type, data, provider }),
    redeliver: (id: string) => call<{ ok: true }>("POST", `/webhooks/${id}/redeliver`),
    /** Waits until nothing is on its way to a webhook endpoint, at most ten seconds. */
    webhooksIdle: (timeoutMs?: number) =>
      call<IdleState>("GET", `/webhooks/idle${timeoutMs === undefined ? "" : `?timeoutMs=${timeoutMs}`}`),
  };
}
