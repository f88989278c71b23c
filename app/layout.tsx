import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import { Toaster } from "@/components/ui/toaster";
import "./globals.css";
import { catalogue } from "@/lib/catalogue";

export const metadata: Metadata = {
  title: {
    default: `${catalogue.productName}: prepaid transactional email`,
    template: `%s · ${catalogue.productName}`,
  },
  description: "Buy credits, send email, never pay for what was not sent.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafbfd" },
    { media: "(prefers-color-scheme: dark)", color: "#0d0f12" },
  ],
};

export default async function RootLayout({ children }: LayoutProps<"/">) {
  // The content security policy has a new nonce for each answer, so no page can be rendered ahead of time.
  await connection();
  return (
    <html lang="en">
      <body className="font-sans">
        {children}
        <Toaster />
      </body>
    </html>
  );
}
