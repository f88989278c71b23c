import { EndView } from "@/components/operator/end-view";
import { Time } from "@/components/time";
import { Banner } from "@/components/ui/banner";

/** Says whose dashboard an operator looks at, on every page of it. */
export function ViewNotice({
  email,
  endsAt,
  customerId,
}: {
  email: string;
  endsAt: string;
  customerId: string;
}) {
  return (
    <Banner
      role="status"
      tone="warning"
      title={`You look at the dashboard of ${email}, and can change nothing.`}
      action={<EndView customerId={customerId} />}
    >
      The view ends at <Time iso={endsAt} style="clock" />.
    </Banner>
  );
}
