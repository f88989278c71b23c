import { z } from "zod";
import { ROLES } from "./roles";

const NAME_CHARS_MAX = 100;
const ADDRESS_CHARS_MAX = 254;
const role = z.enum(ROLES, "One of owner, developer, billing and viewer.");
/** A name as people write it; what is left after trimming must be something. */
const name = z
  .string("Write a name.")
  .trim()
  // As it is shown, so that it can be typed from there.
  .overwrite((text) => text.replace(/\s+/g, " "))
  .min(1, "Write a name.")
  .max(NAME_CHARS_MAX, `At most ${NAME_CHARS_MAX} characters.`)
  // It stands in invites to strangers, which must not become a way to send them links.
  .regex(
    /^(?!.*(:\/\/|www\.))[^\p{Cc}\p{Surrogate}]*$/isu,
    "A name has no web address and no line breaks in it.",
  );

/** A person of an account. */
export const memberSchema = z.object({
  user_id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  role: z.enum(ROLES),
  is_you: z.boolean(),
  created_at: z.string(),
});
export type Member = z.infer<typeof memberSchema>;

/** Answer of `GET /api/members`. */
export const memberListSchema = z.object({ data: z.array(memberSchema) });
export type MemberList = z.infer<typeof memberListSchema>;

/** An invite that nobody has redeemed yet. */
export const inviteSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(ROLES),
  /** Null if Resend did not take the mail. */
  sent_at: z.string().nullable(),
  expires_at: z.string(),
  is_expired: z.boolean(),
  created_at: z.string(),
});
export type Invite = z.infer<typeof inviteSchema>;

/** Answer of `GET /api/invites`. */
export const inviteListSchema = z.object({ data: z.array(inviteSchema) });
export type InviteList = z.infer<typeof inviteListSchema>;

/** Body of `POST /api/invites`. */
export const inviteRequestSchema = z.strictObject({
  email: z
    .string("Write an email address.")
    .trim()
    .toLowerCase()
    .pipe(z.email("Write an email address, as in name@example.com.").max(ADDRESS_CHARS_MAX)),
  role,
});
export type InviteRequest = z.infer<typeof inviteRequestSchema>;

/** Body of `POST /api/invites/accept`. */
export const acceptInviteSchema = z.strictObject({ token: z.string().min(1).max(200) });

/** Body of `PATCH /api/members/:id`. */
export const changeRoleSchema = z.strictObject({ role });

/** Body of `PATCH /api/profile` and of `PATCH /api/account`. */
export const renameSchema = z.strictObject({ name });

/** Body of `POST /api/account/switch`. */
export const switchAccountSchema = z.strictObject({ account_id: z.uuid("The id of one of your accounts.") });

/** Body of `DELETE /api/account`: the account's name as it is shown. */
export const deleteAccountSchema = z.strictObject({ confirm: z.string().max(300) });

/** An account that somebody is a member of. */
export const membershipSchema = z.object({
  account_id: z.uuid(),
  name: z.string(),
  role: z.enum(ROLES),
  is_current: z.boolean(),
});
export type Membership = z.infer<typeof membershipSchema>;

/** Answer of `GET /api/accounts`. */
export const membershipListSchema = z.object({ data: z.array(membershipSchema) });
export type MembershipList = z.infer<typeof membershipListSchema>;

/** Answer of what gives a name. */
export interface Renamed {
  name: string;
}

/** Where the person works afterwards; null if they have no account left and are signed out. */
export const leftSchema = z.object({ account_id: z.uuid().nullable() });
export type Left = z.infer<typeof leftSchema>;
