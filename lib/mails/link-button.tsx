import "server-only";
import { Button, Link, Text } from "@react-email/components";
import { address, button, words } from "./styles";

/** A button, and the same address in words for who can't press it. */
export function LinkButton({ url, label }: { url: string; label: string }) {
  return (
    <>
      <Button href={url} style={button} data-skip-in-text="true">
        {label}
      </Button>
      <Text style={words}>This is the address, if the button does not work:</Text>
      <Link href={url} style={address}>
        {url}
      </Link>
    </>
  );
}
