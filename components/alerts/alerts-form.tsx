"use client";

import { Check } from "lucide-react";
import { useRefusal } from "@/components/role/role";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useAlive } from "@/components/use-alive";
import type { AlertSettings, AlertSettingsView } from "@/lib/contracts/alerts";
import { LevelFields } from "./level-fields";
import { MailFields } from "./mail-fields";
import { RecipientFields } from "./recipient-fields";
import { useAlertsForm } from "./use-alerts-form";

interface AlertsFormProps {
  settings: AlertSettingsView;
  /** What the percents are of; null while that is not known. */
  allowance: number | null;
  save: (settings: AlertSettings) => Promise<AlertSettingsView>;
}

export function AlertsForm({ settings, allowance, save }: AlertsFormProps) {
  const isAlive = useAlive();
  const refusal = useRefusal("billing");
  const { draft, set, errors, failure, state, formProps } = useAlertsForm(settings, save);
  return (
    <form {...formProps} aria-label="Alerts">
      <fieldset disabled={!isAlive} className="grid gap-6">
        <div className="grid gap-6 lg:grid-cols-2">
          <LevelFields
            levels={draft.levels}
            allowance={allowance}
            errors={errors}
            onChange={(levels) => set({ levels })}
          />
          <MailFields mails={draft.mails} onChange={(mails) => set({ mails })} />
        </div>
        <RecipientFields
          draft={draft}
          people={settings.people}
          accountEmail={settings.account_email}
          error={errors.recipients}
          onChange={set}
        />
        {failure && (
          <Banner role="alert" tone="danger" title="The alerts were not saved.">
            {failure}
          </Banner>
        )}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button
            type="submit"
            variant={state === "changed" ? "primary" : "secondary"}
            isPending={state === "saving"}
            disabled={refusal !== null}
          >
            Save alerts
          </Button>
          <p role="status" className="flex items-center gap-1.5 text-[0.8125rem] text-muted">
            {state === "saved" && (
              <>
                <Check aria-hidden className="size-4 text-success" />
                Saved.
              </>
            )}
            {state === "changed" && "Not saved yet."}
          </p>
        </div>
      </fieldset>
    </form>
  );
}
