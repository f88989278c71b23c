import "server-only";
import { createElement } from "react";
import { renderMail } from "@/emails/render";
import { SignInLink } from "@/emails/sign-in-link";
import { catalogue } from "../catalogue";

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
