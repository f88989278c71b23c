import { ComposeSkeleton } from "@/components/compose/compose-skeleton";
import { PageHeader } from "@/components/ui/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader title="Send an email" />
      <ComposeSkeleton />
    </>
  );
}
