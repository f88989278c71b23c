const CHANNEL = "mailkit-account";
/** A page hears its own messages on its other channels, and this one knows already where it goes. */
let isTeller = false;

/** Tells the browser's other tabs that from now on they, too, are in another account. */
export function tellOtherTabs(): void {
  isTeller = true;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/**
 * Calls back when another tab has changed the account: what stands on this page belongs to the one before, and what it
 * sends would belong to the other. Returns how to stop listening.
 */
export function onAccountChange(callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => {
    if (!isTeller) callback();
  };
  return () => channel.close();
}
