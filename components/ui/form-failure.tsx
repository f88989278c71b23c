import { Banner } from "./banner";

/** What went wrong with a form as a whole, in its own words; nothing if nothing did. */
export function FormFailure({ message }: { message: string | null }) {
  return message && <Banner role="alert" tone="danger" title={message} />;
}
