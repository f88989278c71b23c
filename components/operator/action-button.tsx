"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { messageOf, ProblemError } from "@/components/http/fetch-json";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { type ActionField, ActionFields, readFields } from "./action-fields";
import { postAction, postView } from "./post-action";

interface ActionButtonProps {
  /** On the button; what is the same for several buttons on a page is told apart by `name`. */
  label: string;
  name?: string;
  /** What is posted, besides the fields. */
  action: Record<string, unknown>;
  /** What is asked before; left out, the button does it at once. */
  fields?: readonly ActionField[];
  title?: string;
  description?: string;
  /** What is posted gets an id, the same until it is answered, so that asking twice does it once. */
  isNamed?: boolean;
  /** Begins a look at the customer's dashboard instead, and goes there. */
  isView?: boolean;
  variant?: "primary" | "secondary" | "danger";
}

/** Does something as an operator. What is wrong with it is said beside the form, what came of it in a toast. */
export function ActionButton(props: ActionButtonProps) {
  const {
    label,
    name,
    action,
    fields = [],
    title,
    description,
    isNamed,
    isView,
    variant = "secondary",
  } = props;
  const [isOpen, setOpen] = useState(false);
  const [isPending, setPending] = useState(false);
  const [id, setId] = useState("");
  const [error, setError] = useState<string | null>(null);
  const router = useRouter();

  async function run(values: Record<string, unknown>) {
    setPending(true);
    setError(null);
    try {
      const wish = { ...action, ...(isNamed && { id }), ...values };
      if (isView) {
        await postView(wish as { customer_id: string; note: string });
        window.location.assign("/dashboard");
        return;
      }
      const { message } = await postAction(wish);
      setOpen(false);
      toast.success(message);
      router.refresh();
    } catch (thrown) {
      // An answer is an end: what is tried next is another one. Without an answer it may be done already.
      if (thrown instanceof ProblemError) setId(crypto.randomUUID());
      if (isOpen) setError(messageOf(thrown));
      else toast.error(messageOf(thrown));
    } finally {
      setPending(false);
    }
  }

  function open() {
    if (fields.length === 0) return void run({});
    setId(crypto.randomUUID());
    setError(null);
    setOpen(true);
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void run(readFields(fields, new FormData(event.currentTarget)));
  }

  return (
    <>
      <Button
        variant={variant}
        size="sm"
        isPending={isPending && !isOpen}
        onClick={open}
        aria-label={name ? `${label}: ${name}` : undefined}
      >
        {label}
      </Button>
      {fields.length > 0 && (
        <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title ?? label} description={description}>
          <form onSubmit={submit} className="grid gap-4">
            <ActionFields fields={fields} />
            {error && (
              <p role="alert" className="text-[0.8125rem] font-medium text-danger">
                {error}
              </p>
            )}
            <DialogActions>
              <Button variant="secondary" onClick={() => setOpen(false)}>
                Cancel
              </Button>
              <Button
                type="submit"
                variant={variant === "danger" ? "danger" : "primary"}
                isPending={isPending}
              >
                {label}
              </Button>
            </DialogActions>
          </form>
        </Dialog>
      )}
    </>
  );
}
