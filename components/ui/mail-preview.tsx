import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { cn } from "./cn";

const widths = {
  desktop: { label: "Desktop", icon: Monitor, style: "w-full min-w-[40rem]" },
  phone: { label: "Phone", icon: Smartphone, style: "mx-auto w-[22.5rem] max-w-full" },
} as const;
type Device = keyof typeof widths;

/**
 * Comes before what was written, also before its doctype, which a frame of this kind does not need. The page's own policy
 * holds in the frame, too, but lets a module be fetched ahead.
 */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: https:; style-src 'unsafe-inline'">`;

/** How the HTML of an email looks. The frame has no rights: nothing in it runs, and it can't reach this page. */
export function MailPreview({ html }: { html: string }) {
  const [device, setDevice] = useState<Device>("desktop");
  if (html.trim() === "")
    return (
      <p className="grid h-64 place-items-center rounded-md border border-dashed px-4 text-center text-muted">
        Write some HTML to see how it looks.
      </p>
    );
  return (
    <div className="grid gap-2">
      <fieldset className="flex gap-1">
        <legend className="sr-only">Width of the preview</legend>
        {(["desktop", "phone"] as const).map((name) => {
          const { label, icon: Icon } = widths[name];
          return (
            <button
              key={name}
              type="button"
              aria-pressed={device === name}
              onClick={() => setDevice(name)}
              className={cn(
                "flex h-8 items-center gap-1.5 rounded-md px-2.5 text-[0.8125rem] hover:bg-subtle",
                device === name ? "bg-subtle font-medium text-foreground" : "text-muted",
              )}
            >
              <Icon aria-hidden className="size-3.5" />
              {label}
            </button>
          );
        })}
      </fieldset>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must do so by keyboard too. */}
      <section aria-label="Preview" tabIndex={0} className="overflow-x-auto rounded-md border bg-subtle">
        <iframe
          sandbox=""
          srcDoc={POLICY + html}
          title="Preview of the email"
          className={cn("block h-96 bg-white [color-scheme:light]", widths[device].style)}
        />
      </section>
    </div>
  );
}
