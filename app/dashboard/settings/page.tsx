import "server-only";

import type { Metadata } from "next";
import { Profile } from "@/components/settings/profile";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Settings" };

export default async function ProfilePage() {
  const { email, name, accountName, accountEmail } = await requireViewer("/dashboard/settings");
  return <Profile email={email} name={name ?? ""} accountName={accountName} accountEmail={accountEmail} />;
}
