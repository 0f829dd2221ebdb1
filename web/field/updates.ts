import { useEffect, useState } from 'react';

/** How often an open page asks for a new version. */
const askEvery = 30 * 60_000;

/** Registers the service worker of the phone page. Returns how to change to a new version, where one waits. */
export function useUpdates(): (() => void) | null {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let gone = false;
    const watch = async (): Promise<void> => {
      const registration = await navigator.serviceWorker.register('/service-worker.js', { scope: '/field', updateViaCache: 'none' });
      if (gone) return;
      const look = (): void => {
        // Without a version before it, the one that waits is the first: nobody has to change.
        if (registration.waiting !== null && registration.active !== null) setWaiting(registration.waiting);
      };
      look();
      registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
      timer = setInterval(() => void registration.update().catch(() => undefined), askEvery);
    };
    // A browser that registers none has the page while there is a network, and says so nowhere.
    void watch().catch((failure: unknown) => console.warn(failure));
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, []);
  if (waiting === null) return null;
  return () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('take over');
  };
}

/** The page can be installed from here on; residents' pages are not offered it. */
export function useManifest(): void {
  useEffect(() => {
    const link = Object.assign(document.createElement('link'), { rel: 'manifest', href: '/manifest.webmanifest' });
    const icon = Object.assign(document.createElement('link'), { rel: 'apple-touch-icon', href: '/icons/icon-192.png' });
    const colour = Object.assign(document.createElement('meta'), { name: 'theme-color', content: '#0f56b3' });
    document.head.append(link, icon, colour);
    return () => {
      for (const each of [link, icon, colour]) each.remove();
    };
  }, []);
}
