import Link from "next/link";
import { formatCount, formatPrice } from "@/components/format";
import { Button } from "@/components/ui/button";
import { catalogue } from "@/lib/catalogue";
import { Ledger } from "./ledger";

export function Hero() {
  const { plan } = catalogue;
  return (
    <div className="mx-auto grid max-w-5xl items-center gap-x-12 gap-y-10 px-4 py-14 sm:px-6 sm:py-20 lg:grid-cols-[minmax(0,1fr)_27rem]">
      <div>
        <h1 className="text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">
          Prepaid transactional email
        </h1>
        <p className="mt-5 max-w-xl text-lg text-muted">
          Buy credits, send email, and never pay for what was not sent. At zero, sending stops: no overage, no
          bill afterwards.
        </p>
        <div className="mt-7 flex flex-wrap gap-2.5">
          <Button asChild size="lg">
            <Link href="/dashboard" prefetch={false}>
              Start sending
            </Link>
          </Button>
          <Button asChild size="lg" variant="secondary">
            <a href="#code">See the code</a>
          </Button>
        </div>
        <p className="mt-5 text-muted">
          {formatCount(plan.credits)} emails for {formatPrice(plan.priceMinor, plan.currency)} a{" "}
          {plan.interval}. One credit is one recipient.
        </p>
      </div>
      <Ledger />
    </div>
  );
}
