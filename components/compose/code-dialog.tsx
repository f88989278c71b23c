"use client";

import Link from "next/link";
import { CopyCode } from "@/components/copy-text";
import { Dialog } from "@/components/ui/dialog";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { codeEmailOf } from "./code";
import { curlCode } from "./curl-code";
import type { Draft } from "./draft";
import { nodeCode } from "./node-code";

interface CodeDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  draft: Draft;
  baseUrl: string;
  defaultFrom: string;
}

/** The email of the form as a program would send it. */
export function CodeDialog({ isOpen, onOpenChange, draft, baseUrl, defaultFrom }: CodeDialogProps) {
  const email = codeEmailOf(draft, defaultFrom);
  const description = (
    <>
      This sends the email as it stands in the form. Put one of your{" "}
      <Link href="/dashboard/keys" className="text-accent underline">
        API keys
      </Link>{" "}
      into the environment as <code className="font-mono text-xs">MAILKIT_API_KEY</code>.
      {email.files.length > 0 && " Files are read from the folder that it runs in."}
    </>
  );
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title="Send it with code" description={description}>
      <Tabs defaultValue="curl">
        <TabsList aria-label="Language">
          <TabsTrigger value="curl">curl</TabsTrigger>
          <TabsTrigger value="node">Node</TabsTrigger>
        </TabsList>
        <TabsContent value="curl" className="mt-3">
          <CopyCode text={curlCode(baseUrl, email)} label="curl command" />
        </TabsContent>
        <TabsContent value="node" className="mt-3 grid gap-2">
          <p className="text-[0.8125rem] text-muted">
            <code className="font-mono text-xs">npm install resend</code>, then save this as{" "}
            <code className="font-mono text-xs">send.mjs</code>.
          </p>
          <CopyCode text={nodeCode(baseUrl, email)} label="Node code" />
        </TabsContent>
      </Tabs>
    </Dialog>
  );
}
