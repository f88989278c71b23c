import type { ExternalToast } from "sonner";
import { loadLater } from "./load-later";

/** The library comes with the first toast: no page needs it to come alive. */
function show(kind: "error" | "info" | "success", title: string, options?: ExternalToast): void {
  void loadLater(() => import("sonner")).then(({ toast }) => toast[kind](title, options));
}

/** Says what became of an action, in passing. Lasting states belong in the page. */
export const toast = {
  // Whoever reads slowly, or was elsewhere, must not miss that something failed: it stays until it is closed.
  error: (title: string, options?: ExternalToast) =>
    show("error", title, { duration: Number.POSITIVE_INFINITY, ...options }),
  info: (title: string, options?: ExternalToast) => show("info", title, options),
  success: (title: string, options?: ExternalToast) => show("success", title, options),
};
