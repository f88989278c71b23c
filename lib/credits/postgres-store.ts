import "server-only";
import { transaction } from "../db/client";
import { loadAccount, mirrorRead } from "./account";
import { claimExpiredCapture, findCaptureWork, openCapture } from "./claim-capture";
import { postponeCapture, settleCaptured, settleInsufficient } from "./settle-capture";
import type { CreditStore } from "./store";

export const creditStore: CreditStore = {
  loadAccount: (customerId) => loadAccount(customerId),
  mirrorRead: (before, balance) => transaction((tx) => mirrorRead(tx, before, balance)),
  findCaptureWork,
  openCapture,
  claimExpiredCapture,
  settleCaptured,
  settleInsufficient,
  postponeCapture,
};
