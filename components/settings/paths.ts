/** Where settings are read and changed, and their keys in the cache: server and browser must name them alike. */
export const MEMBERS_PATH = "/api/members";
export const INVITES_PATH = "/api/invites";
export const SESSIONS_PATH = "/api/sessions";
export const ACCOUNTS_PATH = "/api/accounts";
export const EXPORT_PATH = "/api/account/export";
