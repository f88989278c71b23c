import { messageOf } from "@/components/http/fetch-json";
import { toast } from "@/components/ui/toast";
import { postView } from "./post-action";

/** Ends the view. Returns false if that failed, which is said. */
export async function leaveView(customerId: string): Promise<boolean> {
  try {
    await postView(null);
  } catch (error) {
    toast.error(messageOf(error));
    return false;
  }
  window.location.assign(`/operator/customers/${customerId}`);
  return true;
}
