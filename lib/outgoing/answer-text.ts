import "server-only";

/** Control characters but tab and newline, and those that turn the direction of text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A receiver's bytes as text that can be stored and shown: nothing in it that a screen or the database chokes on. */
export function safeText(bytes: Buffer): string {
  return new TextDecoder().decode(bytes).replace(UNSAFE, "").trim();
}

const UNRESOLVED = "The host's name could not be resolved.";
const WORDS: Record<string, string> = {
  ABORT_ERR: "No answer within 15 seconds.",
  ENOTFOUND: UNRESOLVED,
  EAI_AGAIN: UNRESOLVED,
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection was closed before there was an answer.",
  EPIPE: "The connection was closed before there was an answer.",
  ETIMEDOUT: "The connection could not be made in time.",
  EHOSTUNREACH: "The host could not be reached.",
  ENETUNREACH: "The host could not be reached.",
};
/** What OpenSSL says about certificates and handshakes. */
const TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/;
/** How the agent that filters addresses words a refusal. */
const REFUSED_ADDRESS = /is not allowed\. Because/;

/** Why there was no answer, in words for the customer. Never what a name resolved to: that may be somebody's secret. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return "The request failed.";
  if (REFUSED_ADDRESS.test(error.message))
    return "The host's address is not a public one. Only public addresses are called.";
  if (error.name === "TimeoutError") return "No answer within 15 seconds.";
  // Whatever the DNS said, it was not the receiver.
  if ("syscall" in error && /^query/.test(String(error.syscall))) return UNRESOLVED;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // Several addresses were tried, each in vain.
  if (error instanceof AggregateError && error.errors.length > 0) return describeFailure(error.errors[0]);
  if (TLS.test(code)) return `No secure connection could be made (${code}).`;
  return WORDS[code] ?? (code ? `The request failed (${code}).` : "The request failed.");
}
