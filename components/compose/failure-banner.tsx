import { BuyTopUp } from "@/components/billing/checkout-buttons";
import { Banner } from "@/components/ui/banner";
import type { Failure } from "./failure";

/** Why an email did not go out, and what to do about it. */
export function FailureBanner({ failure }: { failure: Failure }) {
  const { message, isSafeToRepeat, isOutOfCredits, requestId } = failure;
  if (isOutOfCredits)
    return (
      <Banner
        role="alert"
        tone="danger"
        title={message}
        action={<BuyTopUp size="sm" variant="secondary" />}
      />
    );
  return (
    <Banner role="alert" tone={isSafeToRepeat ? "warning" : "danger"} title={message}>
      {isSafeToRepeat && "Trying again is safe: the same email is never sent or charged twice."}
      {requestId && <p className="font-mono text-xs leading-6">Request id: {requestId}</p>}
    </Banner>
  );
}
