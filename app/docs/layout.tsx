import { SiteFooter } from "@/components/site/site-footer";
import { SiteHeader } from "@/components/site/site-header";
import { SkipLink } from "@/components/ui/skip-link";

export default function DocsLayout({ children }: LayoutProps<"/docs">) {
  return (
    <>
      <SkipLink />
      <SiteHeader isWide />
      {children}
      <SiteFooter isWide />
    </>
  );
}
