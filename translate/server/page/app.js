// The page: a text on the left, its translation on the right, what to look at in the margin.

import { hideCard, showCard } from "./cards.js";
import { copyPlainly, copyText } from "./copying.js";
import { translateFiles } from "./files.js";
import { located, paint } from "./marks.js";
import { Refused, setKey, settings, translate } from "./server.js";
import { interfaceLanguage, known, loadWords, number, setLanguage, t } from "./words.js";

const PAUSE = 450; // milliseconds without a key before a text is translated
const $ = (id) => document.getElementById(id);
const [source, sourceMarks, target] = [$("source"), $("source-marks"), $("target")];
const [from, to] = [$("from"), $("to")];

let limits = { charLimit: 50000, keyRequired: false, supportedFilesFormat: [] };
let result = null; // { text, translated, report, terms, findings, detected }
let timer = 0;
let running = null;

// --- translating ---------------------------------------------------------------------------

function later(pause = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(now, pause);
}

async function now() {
  clearTimeout(timer);
  running?.abort();
  const q = source.value;
  if (!q.trim()) {
    running = null;
    show(null);
    return;
  }
  if ([...q].length > limits.charLimit) {
    tell(t("too-long", { most: number(limits.charLimit) }), true);
    return;
  }
  if (limits.keyRequired && !$("key").value) {
    tell(t("need-key"), true);
    return;
  }
  const asked = new AbortController();
  running = asked;
  waiting(true);
  try {
    const found = await inOneDirection(q, asked.signal);
    if (running !== asked) return;
    show({ q, ...found });
  } catch (error) {
    if (asked.signal.aborted) return;
    failed(error);
  } finally {
    if (running === asked) {
      running = null;
      waiting(false);
    }
  }
}

/** Translate; when the text turns out to be in the language wanted, want the other one. */
async function inOneDirection(q, signal) {
  try {
    return await translate(q, from.value, to.value, signal);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    to.value = to.value === "en" ? "fr" : "en";
    if (from.value === to.value) from.value = "auto";
    return translate(q, from.value, to.value, signal);
  }
}

function failed(error) {
  if (!(error instanceof Refused)) {
    tell(t("offline"), true);
  } else if (error.status === 429 || error.status === 503) {
    const seconds = Math.max(1, error.retry);
    tell(t("busy", { seconds }), true);
    later(1000 * seconds);
  } else if (error.status === 403) {
    tell(t("wrong-key"), true);
  } else {
    tell(t("failed", { message: error.message }), true);
  }
}

// --- showing -------------------------------------------------------------------------------

function show(found) {
  hideCard();
  result = found && {
    ...found,
    ...located(found.q, found.text, found.report),
  };
  const nothing = { terms: [], findings: [] };
  // the marks lie under the text: they must never show another text than it
  paint(sourceMarks, source.value, "source", result ?? nothing, makeSourceTerm);
  paint(target, result?.text ?? "", "target", result ?? nothing, makeTargetTerm);
  target.lang = result?.report.target_language ?? to.value;
  source.lang = result?.report.source_language ?? "";
  target.querySelector(".term")?.setAttribute("tabindex", "0");
  $("copy").disabled = !result;
  $("detected").textContent =
    result && from.value === "auto"
      ? t("detected", { language: t(`label-${result.report.source_language}`) })
      : "";
  showMargin();
  counted();
  if (result) {
    tell(t("done", { met: met(), findings: findingsText() }));
  }
}

const looked = () => result?.findings.map((f, i) => [f, i]).filter(([f]) => f.severity !== "info") ?? [];

function met() {
  const counts = result.report.summary;
  if (!counts.terms) return t("met-none");
  return t("met", { met: number(counts.terms_met), all: number(counts.terms) });
}

function findingsText() {
  const n = looked().length;
  if (!n) return t("findings-none");
  return n === 1 ? t("findings-one") : t("findings", { n: number(n) });
}

function showMargin() {
  $("margin-title").hidden = !result;
  $("met").textContent = result ? met() : "";
  const clean = $("clean");
  clean.hidden = !result || looked().length > 0;
  clean.textContent = t("clean");
  $("findings").replaceChildren(...looked().map(([finding, i]) => findingNode(finding, i)));
  const terms = distinct(result?.terms ?? []);
  $("terms-title").hidden = !terms.length;
  $("terms").replaceChildren(...terms.map(termNode));
}

