import "server-only";
import type { MoneyFacts } from "../contracts/operator-pages";

interface Outlook {
  /** Emails that the plan at Resend delivers in a month; null if it is not known. */
  planEmails: number | null;
  usedThisMonth: number;
  /** Credits that customers can still spend. */
  outstanding: number;
}

const count = (number: number) => number.toLocaleString("en");

/** Whether what is sold can still be delivered this month. Pure. */
export function quotaGuard({ planEmails, usedThisMonth, outstanding }: Outlook): MoneyFacts["guard"] {
  if (planEmails === null)
    return {
      level: "unknown",
      message: "Set RESEND_PLAN_EMAILS, and it is said here whether what is sold can be delivered.",
    };
  const left = planEmails - usedThisMonth;
  if (left <= 0)
    return {
      level: "warn",
      message: `The plan's ${count(planEmails)} emails of this month are used up. Raise it at Resend before more is sold.`,
    };
  if (outstanding > left)
    return {
      level: "warn",
      message: `Customers can still spend ${count(outstanding)} credits, and the plan at Resend delivers ${count(left)} more emails this month. Raise it before they do.`,
    };
  return {
    level: "ok",
    message: `The plan delivers ${count(left)} more emails this month; customers can spend ${count(outstanding)} credits.`,
  };
}
