import { SkipLink } from "@/components/shell/skip-link";
import { SiteFooter } from "@/components/site/site-footer";
import { SiteHeader } from "@/components/site/site-header";

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
