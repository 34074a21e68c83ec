/*
 * Keeps one complete version of the page for times without a network.
 *
 * A version is kept whole or not at all: each file is checked against the hash that it had in the
 * build, and a newer version waits until no page of the older one is open. With a network, documents
 * are always the newest; they name their scripts by hash, so versions cannot mix.
 */
const files = __FILES__;
const prefix = `rouse ${registration.scope} `;
const name = prefix + versionOf(files);

/** A short name for a list of hashes (FNV-1a). */
function versionOf(list) {
  let hash = 0x811c9dc5;
  for (const unit of JSON.stringify(list)) {
    hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash.toString(16);
}

async function keep(cache, path) {
  const url = new URL(path, registration.scope);
  // Names in assets/ change with their content: what the page has loaded already will do.
  const fresh = path.startsWith('assets/') ? 'default' : 'no-cache';
  const response = await fetch(url, { cache: fresh });
  if (!response.ok) throw new Error(`${url} could not be loaded: HTTP ${response.status}`);
  const bytes = await response.clone().arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  if (btoa(String.fromCharCode(...digest)) !== files[path]) {
    throw new Error(`${url} is of another version; the next visit tries again`);
  }
  await cache.put(url, response);
}

async function install() {
  const cache = await caches.open(name);
  try {
    // One after the other: networks may be training meanwhile.
    for (const path of Object.keys(files)) await keep(cache, path);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

async function forgetOthers() {
  const old = (await caches.keys()).filter((one) => one.startsWith(prefix) && one !== name);
  await Promise.all(old.map((one) => caches.delete(one)));
}

async function answer(request, path) {
  const cache = await caches.open(name);
  const kept = await cache.match(new URL(path, registration.scope));
  if (kept && path.startsWith('assets/')) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const [bare] = url.split(/[?#]/);
  if (method !== 'GET' || !bare.startsWith(registration.scope)) return;
  const path = bare.slice(registration.scope.length) || 'index.html';
  if (Object.hasOwn(files, path)) event.respondWith(answer(event.request, path));
});
