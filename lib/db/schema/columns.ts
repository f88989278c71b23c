import { timestamp } from "drizzle-orm/pg-core";

/** A moment. Always with its zone: instances and the database may have different ones. */
export const at = (name: string) => timestamp(name, { withTimezone: true });
