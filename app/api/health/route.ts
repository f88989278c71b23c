import { pingDatabase } from "@/lib/db/client";
import { route } from "@/lib/http/route";

/** 200 when this instance can serve, 503 when its database is away. */
export const GET = route({ auth: "none" }, async () => {
  await pingDatabase();
  return { status: "up" };
});
