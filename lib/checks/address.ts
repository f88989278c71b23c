import "server-only";

/** Names that only this machine, or this network, can resolve. */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|lan|home|test|invalid)$/;
const PRIVATE_IPV4 =
  /^(0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;

/** True if a provider somewhere else can reach this address. Pure. */
export function isPublicAddress(url: string): boolean {
  const host = new URL(url).hostname.toLowerCase();
  if (host.startsWith("[")) return !/^\[(::1?\]|f[cd]|fe[89ab])/.test(host);
  return host.includes(".") && !LOCAL_NAME.test(host) && !PRIVATE_IPV4.test(host);
}

/** What can be said when it can't. */
export const NEEDS_PUBLIC_ADDRESS =
  "Deliveries need a public address: deploy, or open a tunnel to the app (`cloudflared tunnel --url http://localhost:3000`, ngrok), set BASE_URL to its address, and run `npm run setup` again.";

/** Whether a provider can deliver to BASE_URL: a stand-in on this machine always can. */
export const canDeliver = (baseUrl: string, standIn: string | undefined) =>
  standIn !== undefined || isPublicAddress(baseUrl);

/** Where each provider delivers to. */
export const webhookUrl = (baseUrl: string, provider: "dodo" | "resend") =>
  `${baseUrl.replace(/\/+$/, "")}/api/webhooks/${provider}`;
