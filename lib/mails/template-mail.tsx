import "server-only";
import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Img,
  Section,
  Text,
} from "@react-email/components";
import { Fragment, type ReactNode } from "react";
import { button, heading, page, words } from "./styles";

/** A piece of a customer's template, as far as it is drawn. */
export type Piece =
  | { type: "heading"; text: string; level: 1 | 2 | 3 }
  | { type: "paragraph"; text: string }
  | { type: "button"; text: string; url: string }
  | { type: "image"; url: string; alt: string; width: number | null }
  | { type: "divider" }
  | { type: "spacer"; height: number };

const WIDTH = 600;
const headingSizes = { 1: ["24px", "32px"], 2: ["20px", "28px"], 3: ["16px", "24px"] } as const;

/** An email of pieces, one under the other, in the form that mail programs show alike. */
export function TemplateMail({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <Html>
      <Head />
      <Body style={page}>
        <Container style={{ maxWidth: `${WIDTH}px`, margin: "0 auto" }}>
          {pieces.map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nothing is rendered twice, so a place is a name.
            <Drawn key={index} piece={piece} />
          ))}
        </Container>
      </Body>
    </Html>
  );
}

function Drawn({ piece }: { piece: Piece }) {
  switch (piece.type) {
    case "heading": {
      const [fontSize, lineHeight] = headingSizes[piece.level];
      return (
        <Heading as={`h${piece.level}`} style={{ ...heading, fontSize, lineHeight }}>
          {lines(piece.text)}
        </Heading>
      );
    }
    case "paragraph":
      return <Text style={words}>{lines(piece.text)}</Text>;
    case "button":
      return (
        <Button href={piece.url} style={button}>
          {piece.text}
        </Button>
      );
    case "image":
      return (
        <Img
          src={piece.url}
          alt={piece.alt}
          width={piece.width ?? undefined}
          style={{ maxWidth: "100%", margin: "0 0 16px" }}
        />
      );
    case "divider":
      return <Hr style={{ borderColor: "#e4e4e7", margin: "24px 0" }} />;
    case "spacer":
      return (
        <Section style={{ height: `${piece.height}px`, lineHeight: `${piece.height}px` }}>{"\u00a0"}</Section>
      );
  }
}

/** Line breaks of the writer's are line breaks in the email. */
function lines(text: string): ReactNode[] {
  const [first = "", ...more] = text.split(/\r\n|\r|\n/);
  return [first, ...more.flatMap((line) => [BREAK, line])].map((part, number) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: nothing is rendered twice, so a place is a name.
    <Fragment key={number}>{part}</Fragment>
  ));
}

const BREAK = <br />;
