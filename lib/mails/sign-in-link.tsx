import "server-only";
import { Button, Link, Text } from "@react-email/components";
import { catalogue } from "../catalogue";
import { MailFrame } from "./mail-frame";
import { address, button, words } from "./styles";

/** The mail that signs in: one button, and the same address in words for who can't press it. */
export function SignInLink({ url, minutes }: { url: string; minutes: number }) {
  return (
    <MailFrame
      preview={`Your sign-in link, good for ${minutes} minutes.`}
      title={`Sign in to ${catalogue.productName}`}
      footer="If you did not ask for this, ignore it: without the link nobody can sign in with your address."
    >
      <Text style={words}>Here is your link to sign in. It works once, within {minutes} minutes.</Text>
      <Button href={url} style={button} data-skip-in-text="true">
        Sign in
      </Button>
      <Text style={words}>This is the address, if the button does not work:</Text>
      <Link href={url} style={address}>
        {url}
      </Link>
    </MailFrame>
  );
}
