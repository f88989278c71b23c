import "server-only";
import { Body, Container, Head, Heading, Html, Preview, Text } from "@react-email/components";
import type { ReactNode } from "react";
import { aside, card, heading, page } from "./styles";

interface MailFrameProps {
  /** What a list of mails shows beside the subject. */
  preview: string;
  title: string;
  /** A last line, in small print. */
  footer: string;
  children: ReactNode;
}

/** The frame of every mail that MailKit itself sends. */
export function MailFrame({ preview, title, footer, children }: MailFrameProps) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{preview}</Preview>
      <Body style={page}>
        <Container style={card}>
          <Heading as="h1" style={heading}>
            {title}
          </Heading>
          {children}
          <Text style={aside}>{footer}</Text>
        </Container>
      </Body>
    </Html>
  );
}
