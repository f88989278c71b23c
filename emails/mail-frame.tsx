import { Body, Container, Head, Html, Preview, Text } from "@react-email/components";
import type { ReactNode } from "react";

/** The frame of every mail that MailKit itself sends. */
export function MailFrame({ preview, children }: { preview: string; children: ReactNode }) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{preview}</Preview>
      <Body
        style={{
          background: "#ffffff",
          color: "#18181b",
          fontFamily: "system-ui, -apple-system, sans-serif",
        }}
      >
        <Container style={{ maxWidth: 480, padding: "24px 16px" }}>
          {children}
          <Text style={{ color: "#52525b", fontSize: 12, marginTop: 32 }}>
            MailKit, prepaid transactional email
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
