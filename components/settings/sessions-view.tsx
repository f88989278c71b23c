"use client";

import { MonitorX } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/components/http/fetch-json";
import { LoadError } from "@/components/http/load-error";
import { useAction } from "@/components/http/use-action";
import { leaveEverywhere } from "@/components/session/leave";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { SessionInfo } from "@/lib/contracts/sessions";
import { RowsSkeleton } from "./rows-skeleton";
import { useEndSession, useSessions } from "./use-settings";

/** Where the reader is signed in, and how to end that. */
export function SessionsView() {
  const { data: list, error, mutate } = useSessions();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Card title="Where you are signed in" flush>
        {list ? (
          <ul className="px-5 pb-1">
            {list.data.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        ) : error ? (
          <LoadError title="Sessions could not be loaded" error={error} retry={() => void mutate()} />
        ) : (
          <RowsSkeleton rows={2} label="Loading sessions…" />
        )}
      </Card>
      <Card title="Sign out everywhere">
        <p className="mb-4 text-muted">
          Ends all of your sessions at once, this one too. Do it if you see one above that is not yours. API
          keys keep working.
        </p>
        <Button variant="secondary" className="self-start" onClick={() => setAsking(true)}>
          <MonitorX aria-hidden />
          Sign out everywhere
        </Button>
      </Card>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title="Sign out everywhere?"
        description="You have to sign in again, here as well."
        confirm="Sign out everywhere"
        onConfirm={leaveEverywhere}
        messageOf={messageOf}
      />
    </>
  );
}

function SessionRow({ session }: { session: SessionInfo }) {
  const end = useEndSession();
  const { isPending, run } = useAction(async () => {
    await end(session.id);
    toast.success("The session has ended.");
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium">{session.agent}</p>
        <p className="text-[0.8125rem] text-muted">
          Signed in <Time iso={session.created_at} style="relative" />, last seen{" "}
          <Time iso={session.last_seen_at} style="relative" />
        </p>
      </div>
      {session.is_current ? (
        <Badge tone="success">This one</Badge>
      ) : (
        <Button
          size="sm"
          variant="secondary"
          isPending={isPending}
          aria-label={`End the session of ${session.agent}`}
          onClick={run}
        >
          End session
        </Button>
      )}
    </li>
  );
}
