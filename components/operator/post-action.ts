import { z } from "zod";
import { fetchJson, jsonPost } from "@/components/http/fetch-json";
import type { ActionDone, OperatorAction } from "@/lib/contracts/operator";

const PATH = "/api/operator/actions";
const doneSchema = z.object({ message: z.string() });

/** Asks for something to be done. Throws what `fetchJson` throws. */
export function postAction(action: OperatorAction | Record<string, unknown>): Promise<ActionDone> {
  return fetchJson(PATH, doneSchema, jsonPost(action));
}

/** Begins or ends looking at a customer's dashboard. */
export async function postView(view: { customer_id: string; note: string } | null): Promise<void> {
  const init = view ? jsonPost(view) : { method: "DELETE" };
  await fetchJson("/api/operator/views", z.unknown(), init);
}
