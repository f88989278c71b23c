import "server-only";
import { Text } from "@react-email/components";
import { catalogue } from "../catalogue";
import { LinkButton } from "./link-button";
import { MailFrame } from "./mail-frame";
import { words } from "./styles";

/** The mail that signs in: one button. */
export function SignInLink({ url, minutes }: { url: string; minutes: number }) {
  return (
    <MailFrame
      preview={`Your sign-in link, good for ${minutes} minutes.`}
      title={`Sign in to ${catalogue.productName}`}
      footer="If you did not ask for this, ignore it: without the link nobody can sign in with your address."
    >
      <Text style={words}>Here is your link to sign in. It works once, within {minutes} minutes.</Text>
      <LinkButton url={url} label="Sign in" />
    </MailFrame>
  );
}
