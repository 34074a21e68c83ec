/**
 * Values by key in this origin's IndexedDB, for pages and workers alike. Every call rejects where
 * there is no storage, for example in a sandboxed frame or when the disk is full.
 */
const databaseName = 'rouse';
const storeName = 'kept';

export async function readStored<T>(key: string): Promise<T | undefined> {
  return inStore('readonly', (store) => store.get(key) as IDBRequest<T | undefined>);
}

/** Takes what can be cloned to a worker; replaces what is there. */
export async function writeStored(key: string, value: unknown): Promise<void> {
  await inStore('readwrite', (store) => store.put(value, key));
}

export async function removeStored(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key));
}

async function inStore<T>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(storeName);
  const database = await done(opening);
  try {
    const transaction = database.transaction(storeName, mode);
    const request = use(transaction.objectStore(storeName));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      // A full disk aborts the transaction after its request has succeeded.
      transaction.onabort = () => reject(transaction.error ?? request.error);
    });
    return request.result;
  } finally {
    database.close();
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
