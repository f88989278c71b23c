"use client";

import { useAction } from "@/components/http/use-action";
import { useRefusal } from "@/components/role/role";
import { Checkbox } from "@/components/ui/checkbox";
import { toast } from "@/components/ui/toast";
import type { Domain, UpdateDomain } from "@/lib/contracts/resend/domain";
import { useDomainActions } from "./use-domains";

/** Each switch takes effect at once. While it does, all of them wait. */
export function DomainSettings({ domain }: { domain: Domain }) {
  const { change } = useDomainActions();
  const isForbidden = useRefusal("developer") !== null;

  const { isPending, run: apply } = useAction(async (wanted: UpdateDomain) => {
    await change(domain.id, wanted);
    toast.success("Saved. It holds for the next emails.");
  });

  return (
    <fieldset disabled={isPending || isForbidden} className="grid gap-3">
      <legend className="sr-only">Settings of {domain.name}</legend>
      <Setting
        id="open-tracking"
        label="Track opens"
        hint="Puts an invisible picture into HTML emails. Many mail programs load it unasked, so the numbers are rough."
        isOn={domain.open_tracking}
        onChange={(open_tracking) => apply({ open_tracking })}
      />
      <Setting
        id="click-tracking"
        label="Track clicks"
        hint="Leads links in HTML emails through our mail provider first."
        isOn={domain.click_tracking}
        onChange={(click_tracking) => apply({ click_tracking })}
      />
      <Setting
        id="tls"
        label="Send over encrypted connections only"
        hint="An email whose receiver has no TLS is not delivered, instead of being sent in clear."
        isOn={domain.tls === "enforced"}
        onChange={(isEnforced) => apply({ tls: isEnforced ? "enforced" : "opportunistic" })}
      />
    </fieldset>
  );
}

interface SettingProps {
  id: string;
  label: string;
  hint: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

function Setting({ id, label, hint, isOn, onChange }: SettingProps) {
  return (
    <div>
      <Checkbox
        label={label}
        checked={isOn}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <p id={`${id}-hint`} className="pl-6.5 text-[0.8125rem] text-muted">
        {hint}
      </p>
    </div>
  );
}
