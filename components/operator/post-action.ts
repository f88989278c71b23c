import { fetchJson, jsonPost } from "@/components/http/fetch-json";
import type { ActionDone, OperatorAction } from "@/lib/contracts/operator";

/** Asks for something to be done. Throws what `fetchJson` throws. */
export function postAction(action: OperatorAction | Record<string, unknown>): Promise<ActionDone> {
  return fetchJson<ActionDone>("/api/operator/actions", jsonPost(action));
}

/** Begins or ends looking at a customer's dashboard. */
export async function postView(view: { customer_id: string; note: string } | null): Promise<void> {
  await fetchJson("/api/operator/views", view ? jsonPost(view) : { method: "DELETE" });
}
