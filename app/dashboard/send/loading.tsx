import { PageHeader } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader title="Send an email" />
      <Skeleton className="h-[34rem] rounded-lg" />
    </>
  );
}
