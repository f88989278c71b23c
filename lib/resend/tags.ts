import "server-only";
import { z } from "zod";

/**
 * The tags by which an email is found again at Resend and in its delivery events, so that an unknown outcome can be
 * settled from evidence. Names that begin with `mailkit` are refused in requests.
 */
const EMAIL_TAG = "mailkit_id";
const CUSTOMER_TAG = "mailkit_customer";

/** An email by its whole key. */
export interface EmailRef {
  customerId: string;
  emailId: string;
}

interface Tag {
  name: string;
  value: string;
}

const tagListSchema = z.array(z.object({ name: z.string(), value: z.string() }));
const ownTagsSchema = z.object({ [EMAIL_TAG]: z.uuid(), [CUSTOMER_TAG]: z.uuid() });

/** The tags that every email carries. */
export function ownTags({ customerId, emailId }: EmailRef): Tag[] {
  return [
    { name: EMAIL_TAG, value: emailId },
    { name: CUSTOMER_TAG, value: customerId },
  ];
}

/** Which email the tags name; null if they are not ours. Resend gives an object in events, and a list elsewhere. Pure. */
export function readOwnTags(tags: unknown): EmailRef | null {
  const list = tagListSchema.safeParse(tags);
  const named = list.success ? Object.fromEntries(list.data.map(({ name, value }) => [name, value])) : tags;
  const own = ownTagsSchema.safeParse(named);
  return own.success ? { customerId: own.data[CUSTOMER_TAG], emailId: own.data[EMAIL_TAG] } : null;
}
