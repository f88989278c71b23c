import "server-only";

import type { Metadata } from "next";
import { OperatorFrame } from "@/components/operator/operator-frame";
import { requireOperator } from "@/lib/auth/operator";

export const metadata: Metadata = {
  title: { default: "Operator", template: "%s · Operator" },
  robots: { index: false, follow: false },
};

/** Each page asks for itself as well: a layout is not rendered anew on the way from one page to another. */
export default async function OperatorLayout({ children }: LayoutProps<"/operator">) {
  const { email } = await requireOperator();
  return <OperatorFrame email={email}>{children}</OperatorFrame>;
}
