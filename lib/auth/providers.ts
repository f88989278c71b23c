import "server-only";
import { oauthProviders } from "./oauth";

export interface SignInProvider {
  id: "github" | "google";
  name: string;
}

/** What the sign-in page offers besides the link by email. */
export function listSignInProviders(): SignInProvider[] {
  return oauthProviders().map(({ id, name }) => ({ id: id === "github" ? "github" : "google", name }));
}
