import Link from "next/link";

/** Leads from an email to the ledger entry that paid for it, and from an entry to its emails. */
export function CaptureLink({ captureId, label }: { captureId: string; label: string }) {
  return (
    <Link
      href={`/dashboard/billing/captures/${captureId}`}
      prefetch={false}
      className="underline underline-offset-2 hover:text-foreground"
    >
      {label}
    </Link>
  );
}
