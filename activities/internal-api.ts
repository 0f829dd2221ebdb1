export interface InternalApi {
  /** Posts JSON to the internal listener. Throws on anything but success, so that Temporal tries again and shows the reason. */
  post<Reply>(path: string, body: unknown): Promise<Reply>;
}

/** `url` of the internal listener, `token`: the worker's own credential. */
export function createInternalApi({ url, token }: { url: string; token: string }): InternalApi {
  return {
    async post<Reply>(path: string, body: unknown): Promise<Reply> {
      const response = await fetch(new URL(path, url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`the internal API answered ${response.status}: ${text.slice(0, 500)}`);
      return JSON.parse(text) as Reply;
    },
  };
}
