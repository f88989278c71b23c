import { Clock } from "./clock";
import type { SandboxConfig } from "./config";
import { defaultSettings, type Settings } from "./settings";
import { Store } from "./store";
import { Timers } from "./timers";

/** What everything of a running sandbox stands on, also what the sandbox itself is made of. */
export class Ground {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers = new Timers();
  settings: Settings;

  constructor(readonly config: SandboxConfig) {
    this.store = new Store(config.SANDBOX_DATA_DIR);
    this.clock = new Clock(this.store.meta);
    this.settings = defaultSettings(config);
  }
}
