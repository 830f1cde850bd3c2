// The package ships no types; this is the part of it that we use.
declare module "ws" {
  interface Options {
    headers?: Record<string, string>;
  }
  /** As the browser's, and takes headers that a page could not set. */
  const WS: new (url: string | URL, protocols?: string | string[], options?: Options) => WebSocket;
  export default WS;
}
