/** What next-auth may say in `?error=`, in words that say what to do. */
const messages = new Map([
  ["Verification", "This link has expired or was used already. Ask for a new one below."],
  [
    "OAuthAccountNotLinked",
    "This address belongs to an account that signs in another way. Use the way that you used first, or an email link.",
  ],
  [
    "AccessDenied",
    "This sign-in was not allowed. Your address at the provider must be verified; or use an email link.",
  ],
  ["OAuthCallback", "The provider did not complete the sign-in. Try again, or use an email link."],
  ["OAuthSignin", "The provider could not be reached. Try again, or use an email link."],
  ["SessionRequired", "Please sign in to see that page."],
  ["Configuration", "Signing in is not available just now. Try again later."],
]);

export function signInErrorMessage(code: string): string {
  return messages.get(code) ?? "Signing in did not work. Try again.";
}
