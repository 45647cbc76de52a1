// The strings of the interface, in French and English.

let all = { en: {}, fr: {} };
let language = "en";

function remembered() {
  try {
    return localStorage.getItem("interface");
  } catch {
    return null; // storage is switched off: the browser's language will do
  }
}

/** Load the strings and choose a language: as asked in the address, as last chosen, or the browser's. */
export async function loadWords() {
  all = await (await fetch("page/strings.json")).json();
  const asked = new URLSearchParams(location.search).get("lang") ?? remembered();
  const first = (asked ?? navigator.language ?? "en").toLowerCase();
  setLanguage(first.startsWith("fr") ? "fr" : "en", { remember: false });
}

/** Show the page in a language, "fr" or "en". */
export function setLanguage(chosen, { remember = true } = {}) {
  language = chosen;
  document.documentElement.lang = chosen;
  document.title = t("title");
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-title]")) node.title = t(node.dataset.title);
  for (const node of document.querySelectorAll("[data-placeholder]")) {
    node.placeholder = t(node.dataset.placeholder);
  }
  if (!remember) return;
  try {
    localStorage.setItem("interface", chosen);
  } catch {
    // not remembered, then
  }
}

/** Return the language of the interface. */
export const interfaceLanguage = () => language;

/** Tell whether there is a string of that name. */
export const known = (name) => name in all[language];

/** Return a string with its {gaps} filled. */
export function t(name, gaps = {}) {
  const text = all[language][name] ?? name;
  return text.replace(/\{(\w+)\}/g, (_, gap) => String(gaps[gap] ?? ""));
}

/** Return a number as the language writes it. */
export const number = (n) => new Intl.NumberFormat(language).format(n);
