import "server-only";
import type { Guide } from "../../contracts/docs";
import type { Site } from "../site";
import { idempotentSend } from "../snippets/careful";
import { code, list, note, section } from "../write";

/** Trying again without sending twice. */
export function idempotency(site: Site): Guide {
  return {
    slug: "idempotency",
    title: "Idempotency",
    summary: "Name your emails, and trying again never sends or charges twice.",
    sections: [
      section(
        "Why",
        "A request may fail after the email was accepted: the line breaks, your program ends. Was it sent? With an `Idempotency-Key` you need not know. Send the same request again: if it was accepted, you get the first answer; if not, it is accepted now.",
        code(...idempotentSend.write(site)),
        note(
          "Resend's SDK for Node takes the key as the second argument. Inside of the email it is dropped in silence.",
        ),
      ),
      section(
        "A good key",
        list(
          "Says what the email is about: `welcome/user-42`, `receipt/order-1042`. Then even two programs can't send it twice.",
          "Is 1 to 256 printable ASCII characters.",
          "Belongs to your account: two of your API keys share their idempotency keys, two accounts never do.",
        ),
      ),
      section(
        "Rules",
        list(
          "The same key with the same request: the first answer again, with the header `Idempotency-Replayed: true`. Nothing is charged twice.",
          "The same key with another request: 409 `invalid_idempotent_request`. `details.email_id` is the email that the key stands for.",
          'Requests are compared by what they mean: `"to": "a@acme.dev"` and `"to": ["a@acme.dev"]` are the same.',
          "Two requests at the same time: one is accepted, the other waits for it and gets its answer.",
          "A request that was not accepted leaves no trace: after a 402, or a 422 about its fields, the key is free.",
          "A key is kept for at least 48 hours.",
          "A batch has one key for all of its emails.",
        ),
      ),
      section(
        "Without a key",
        "Every request is an email of its own. If you get no answer, look into `GET /emails` before you send again.",
      ),
    ],
  };
}
