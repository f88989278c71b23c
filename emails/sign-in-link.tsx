import { Body, Button, Container, Head, Heading, Html, Link, Preview, Text } from "@react-email/components";

/** The mail that signs in: one button, and the same address in words for who can't press it. */
export function SignInLink({ url, minutes }: { url: string; minutes: number }) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{`Your sign-in link, good for ${minutes} minutes.`}</Preview>
      <Body style={page}>
        <Container style={card}>
          <Heading as="h1" style={heading}>
            Sign in to MailKit
          </Heading>
          <Text style={words}>Here is your link to sign in. It works once, within {minutes} minutes.</Text>
          <Button href={url} style={button} data-skip-in-text="true">
            Sign in
          </Button>
          <Text style={words}>This is the address, if the button does not work:</Text>
          <Link href={url} style={address}>
            {url}
          </Link>
          <Text style={aside}>
            If you did not ask for this, ignore it: without the link nobody can sign in with your address.
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

const sans = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif";
const page = { backgroundColor: "#ffffff", fontFamily: sans, margin: 0, padding: "32px 16px" };
const card = { maxWidth: "480px", margin: "0 auto" };
const heading = {
  color: "#18181b",
  fontSize: "22px",
  lineHeight: "28px",
  fontWeight: 600,
  margin: "0 0 16px",
};
const words = { color: "#3f3f46", fontSize: "15px", lineHeight: "24px", margin: "0 0 16px" };
const button = {
  backgroundColor: "#18181b",
  borderRadius: "6px",
  color: "#ffffff",
  fontSize: "15px",
  fontWeight: 600,
  padding: "12px 20px",
  margin: "0 0 24px",
};
const address = { color: "#52525b", fontSize: "13px", lineHeight: "20px", wordBreak: "break-all" as const };
const aside = { color: "#71717a", fontSize: "13px", lineHeight: "20px", margin: "24px 0 0" };
