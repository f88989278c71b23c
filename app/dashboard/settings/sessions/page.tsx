import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { LiveData } from "@/components/http/live-data";
import { SESSIONS_PATH } from "@/components/settings/paths";
import { SessionsView } from "@/components/settings/sessions-view";
import { requireViewer } from "@/lib/auth/session";
import { listSessions } from "@/lib/auth/sessions";
import Loading from "../loading";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const { userId, sessionId } = await requireViewer("/dashboard/settings/sessions");
  // Not awaited: the frame of the page comes first. What fails is explained by the route.
  const sessions = listSessions(userId, sessionId).then(
    (data) => ({ data }),
    () => undefined,
  );
  return (
    <LiveData prefetched={{ [SESSIONS_PATH]: sessions }}>
      <Suspense fallback={<Loading />}>
        <SessionsView />
      </Suspense>
    </LiveData>
  );
}
