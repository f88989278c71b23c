import "server-only";
import { render } from "@react-email/render";
import { createElement } from "react";
import { SignInLink } from "@/emails/sign-in-link";

interface SignInMail {
  subject: string;
  html: string;
  text: string;
}

/** The mail with the sign-in link, for programs that show HTML and those that don't. */
export async function renderSignInMail(properties: { url: string; minutes: number }): Promise<SignInMail> {
  const mail = createElement(SignInLink, properties);
  const [html, text] = await Promise.all([render(mail), render(mail, { plainText: true })]);
  return { subject: "Sign in to MailKit", html, text };
}
