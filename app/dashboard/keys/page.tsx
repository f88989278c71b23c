import "server-only";

import type { Metadata } from "next";
import { Suspense } from "react";
import { LiveData } from "@/components/http/live-data";
import { sendCommand } from "@/components/keys/command";
import { KeyList } from "@/components/keys/key-list";
import { getKeys } from "@/lib/api-keys";
import { requireViewer } from "@/lib/auth/session";
import { KEYS_PATH } from "@/lib/contracts/paths";
import { env } from "@/lib/env";
import Loading from "./loading";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage() {
  const viewer = await requireViewer("/dashboard/keys");
  // Not awaited: the frame of the page comes first. If it fails, the browser asks the route, which says why.
  const keys = getKeys(viewer.customerId).catch(() => undefined);
  const { BASE_URL: baseUrl, EMAIL_FROM: from } = env();
  return (
    <LiveData prefetched={{ [KEYS_PATH]: keys }}>
      <Suspense fallback={<Loading />}>
        <KeyList command={sendCommand({ baseUrl, from })} />
      </Suspense>
    </LiveData>
  );
}
