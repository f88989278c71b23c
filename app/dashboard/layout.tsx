import "server-only";

import { Suspense } from "react";
import { LiveData } from "@/components/http/live-data";
import { DashboardFrame } from "@/components/shell/dashboard-frame";
import { SendingNotice } from "@/components/shell/sending-notice";
import { ViewNotice } from "@/components/shell/view-notice";
import { getViewer } from "@/lib/auth/session";
import { getCredits } from "@/lib/billing";
import { CREDITS_PATH } from "@/lib/contracts/credits";
import { getSendingNotice } from "@/lib/email";

export default async function DashboardLayout({ children }: LayoutProps<"/dashboard">) {
  const viewer = await getViewer();
  // Each page checks for itself and sends strangers to sign in, with the right way back.
  if (!viewer) return children;
  // Not awaited: the page streams and the number follows. If it fails, the browser asks the route, which says why.
  const credits = getCredits(viewer.customerId).catch(() => undefined);
  const sending = getSendingNotice(viewer.customerId).catch(() => null);
  const notice = (
    <>
      {viewer.viewedBy && (
        <ViewNotice
          email={viewer.email}
          endsAt={viewer.viewedBy.endsAt.toISOString()}
          customerId={viewer.customerId}
        />
      )}
      <Suspense fallback={null}>
        <SendingNotice notice={sending} />
      </Suspense>
    </>
  );
  return (
    <LiveData prefetched={{ [CREDITS_PATH]: credits }}>
      <DashboardFrame email={viewer.email} notice={notice}>
        {children}
      </DashboardFrame>
    </LiveData>
  );
}
