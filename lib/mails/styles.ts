import "server-only";

/** Mail programs know inline styles only. */
const sans = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif";

export const page = { backgroundColor: "#ffffff", fontFamily: sans, margin: 0, padding: "32px 16px" };
export const card = { maxWidth: "480px", margin: "0 auto" };
export const heading = {
  color: "#18181b",
  fontSize: "22px",
  lineHeight: "28px",
  fontWeight: 600,
  margin: "0 0 16px",
};
export const words = { color: "#3f3f46", fontSize: "15px", lineHeight: "24px", margin: "0 0 16px" };
export const button = {
  backgroundColor: "#18181b",
  borderRadius: "6px",
  color: "#ffffff",
  fontSize: "15px",
  fontWeight: 600,
  padding: "12px 20px",
  margin: "0 0 24px",
};
export const address = {
  color: "#52525b",
  fontSize: "13px",
  lineHeight: "20px",
  wordBreak: "break-all" as const,
};
export const aside = { color: "#71717a", fontSize: "13px", lineHeight: "20px", margin: "24px 0 0" };
