import { CodeSample } from "@/components/site/code-sample";
import { Hero } from "@/components/site/hero";
import { MoneyFlow } from "@/components/site/money-flow";
import { Pricing } from "@/components/site/pricing";
import { Questions } from "@/components/site/questions";
import { env } from "@/lib/env";

export default function LandingPage() {
  return (
    <>
      <Hero />
      <MoneyFlow />
      <CodeSample baseUrl={env().BASE_URL} />
      <Pricing />
      <Questions />
    </>
  );
}
