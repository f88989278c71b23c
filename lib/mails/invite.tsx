import "server-only";
import { Text } from "@react-email/components";
import { catalogue } from "../catalogue";
import { LinkButton } from "./link-button";
import { MailFrame } from "./mail-frame";
import { words } from "./styles";

interface InviteMailProps {
  url: string;
  accountName: string;
  invitedBy: string;
  /** With its article, as in "a developer". */
  role: string;
  days: number;
}

/** The mail that invites: who, to what, as what, and one button. */
export function InviteMail({ url, accountName, invitedBy, role, days }: InviteMailProps) {
  return (
    <MailFrame
      preview={`${invitedBy} invites you to ${accountName}.`}
      title={`Join ${accountName} on ${catalogue.productName}`}
      footer="If you did not expect this, ignore it: nothing happens without your yes."
    >
      <Text style={words}>
        {invitedBy} invites you to work in {accountName} on {catalogue.productName}, as {role}. The link works
        once, within {days} days, for the address that this mail went to.
      </Text>
      <LinkButton url={url} label="See the invite" />
    </MailFrame>
  );
}
