// Keeps the pages of the field for a phone without a network: the page, what it is drawn with, the voices it plays.
// Its scope is /terrain/ alone; the page that verifies clearances (/v) has a worker of its own.
const STORE = "field-1";
const PATIENCE = 4000;

const late = () => new Promise((_done, fail) => setTimeout(() => fail(new Error("late")), PATIENCE));

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith("field-") && name !== STORE));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

// What is answered with a page is kept; what leads elsewhere, or is no longer ours to see, is forgotten.
async function renew(store, request) {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected && answer.type === "basic") await store.put(request, answer.clone());
  else if (answer.type === "opaqueredirect" || answer.redirected || [401, 403, 404, 410].includes(answer.status)) await store.delete(request);
  return answer;
}

async function keep(addresses) {
  const store = await caches.open(STORE);
  await Promise.all(addresses.map((address) => renew(store, new Request(address, { cache: "no-cache" })).catch(() => null)));
}

self.addEventListener("message", (event) => {
  const { keep: wanted, forget } = event.data ?? {};
  if (forget) event.waitUntil(caches.delete(STORE));
  if (wanted) event.waitUntil(keep(wanted).then(() => event.source.postMessage({ kept: true })));
});

async function newest(request) {
  const store = await caches.open(STORE);
  const held = await store.match(request.url);
  const asked = renew(store, request);
  try {
    return await (held ? Promise.race([asked, late()]) : asked);
  } catch {
    asked.catch(() => null);
    return held ?? Response.error();
  }
}

async function heldFirst(request) {
  const store = await caches.open(STORE);
  const held = await store.match(request.url);
  return held ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(newest(request));
  else if (pathname.startsWith("/terrain/voix/")) event.respondWith(heldFirst(request));
  else if (!pathname.startsWith("/terrain/")) event.respondWith(newest(request));
});
