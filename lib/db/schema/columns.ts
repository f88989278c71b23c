import { customType, timestamp } from "drizzle-orm/pg-core";

/** A moment. Always with its zone: instances and the database may have different ones. */
export const at = (name: string) => timestamp(name, { withTimezone: true });

/** Text that is compared byte by byte whatever the database's locale, so that a range of an index is a prefix. */
export const bytewiseText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
