import type { Settings } from "./settings";

/** Requests counted in fixed windows of real time that start with their first request. */
class Window {
  private startedMs = 0;
  private used = 0;

  constructor(private readonly lengthMs: number) {}

  state(limit: number, nowMs: number): WindowState {
    if (nowMs - this.startedMs >= this.lengthMs) {
      this.startedMs = nowMs;
      this.used = 0;
    }
    return { limit, remaining: Math.max(0, limit - this.used), resetsAtMs: this.startedMs + this.lengthMs };
  }

  take(): void {
    this.used += 1;
  }
}

interface WindowState {
  limit: number;
  remaining: number;
  resetsAtMs: number;
}

interface RateDecision {
  isAllowed: boolean;
  headers: Record<string, string>;
}

const unlimited: RateDecision = { isAllowed: true, headers: {} };

/** One budget per provider for the whole account, as both providers have it. Refused requests cost nothing. */
export class RateLimits {
  private dodoSecond = new Window(1000);
  private dodoMinute = new Window(60_000);
  private resendSecond = new Window(1000);

  reset(): void {
    this.dodoSecond = new Window(1000);
    this.dodoMinute = new Window(60_000);
    this.resendSecond = new Window(1000);
  }

  /** Dodo docs: API introduction. No Retry-After is documented. */
  dodo({ rateLimits, dodoLimitHeaders, dodoLimitResetAs }: Settings, nowMs = Date.now()): RateDecision {
    if (!rateLimits.enabled) return unlimited;
    const second = this.dodoSecond.state(rateLimits.dodoPerSecond, nowMs);
    const minute = this.dodoMinute.state(rateLimits.dodoPerMinute, nowMs);
    const isAllowed = second.remaining > 0 && minute.remaining > 0;
    if (isAllowed) {
      this.dodoSecond.take();
      this.dodoMinute.take();
    }
    if (dodoLimitHeaders === "none") return { isAllowed, headers: {} };
    const tightest = minute.remaining <= second.remaining ? minute : second;
    const { limit, remaining, resetsAtMs } = { tightest, second, minute }[dodoLimitHeaders];
    const resetMs = dodoLimitResetAs === "timestamp" ? resetsAtMs : resetsAtMs - nowMs;
    return {
      isAllowed,
      headers: {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(Math.max(0, isAllowed ? remaining - 1 : remaining)),
        "x-ratelimit-reset": String(Math.ceil(resetMs / 1000)),
      },
    };
  }

  /** Resend docs: rate limit. Whole seconds, `retry-after` only with a 429. */
  resend({ rateLimits }: Settings, nowMs = Date.now()): RateDecision {
    if (!rateLimits.enabled) return unlimited;
    const second = this.resendSecond.state(rateLimits.resendPerSecond, nowMs);
    const isAllowed = second.remaining > 0;
    if (isAllowed) this.resendSecond.take();
    const resetSeconds = String(Math.max(1, Math.ceil((second.resetsAtMs - nowMs) / 1000)));
    return {
      isAllowed,
      headers: {
        "ratelimit-limit": String(second.limit),
        "ratelimit-policy": `${second.limit};w=1`,
        "ratelimit-remaining": String(Math.max(0, second.remaining - 1)),
        "ratelimit-reset": resetSeconds,
        ...(isAllowed ? {} : { "retry-after": resetSeconds }),
      },
    };
  }
}
