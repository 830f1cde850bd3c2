/** What this program is: the part of the app that the browser runs beside its pages, and without any. */
export const worker = self as unknown as ServiceWorkerGlobalScope;
