import "server-only";
import { acceptEmail } from "./accept";
import { claimDispatch, findDispatchWork } from "./claim";
import { findEmail, readStandings } from "./email-row";
import { postpone, requeue } from "./put-off";
import { settleDispatch } from "./settle";
import type { SendingStore } from "./store";

export const sendingStore: SendingStore = {
  accept: acceptEmail,
  findEmail: ({ customerId, emailId }) => findEmail(customerId, emailId),
  readStandings,
  findDispatchWork,
  claimDispatch,
  settleDispatch,
  requeue,
  postpone,
};
