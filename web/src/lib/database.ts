/** What the app keeps on this device beyond what localStorage is for, where its worker can read it too. */
const stores = {
  /** Messages on their way; see features/outbox. */
  unsent: ["userID", "clientMessageID"],
  /** What is shown without a line; see features/device-copy. */
  copy: "name",
} satisfies Record<string, string | string[]>;

const version = 1;

let opening: Promise<IDBDatabase> | undefined;

function opened(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("campfire", version);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(stores))
        if (!request.result.objectStoreNames.contains(name))
          request.result.createObjectStore(name, { keyPath });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  }).then(minded);
  opening.catch(forget);
  return opening;
}

/** Makes way for a newer version of the app, and is opened again should the browser close it. */
function minded(database: IDBDatabase): IDBDatabase {
  database.onclose = forget;
  database.onversionchange = () => {
    database.close();
    forget();
  };
  return database;
}

function forget(): void {
  opening = undefined;
}

/**
 * Makes one request to a store and resolves with its result once that is on the
 * disk. Rejects where the browser keeps nothing, or the disk is full.
 */
export async function inStore<Result>(
  name: keyof typeof stores,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode);
    const request = ask(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.commit(); // Else closing the page now could undo it.
  });
}
