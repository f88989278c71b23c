import { Answers } from "@/components/site/answers";
import { Hero } from "@/components/site/hero";
import { MoneyFlow } from "@/components/site/money-flow";
import { Pricing } from "@/components/site/pricing";
import { Questions } from "@/components/site/questions";

export default function LandingPage() {
  return (
    <>
      <Hero />
      <MoneyFlow />
      <Pricing />
      <Answers />
      <Questions />
    </>
  );
}