function findingNode(finding, i) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = `note ${finding.severity}`;
  button.dataset.goto = i;
  const name = `check-${finding.check}`;
  const kind = document.createElement("span");
  kind.className = "kind";
  kind.textContent = t(`severity-${finding.severity}`);
  const title = document.createElement("strong");
  title.textContent = known(name) ? t(name) : finding.message;
  button.append(kind, title);
  // what stood in the text and what became of it, where the message tells both
  const became =
    finding.check === "number-changed" && finding.message.match(/^'(.+?)' [^']+ '(.+)'$/);
  for (const [text, side] of became
    ? [[became[1], "source"], [became[2], "target"]]
    : [[finding.words, finding.side]]) {
    if (!text) continue;
    const words = document.createElement("q");
    words.textContent = text;
    words.lang = side === "source" ? result.report.source_language : result.report.target_language;
    button.append(words);
  }
  if (finding.suggestion) {
    const wanted = document.createElement("span");
    wanted.textContent = t("wanted", { form: finding.suggestion });
    button.append(wanted);
  }
  button.addEventListener("click", () => goTo(i));
  button.addEventListener("pointerenter", () => point(i, true));
  button.addEventListener("pointerleave", () => point(i, false));
  button.addEventListener("focus", () => point(i, true));
  button.addEventListener("blur", () => point(i, false));
  item.append(button);
  return item;
}

function distinct(terms) {
  const seen = new Map();
  terms.forEach((term, i) => {
    const key = `${term.concept}/${term.pairing}/${term.required}`;
    if (!seen.has(key)) seen.set(key, { ...term, number: i });
  });
  return [...seen.values()];
}

function termNode(term) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = term.target_span ? "pair" : "pair unmet";
  const [one, two] = [document.createElement("span"), document.createElement("span")];
  one.textContent = term.surface;
  one.lang = result.report.source_language;
  // what stands there, which may be another form that the glossary accepts
  two.textContent = (term.target ? result.text.slice(...term.target) : term.required) || "?";
  two.lang = result.report.target_language;
  const arrow = document.createElement("span");
  arrow.textContent = "→";
  arrow.setAttribute("aria-hidden", "true");
  button.append(one, arrow, two);
  cardOn(button, term, () => alike(term.number));
  item.append(button);
  return item;
}

// --- terms: alike on both sides --------------------------------------------------------------

function makeSourceTerm(term, i) {
  const mark = document.createElement("mark");
  mark.className = term.target_span ? "term" : "term unmet";
  mark.dataset.term = i;
  return mark;
}

function makeTargetTerm(term, i) {
  const mark = document.createElement("mark");
  mark.className = "term";
  mark.dataset.term = i;
  mark.tabIndex = -1; // one stop for all of them: the arrows go from one to the next
  mark.setAttribute("role", "button");
  cardOn(mark, term, () => alike(i));
  mark.addEventListener("keydown", step);
  return mark;
}

function step(event) {
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!way) return;
  const all = [...target.querySelectorAll(".term")];
  const next = all[all.indexOf(event.currentTarget) + way];
  if (!next) return;
  event.preventDefault();
  event.currentTarget.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function cardOn(node, term, begin) {
  const open = () => {
    begin();
    showCard(term, node);
  };
  node.addEventListener("pointerenter", open);
  node.addEventListener("focus", open);
  node.addEventListener("click", open);
  node.addEventListener("pointerleave", () => {
    if (document.activeElement !== node) away();
  });
  node.addEventListener("blur", away);
}

function away() {
  alike(null);
  hideCard(true);
}

/** Light up every mark of the concept of a term, in both texts. */
function alike(i) {
  const concept = i === null ? null : result?.terms[i]?.concept;
  for (const mark of document.querySelectorAll(".term")) {
    mark.classList.toggle("lit", concept !== null && result?.terms[mark.dataset.term]?.concept === concept);
  }
}

// The source's marks lie under its text area: they are found by where the pointer is.
let under = null;
function underPointer(event) {
  const mark = document
    .elementsFromPoint(event.clientX, event.clientY)
    .find((node) => node.classList.contains("term") && sourceMarks.contains(node));
  if (mark === under) return;
  under = mark ?? null;
  if (!under) {
    away();
    return;
  }
  alike(Number(under.dataset.term));
  showCard(result.terms[under.dataset.term], under);
}

// --- findings --------------------------------------------------------------------------------

function point(i, on) {
  for (const node of document.querySelectorAll(`[data-finding="${i}"]`)) node.classList.toggle("lit", on);
}

function goTo(i) {
  const node = document.querySelector(`[data-finding="${i}"]`);
  node?.scrollIntoView({ block: "center", behavior: "instant" });
  point(i, true);
  const finding = result.findings[i];
  if (finding.side === "source" && finding.place) {
    source.focus({ preventScroll: true });
    source.setSelectionRange(...finding.place);
  }
}

