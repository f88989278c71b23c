import "server-only";

import { cookies } from "next/headers";
import { Suspense } from "react";
import { LiveData } from "@/components/http/live-data";
import { RoleProvider } from "@/components/role/role";
import { DashboardFrame } from "@/components/shell/dashboard-frame";
import { SendingNotice } from "@/components/shell/sending-notice";
import { ViewNotice } from "@/components/shell/view-notice";
import { getViewer } from "@/lib/auth/session";
import { getCredits } from "@/lib/billing";
import { DISMISSED_ALERT_COOKIE } from "@/lib/contracts/alert-levels";
import { CREDITS_PATH } from "@/lib/contracts/paths";
import { getSendingNotice } from "@/lib/email";
import { supportAddress } from "@/lib/support";

export default async function DashboardLayout({ children }: LayoutProps<"/dashboard">) {
  const viewer = await getViewer();
  // Each page checks for itself and sends strangers to sign in, with the right way back.
  if (!viewer) return children;
  // Not awaited: the page streams and the number follows. If it fails, the browser asks the route, which says why.
  const credits = getCredits(viewer.customerId).catch(() => undefined);
  const dismissedAlert = (await cookies()).get(DISMISSED_ALERT_COOKIE)?.value ?? null;
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
        <SendingNotice notice={sending} support={supportAddress()} />
      </Suspense>
    </>
  );
  return (
    <LiveData prefetched={{ [CREDITS_PATH]: credits }}>
      <RoleProvider role={viewer.role}>
        <DashboardFrame
          email={viewer.email}
          accountName={viewer.accountName}
          dismissedAlert={dismissedAlert}
          notice={notice}
        >
          {children}
        </DashboardFrame>
      </RoleProvider>
    </LiveData>
  );
}
