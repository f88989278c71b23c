import "server-only";
import { readBar } from "../tenants/bar";
import { acceptEmail } from "./accept";
import { claimDispatch, findDispatchWork } from "./claim";
import { findEmails, readStanding } from "./email-row";
import { postpone, requeue } from "./put-off";
import { settleDispatch } from "./settle";
import type { SendingStore } from "./store";

export const sendingStore: SendingStore = {
  accept: acceptEmail,
  readBar,
  findEmails,
  readStanding,
  findDispatchWork,
  claimDispatch,
  settleDispatch,
  requeue,
  postpone,
};
