import "server-only";
import type { Guide } from "../../contracts/docs";
import {
  TEMPLATE_VARIABLES_MAX,
  TEMPLATE_VERSIONS_MAX,
  TEMPLATES_MAX,
  VARIABLE_VALUE_CHARS_MAX,
} from "../../contracts/template-rules";
import type { Site } from "../site";
import { template } from "../snippets/templates";
import { code, list, section } from "../write";

/** Content that is kept here and filled with values. */
export function templates(site: Site): Guide {
  return {
    slug: "templates",
    title: "Templates",
    summary: "Keep the content of an email here, and send only its name and the values of its variables.",
    sections: [
      section(
        "Create, publish, send",
        code(...template.write(site)),
        "`id` of a send is the template's id or its alias. Batches take templates as well. In the dashboard, [Templates](/dashboard/templates) has an editor with a preview.",
      ),
      section(
        "Variables",
        list(
          "`{{{NAME}}}` in subject, HTML or text is where a value goes. Names are ASCII letters, digits and `_`, at most 50.",
          "A variable is a `string` or a `number`. A value of the other type is refused with 422.",
          "A variable without a value takes its fallback. Without a fallback the email is refused with 422, and the error names the variable.",
          "A variable that is used and not declared is a string without a fallback. Values that the template does not use are ignored.",
          `At most ${TEMPLATE_VARIABLES_MAX} variables, and ${VARIABLE_VALUE_CHARS_MAX.toLocaleString("en")} characters in a value. \`FIRST_NAME\`, \`LAST_NAME\`, \`EMAIL\`, \`UNSUBSCRIBE_URL\`, \`contact\` and \`this\` are reserved.`,
        ),
      ),
      section(
        "Values are text, not HTML",
        list(
          "In HTML a value is escaped: `<b>` is shown as `<b>`. In subject and text it stands as it is.",
          "A value in the subject must not contain line breaks.",
          'In a tag a variable stands in quotes: `href="{{{URL}}}"`. An address that would run as a script is refused.',
        ),
      ),
      section(
        "Drafts and versions",
        list(
          "Saving changes the draft. Publishing makes it a version, which never changes. What is sent is the version that was published last.",
          `Versions are numbered. The newest ${TEMPLATE_VERSIONS_MAX} are kept; each can be looked at and made the draft again.`,
          "An email is rendered once, when it is accepted. A scheduled one keeps what was published then, and a retry under its `Idempotency-Key` gets its first answer, whatever is published since.",
          `You can have ${TEMPLATES_MAX} templates.`,
        ),
      ),
      section(
        "What the request says goes first",
        "A template may bring subject, sender and Reply-To. `subject`, `from` and `reply_to` of the request take their place. `html` and `text` can't stand beside a template: that is 422.",
      ),
    ],
  };
}
