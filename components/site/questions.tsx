import { ChevronDown } from "lucide-react";
import { formatCount, formatPrice } from "@/components/format";
import { catalogue } from "@/lib/catalogue";
import { Section } from "./section";

const { alertPercents, creditLifeDays, topup } = catalogue;
const warnings = `${alertPercents.low}%, ${alertPercents.veryLow}% and ${alertPercents.critical}%`;

const questions = [
  {
    question: "Do credits expire?",
    answer: `Yes, ${creditLifeDays} days after they arrive: those of the plan with its cycle, those of a top-up ${creditLifeDays} days from the purchase. The oldest are spent first, so that as few as possible expire.`,
  },
  {
    question: "Can I see what expires, and when?",
    answer:
      "The overview shows what your balance is made of, in the order in which it is used: how many credits expire next, on which day, and how long the balance lasts at the pace of your last seven days.",
  },
  {
    question: "What happens at zero?",
    answer: `A hard stop: sending answers with 402 and a clear error, and nothing is billed afterwards. You are warned at ${warnings} of the allowance; ${formatCount(topup.credits)} more cost ${formatPrice(topup.priceMinor, topup.currency)} and are there within seconds.`,
  },
  {
    question: "Can parallel requests spend more than I have?",
    answer:
      "No. The credits of an email are set aside before it is accepted. Of fifty requests at a balance of one, one is sent and forty-nine are refused.",
  },
  {
    question: "What exactly is one credit?",
    answer:
      "One recipient of one email. To, Cc and Bcc count alike: an email to three people takes three credits, whatever its size.",
  },
  {
    question: "What if an email fails?",
    answer:
      "Its credits were only held and are released. You see the cause in the list of emails. An email that was sent and bounces later has used its credit.",
  },
  {
    question: "Can I cancel?",
    answer: "Any time, in the billing portal. Credits that you have stay usable until they expire.",
  },
];

export function Questions() {
  return (
    <Section id="questions" title="Questions" lead="About expiry, the hard stop and failures.">
      <div className="divide-y rounded-xl border bg-surface">
        {questions.map(({ question, answer }) => (
          <details key={question} className="group">
            <summary className="flex cursor-pointer list-none items-center justify-between gap-4 px-5 py-4 font-medium [&::-webkit-details-marker]:hidden">
              {question}
              <ChevronDown
                aria-hidden
                className="size-4 shrink-0 text-muted transition-transform group-open:rotate-180"
              />
            </summary>
            <p className="max-w-3xl px-5 pb-5 text-muted">{answer}</p>
          </details>
        ))}
      </div>
    </Section>
  );
}