function nextFinding(way) {
  const buttons = [...document.querySelectorAll("#findings button")];
  if (!buttons.length) return;
  const at = buttons.indexOf(document.activeElement);
  const first = way > 0 ? 0 : buttons.length - 1;
  buttons[at < 0 ? first : (at + way + buttons.length) % buttons.length].focus();
}

// --- the rest of the desk --------------------------------------------------------------------

function counted() {
  const n = [...source.value].length;
  const near = n > 0.8 * limits.charLimit;
  $("count").textContent = near ? t("characters", { n: number(n), most: number(limits.charLimit) }) : "";
  $("clear").hidden = !n;
}

function tell(text, aloud = false) {
  $("status").textContent = text;
  const line = $("waiting");
  line.textContent = aloud ? text : "";
  line.classList.toggle("trouble", aloud);
}

function waiting(on) {
  target.classList.toggle("stale", on);
  if (on) {
    $("waiting").classList.remove("trouble");
    $("waiting").textContent = t("waiting");
  } else if (!$("waiting").classList.contains("trouble")) {
    $("waiting").textContent = "";
  }
}

function swap() {
  const was = result?.report.source_language ?? (to.value === "en" ? "fr" : "en");
  const text = result?.text;
  from.value = to.value;
  to.value = was;
  if (text) source.value = text;
  typed(0);
}

async function copy() {
  if (!result) return;
  const done = await copyText(result.text);
  $("copy").textContent = t(done ? "copied" : "copy");
  tell(t(done ? "copied" : "copy-failed"), !done);
  setTimeout(() => ($("copy").textContent = t("copy")), 1600);
}

function typed(pause = PAUSE) {
  // until the answer is there the old marks would lie under the wrong words
  paint(sourceMarks, source.value, "source", { terms: [], findings: [] }, makeSourceTerm);
  counted();
  later(pause);
}

function takeFiles(files) {
  if (files.length) translateFiles(files, () => ({ from: from.value, to: to.value }), tell);
}

function wire() {
  source.addEventListener("input", () => typed());
  source.addEventListener("pointermove", underPointer);
  source.addEventListener("click", underPointer);
  source.addEventListener("pointerleave", () => {
    under = null;
    away();
  });
  source.addEventListener("scroll", () => (sourceMarks.scrollTop = source.scrollTop));
  from.addEventListener("change", () => {
    if (from.value === to.value) to.value = from.value === "en" ? "fr" : "en";
    now();
  });
  to.addEventListener("change", () => {
    if (from.value === to.value) from.value = to.value === "en" ? "fr" : "en";
    now();
  });
  $("swap").addEventListener("click", swap);
  $("copy").addEventListener("click", copy);
  $("clear").addEventListener("click", () => {
    source.value = "";
    show(null);
    now();
    source.focus();
  });
  $("interface").addEventListener("click", () => speak(interfaceLanguage() === "fr" ? "en" : "fr"));
  $("key").addEventListener("change", (event) => {
    setKey(event.target.value);
    now();
  });
  $("file").addEventListener("change", (event) => {
    takeFiles(event.target.files);
    event.target.value = "";
  });
  copyPlainly(target);

  document.addEventListener("keydown", (event) => {
    const main = event.ctrlKey || event.metaKey;
    if (main && event.key === "Enter") {
      event.preventDefault();
      if (event.shiftKey) copy();
      else now();
    } else if (main && event.shiftKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      swap();
    } else if (event.key === "F8") {
      event.preventDefault();
      nextFinding(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      away();
      hideCard();
    }
  });

  let depth = 0;
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragenter", (event) => {
    if (!carries(event)) return;
    depth += 1;
    $("drop").hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (!carries(event)) return;
    depth = Math.max(0, depth - 1);
    $("drop").hidden = depth === 0;
  });
  document.addEventListener("dragover", (event) => {
    if (carries(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    depth = 0;
    $("drop").hidden = true;
    takeFiles(event.dataTransfer.files);
  });
}

function speak(language, options) {
  setLanguage(language, options);
  $("interface").lang = language === "fr" ? "en" : "fr";
  $("interface").textContent = t("interface");
  if (result) show({ ...result });
  counted();
}

async function begin() {
  await loadWords();
  speak(interfaceLanguage(), { remember: false });
  wire();
  try {
    limits = await settings();
  } catch {
    tell(t("offline"), true);
  }
  $("key-box").hidden = !limits.keyRequired;
  $("file").accept = limits.supportedFilesFormat.join(",");
  document.body.dataset.ready = "yes";
  if (source.value) now(); // what the browser kept over a reload
}

begin();
