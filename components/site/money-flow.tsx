import { Section } from "./section";

const steps = [
  {
    title: "Hold",
    text: "When an email is accepted, its credits are set aside. Fifty requests at once cannot spend the same credit twice: what is held is no longer available.",
  },
  {
    title: "Send",
    text: "The email goes out through Resend. If the line breaks, it is tried again under the same key, so nobody gets it twice.",
  },
  {
    title: "Capture or release",
    text: "Sent: the held credits are captured. Not sent: they are released, and you have them back. Nothing is taken in advance, so nothing needs a refund.",
  },
];

export function MoneyFlow() {
  return (
    <Section
      id="how"
      title="How money moves"
      lead="Like a card payment: authorise, do the work, and only then take what the work cost."
    >
      <ol className="grid gap-x-8 gap-y-6 md:grid-cols-3">
        {steps.map(({ title, text }, index) => (
          <li key={title} className="border-t-2 border-accent pt-4">
            <h3 className="text-base font-semibold">
              <span className="mr-2 text-muted tabular-nums">{index + 1}</span>
              {title}
            </h3>
            <p className="mt-2 text-muted">{text}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
