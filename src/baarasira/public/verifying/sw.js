// Keeps the page that verifies, with its keys and its status lists, for a phone without a network.
const STORE = "verify-2";
const SHEETS = new URL(self.location).searchParams.getAll("s");
const PAGE = ["/v", "/v/page.js", ...SHEETS];
const LISTS = ["/.well-known/jwks.json", "/v/r1", "/v/u1"];
const PATIENCE = 4000;

const late = () => new Promise((_done, fail) => setTimeout(() => fail(new Error("late")), PATIENCE));

async function renew(store, address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (answer.ok) await store.put(address, answer.clone());
  return answer;
}

// Later lists, where there are some: a list says how many there are.
async function renewLists() {
  const store = await caches.open(STORE);
  const answers = await Promise.all(LISTS.map((address) => renew(store, address)));
  const said = (await answers[1].clone().text()).split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
  const { lists } = JSON.parse(atob(said)).credentialSubject;
  for (let number = 2; number <= lists; number += 1) {
    await Promise.all([renew(store, `/v/r${number}`), renew(store, `/v/u${number}`)]);
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(STORE)
      .then((store) => store.addAll(PAGE.map((address) => new Request(address, { cache: "reload" }))))
      .then(renewLists)
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith("verify-") && name !== STORE));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

async function newest(address) {
  const store = await caches.open(STORE);
  try {
    const answer = await Promise.race([renew(store, address), late()]);
    if (answer.ok) return answer;
  } catch {
    // the network is cut, or too slow to wait for: what is held answers
  }
  return (await store.match(address)) ?? Response.error();
}

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  const ours = pathname === "/v" || /^\/v\/(page\.js|[ru]\d+)$/.test(pathname);
  if (ours || pathname === "/.well-known/jwks.json") event.respondWith(newest(pathname));
  else if (SHEETS.includes(event.request.url)) {
    event.respondWith(caches.match(event.request).then((held) => held ?? fetch(event.request)));
  }
});
