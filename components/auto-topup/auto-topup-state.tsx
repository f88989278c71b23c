import type { ReactNode } from "react";
import { formatCount, formatCounted, formatPrice } from "@/components/format";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";
import { packOfKey } from "@/lib/catalogue";
import type { AutoTopUp } from "@/lib/contracts/auto-topup";
import { cardWords, stopWords } from "./words";

/** What it does, or would do, and why it does not. */
export function AutoTopUpState({ data }: { data: AutoTopUp }) {
  const { status, stale, pack, price_minor, credits } = data;
  if (status === "off" || status === "needs_card")
    return (
      <div className="grid gap-2">
        <p className="text-muted">
          When your credits run low, MailKit can buy {formatCount(credits)} more for{" "}
          {formatPrice(price_minor, packOfKey(pack).currency)} with a card that Dodo Payments keeps for you,
          up to a monthly limit that you set.
        </p>
        {status === "needs_card" && (
          <p>
            There is no saved card that may be charged yet. Pay once, for a pack or the plan, and let the
            checkout keep your card.
          </p>
        )}
        {stale && <p role="status">Your saved cards can’t be read just now. This page tries again.</p>}
      </div>
    );
  return (
    <div className="grid gap-4">
      <Trouble data={data} />
      <Terms data={data} />
    </div>
  );
}

function Trouble({ data: { status, stopped, resets_at, monthly_cap, running_since } }: { data: AutoTopUp }) {
  if (stopped) {
    const { title, advice } = stopWords[stopped.reason];
    return (
      <Banner role="alert" tone="danger" title={title}>
        {stopped.detail && <>{stopped.detail} </>}
        {advice}
      </Banner>
    );
  }
  if (status === "cap_reached")
    return (
      <Banner
        role="status"
        tone="warning"
        title={`This month’s ${formatCounted(monthly_cap ?? 0, "pack")} have been bought.`}
      >
        No more are bought by themselves before <Time iso={resets_at} style="date" />. You can raise the
        limit, or buy by hand.
      </Banner>
    );
  if (status !== "running") return null;
  return (
    <p role="status" className="text-muted">
      {running_since ? (
        <>
          A pack is being bought since <Time iso={running_since} style="clock" />. No other is bought before
          its end is known.
        </>
      ) : (
        "A pack was paid. Its credits are on their way."
      )}
    </p>
  );
}

function Terms({ data }: { data: AutoTopUp }) {
  const { threshold, monthly_cap, card, used_this_month, credits, pack, price_minor } = data;
  if (threshold === null || monthly_cap === null || !card) return null;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 lg:grid-cols-4">
      <Fact term="When">
        {threshold === 0 ? "At no credits" : `At ${formatCounted(threshold, "credit")} or fewer`}
      </Fact>
      <Fact term="What">
        {formatCount(credits)} credits for {formatPrice(price_minor, packOfKey(pack).currency)}
      </Fact>
      <Fact term="Card">{cardWords(card)}</Fact>
      <Fact term="This month">
        {formatCount(used_this_month)} of {formatCounted(monthly_cap, "pack")}
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-[0.8125rem] text-muted">{term}</dt>
      <dd className="mt-0.5 tabular-nums">{children}</dd>
    </div>
  );
}
