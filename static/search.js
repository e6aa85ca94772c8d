// The search page: asks Pagefind's index, which lies beside it, once somebody types. Nothing is loaded before that, nothing
// goes elsewhere, and no word of the query or of an article is ever taken for markup.

const form = document.getElementById("search-form");
const box = document.getElementById("search-query");
const list = document.getElementById("search-results");
const told = document.getElementById("search-status");
const words = form.dataset;
const selects = [...form.querySelectorAll("select")];
const root = new URL("../", document.baseURI);
const PAGE = 20; // results shown at a time
const BATCH = 40; // results read at a time while a filter is set

let engine; // Pagefind with all bundles of the index, loaded once
let filed; // what the pages of each bundle are filed under, loaded once a filter is set
let turn = 0; // the newest question; answers to older ones are dropped

const index = new URL("pagefind/", root);
const json = url => fetch(url).then(answer => answer.json());

const load = () => engine ??= Promise.all([
  import(new URL("pagefind.js", index).href),
  json(new URL("bundles.json", index)),
  json(new URL("search/facets.json", root)),
]).then(async ([pagefind, weights, facets]) => {
  for (const select of selects) fill(select, facets[select.name]);
  await Promise.all(Object.entries(weights).map(([folder, indexWeight]) =>
    pagefind.mergeIndex(new URL(`${folder}/`, index).href, { indexWeight })));
  return { pagefind, bundles: [index, ...Object.keys(weights).map(folder => new URL(`${folder}/`, index))] };
});

// The pages that each filter leaves, as sets; none where no filter is set.
async function filters(bundles) {
  const set = selects.filter(select => select.value);
  if (!set.length) return [];
  filed ??= Promise.all(bundles.map(bundle => json(new URL("facets.json", bundle))));
  const all = await filed;
  return set.map(select => new Set(all.flatMap(({ pages, [select.name]: by }) =>
    (Object.hasOwn(by, select.value) ? by[select.value] : []).map(number => pages[number]))));
}

function fill(select, values) {
  const sorted = [...values].sort((a, b) => a.localeCompare(b, document.documentElement.lang));
  if (select.name === "year") sorted.reverse();
  for (const value of sorted) select.append(new Option(value, value));
  const asked = new URLSearchParams(location.search).get(select.name);
  if (values.includes(asked)) select.value = asked;
}

const plain = text => text.replace(/&(lt|gt|quot|#39|#x27|amp);/g, (_, name) =>
  ({ lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", amp: "&" })[name]);

function row(page) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(page.raw_url.replace(/^\//, ""), root).href;
  link.textContent = page.meta.title;
  link.dir = "auto";
  const note = document.createElement("span");
  note.className = "note";
  note.textContent = [page.meta.kind, page.meta.date].filter(Boolean).join(words.comma);
  const excerpt = document.createElement("p");
  excerpt.dir = "auto";
  page.excerpt.split(/<mark>(.*?)<\/mark>/s).forEach((part, i) => {
    const piece = i % 2 ? document.createElement("mark") : document.createTextNode(plain(part));
    if (i % 2) piece.textContent = plain(part);
    excerpt.append(piece);
  });
  item.append(link, " ", note, excerpt);
  return item;
}

async function search(shown = PAGE) {
  const mine = ++turn;
  const query = box.value.trim();
  remember(query);
  if (!query && selects.every(select => !select.value)) {
    list.replaceChildren();
    told.textContent = "";
    return;
  }
  const { pagefind, bundles } = await load();
  const [found, left] = await Promise.all([pagefind.search(query || null), filters(bundles)]);
  const pages = [];
  const step = left.length ? BATCH : PAGE;
  let at = 0;
  while (at < found.results.length && pages.length < shown) {
    const batch = await Promise.all(found.results.slice(at, at + step).map(result => result.data()));
    if (mine !== turn) return;
    pages.push(...batch.filter(page => left.every(fitting => fitting.has(page.raw_url))));
    at += step;
  }
  if (mine !== turn) return;
  list.replaceChildren(...pages.slice(0, shown).map(row));
  const more = pages.length > shown || at < found.results.length;
  const number = `${Math.min(pages.length, shown)}${more ? "+" : ""}`;
  told.textContent = pages.length ? words.found.replace("{number}", number) : words.none;
  if (more) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.more;
    button.addEventListener("click", () => search(shown + PAGE));
    const item = document.createElement("li");
    item.append(button);
    list.append(item);
  }
}

function remember(query) {
  const asked = new URLSearchParams();
  if (query) asked.set("q", query);
  for (const select of selects) if (select.value) asked.set(select.name, select.value);
  history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
}

const ask = () => search().catch(() => { told.textContent = words.failed; });
let pause;
form.addEventListener("submit", event => { event.preventDefault(); ask(); });
box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, 150); });
for (const select of selects) {
  select.addEventListener("focus", () => load().catch(() => { told.textContent = words.failed; }), { once: true });
  select.addEventListener("change", ask);
}
form.hidden = false;
document.getElementById("search-without").hidden = true;
const asked = new URLSearchParams(location.search);
if (asked.size) {
  box.value = asked.get("q") ?? "";
  load().then(ask, ask);
}
