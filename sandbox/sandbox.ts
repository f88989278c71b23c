import { Calls } from "./calls";
import type { SandboxConfig } from "./config";
import { Faults } from "./faults";
import { Ground } from "./ground";
import { RateLimits } from "./rate-limit";
import { seed } from "./seed";
import { defaultSettings, mergeSettings, type SettingsPatch } from "./settings";
import { Webhooks } from "./webhooks";

/** One running sandbox: its state and the few parts that everything shares. */
export class Sandbox extends Ground {
  readonly calls: Calls;
  readonly webhooks: Webhooks;
  readonly faults = new Faults();
  readonly limits = new RateLimits();
  /** Idempotency keys of sends that have arrived and have no answer yet. */
  readonly sendsInFlight = new Set<string>();
  /** Whether any email may be waiting for its time; saves a look at all of them with every request. */
  mayHaveScheduled = true;

  constructor(config: SandboxConfig) {
    super(config);
    this.calls = new Calls(this.store);
    this.webhooks = new Webhooks(this);
    seed(this);
  }

  changeSettings(patch: SettingsPatch): void {
    this.settings = mergeSettings(this.settings, patch);
    if (patch.rateLimits !== undefined) this.limits.reset();
  }

  /** Back to the first start. Deliveries on their way are forgotten. */
  reset(): void {
    this.timers.clear();
    this.store.reset();
    this.faults.clear();
    this.calls.reset();
    this.limits.reset();
    this.sendsInFlight.clear();
    this.settings = defaultSettings(this.config);
    seed(this);
  }
}
