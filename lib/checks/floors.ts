import "server-only";

/** The oldest version of something that may be installed, and what is wrong with those before it. */
export interface Floor {
  name: string;
  version: string;
  why: string;
}

export const NODE_FLOOR: Floor = {
  name: "node",
  version: "20.9.0",
  why: "Next does not start on an older one",
};

/**
 * Packages of the running app, also those that others bring along. `npm run doctor` and a unit test hold the installed
 * ones to this. Raise a floor, with the advisory's name, whenever an update mends a hole.
 */
export const PACKAGE_FLOORS: readonly Floor[] = [
  {
    name: "next",
    version: "16.4.1",
    why: "requests got past the middleware (CVE-2025-29927, CVE-2026-44575, CVE-2026-45109, CVE-2026-64642) and ran code on the server (CVE-2025-55182, CVE-2026-75604); on the 16.4 line this is the first that counts as mended",
  },
  {
    name: "react",
    version: "19.3.1",
    why: "what a browser sends to server components ran as code (CVE-2025-55182) or kept the server busy (CVE-2026-23864); the first that Next 16.4 has been run with",
  },
  { name: "react-dom", version: "19.3.1", why: "must be react's own version" },
  {
    name: "next-auth",
    version: "4.24.15",
    why: "a look-alike of @ in an address got past its normaliser (GHSA-7rqj-j65f-68wh), and a quoted address led a link elsewhere (GHSA-5jpx-9hw9-2fx4)",
  },
  { name: "drizzle-orm", version: "0.45.2", why: "names in SQL were not escaped (CVE-2026-39356)" },
  { name: "jose", version: "4.15.5", why: "a small token could fill the memory (CVE-2024-28176)" },
  { name: "cookie", version: "0.7.0", why: "a cookie's name could set its other fields (CVE-2024-47764)" },
  { name: "uuid", version: "11.1.1", why: "wrote past the end of a buffer (CVE-2026-41907)" },
  { name: "nanoid", version: "3.3.8", why: "ids could be foretold (CVE-2024-55565)" },
  { name: "postcss", version: "8.5.12", why: "CVE-2026-45623" },
  { name: "prismjs", version: "1.30.0", why: "markup could replace its own script (CVE-2024-53382)" },
];
