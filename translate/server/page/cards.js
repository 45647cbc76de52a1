// The card of a term: what the glossary says of its concept. Shown on hover, focus and tap.

import { concept } from "./server.js";
import { t } from "./words.js";

const card = document.getElementById("card");
let shownFor = null;
let closing = 0;

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function row(label, text, className = "") {
  const line = element("div", className);
  line.append(element("dt", "", label), element("dd", "", text));
  return line;
}

function side(found, pairing, language) {
  const own = found.pairings.find((p) => p.label === pairing) ?? found.pairings[0];
  const head = found.pairings[0];
  const block = element("div", "side");
  block.append(element("span", "label", t(`label-${language}`)));
  const form = element("strong", "", own[language].preferred);
  form.lang = language;
  block.append(form);
  if (own !== head) {
    const full = element("span", "full", head[language].preferred);
    full.lang = language;
    block.append(full);
  }
  const list = element("dl");
  if (own[language].variants.length) list.append(row(t("card-also"), own[language].variants.join(", ")));
  const never = own[language].forbidden.map((f) => f.form);
  if (never.length) list.append(row(t("card-never"), never.slice(0, 4).join(", "), "never"));
  if (list.children.length) block.append(list);
  return block;
}

function fill(term, found) {
  const sides = element("div", "sides");
  sides.append(side(found, term.pairing, "fr"), side(found, term.pairing, "en"));
  card.replaceChildren(sides);
  const state = [];
  if (term.how === "ambiguous") state.push(t("card-ambiguous"));
  else if (!term.target_span) state.push(t("card-missing"));
  if (found.review !== "reviewed") state.push(t("card-unreviewed"));
  if (state.length) card.append(element("p", "state", state.join(" · ")));
  if (found.note) {
    const note = element("p", "note", found.note);
    note.lang = "en"; // the notes of the curated glossary are in English
    card.append(note);
  }
}

function place(anchor) {
  const box = anchor.getBoundingClientRect();
  const own = card.getBoundingClientRect();
  const room = 8;
  const left = Math.min(Math.max(room, box.left), innerWidth - own.width - room);
  const below = box.bottom + room + own.height <= innerHeight || box.top < own.height + room;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${scrollY + (below ? box.bottom + 6 : box.top - own.height - 6)}px`;
}

/** Show the card of a term beside `anchor`. */
export async function showCard(term, anchor) {
  clearTimeout(closing);
  if (shownFor === anchor) return;
  shownFor = anchor;
  let found;
  try {
    found = await concept(term.concept);
  } catch {
    return; // no card, then: the text is still there
  }
  if (shownFor !== anchor || !anchor.isConnected) return;
  fill(term, found);
  card.hidden = false;
  anchor.setAttribute("aria-describedby", "card");
  place(anchor);
}

/** Hide the card, at once or after a moment in which the pointer may reach it. */
export function hideCard(later = false) {
  clearTimeout(closing);
  if (later) {
    closing = setTimeout(hideCard, 180);
    return;
  }
  shownFor?.removeAttribute("aria-describedby");
  shownFor = null;
  card.hidden = true;
}

card.addEventListener("pointerenter", () => clearTimeout(closing));
card.addEventListener("pointerleave", () => hideCard(true));
