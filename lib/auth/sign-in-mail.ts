import "server-only";
import { createElement } from "react";
import { catalogue } from "../catalogue";
import { renderMail } from "../mails/render";
import { SignInLink } from "../mails/sign-in-link";

interface SignInMail {
  subject: string;
  html: string;
  text: string;
}

/** The mail with the sign-in link, for programs that show HTML and those that don't. */
export async function renderSignInMail(properties: { url: string; minutes: number }): Promise<SignInMail> {
  return {
    subject: `Sign in to ${catalogue.productName}`,
    ...(await renderMail(createElement(SignInLink, properties))),
  };
}
