import "server-only";

import type { Metadata } from "next";
import { DataSettings } from "@/components/settings/data-settings";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Data and deletion" };

export default async function DataPage() {
  const { accountName } = await requireViewer("/dashboard/settings/data");
  return <DataSettings accountName={accountName} />;
}
