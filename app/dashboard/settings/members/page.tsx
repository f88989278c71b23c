import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { LiveData } from "@/components/http/live-data";
import { MembersView } from "@/components/settings/members-view";
import { INVITES_PATH, MEMBERS_PATH } from "@/components/settings/paths";
import { requireViewer } from "@/lib/auth/session";
import { getInvites, getMembers } from "@/lib/members";
import Loading from "../loading";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const viewer = await requireViewer("/dashboard/settings/members");
  // Not awaited: the frame of the page comes first. What fails is explained by the route.
  const prefetched = {
    [MEMBERS_PATH]: getMembers(viewer).catch(() => undefined),
    ...(viewer.role === "owner" && {
      [INVITES_PATH]: getInvites(viewer.customerId).catch(() => undefined),
    }),
  };
  return (
    <LiveData prefetched={prefetched}>
      <Suspense fallback={<Loading />}>
        <MembersView />
      </Suspense>
    </LiveData>
  );
}
