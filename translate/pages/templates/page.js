"use strict";
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const store = { // storage may be shut off for local files
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* not kept */ } },
  };
  root.classList.add("js");
  if (["dark", "light"].includes(store.get("sahel-theme"))) root.dataset.theme = store.get("sahel-theme");

  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const flip = () => { root.dataset.theme = isDark() ? "light" : "dark"; store.set("sahel-theme", root.dataset.theme); };
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").replace(/\s+/g, " ").toLowerCase();
  const later = (work, wait) => { let timer; return () => { clearTimeout(timer); timer = setTimeout(work, wait); }; };
  const make = (tag, text, name) => { const made = document.createElement(tag); made.textContent = text; if (name) made.className = name; return made; };

  // --- Filters -----------------------------------------------------------------------------
  const rows = all(".rows > .row");
  const value = (id) => $(id) ? $(id).value : "";
  const haystacks = new Map();
  const haystack = (row) => {
    if (!haystacks.has(row)) haystacks.set(row, fold(all(".text", row).map((cell) => cell.textContent).join("\n")));
    return haystacks.get(row);
  };
  let picked = "";
  const wanted = () => ({
    words: $("words") ? fold($("words").value.trim()) : "",
    severities: all('input[name="severity"]:checked').map((box) => box.value),
    only: Boolean($("only") && $("only").checked),
    check: value("check"), fate: value("fate"),
  });
  const noteFits = (note, want) =>
    (!want.severities.length || want.severities.includes(note.dataset.severity)) && (!want.check || note.dataset.check === want.check);
  const filter = () => {
    const want = wanted();
    const byNote = want.only || want.severities.length || want.check;
    let count = 0;
    for (const row of rows) {
      const notes = all(".note", row);
      const fitting = notes.filter((note) => noteFits(note, want));
      for (const note of notes) note.classList.toggle("faded", !fitting.includes(note));
      const fits = (!byNote || fitting.length > 0)
        && (!want.fate || row.querySelector(`.term[data-fate="${CSS.escape(want.fate)}"]`))
        && (!picked || row.querySelector(`.term[data-c="${CSS.escape(picked)}"]`))
        && (!want.words || haystack(row).includes(want.words));
      row.hidden = !fits;
      count += fits ? 1 : 0;
    }
    for (const head of all(".rows > .file")) {
      let next = head.nextElementSibling;
      while (next && next.hidden && !next.classList.contains("file")) next = next.nextElementSibling;
      head.hidden = !next || next.classList.contains("file");
    }
    const number = (n) => n.toLocaleString(root.lang);
    if ($("shown")) {
      const told = count === rows.length ? $("shown").dataset.all : $("shown").dataset.some;
      $("shown").textContent = told.replace("{count}", number(count)).replace("{total}", number(rows.length));
    }
    if ($("none")) $("none").hidden = count > 0 || !rows.length;
    for (const button of all("button[data-check]")) button.setAttribute("aria-pressed", String(button.dataset.check === want.check));
    for (const button of all("button[data-fate]")) button.setAttribute("aria-pressed", String(button.dataset.fate === want.fate));
  };
  const pick = (card, name) => {
    picked = card;
    $("pick").hidden = !card;
    $("pick").firstElementChild.textContent = name;
    filter();
  };
  const reset = () => {
    $("tools").reset();
    pick("", "");
  };
  const toggle = (id, wish) => { $(id).value = $(id).value === wish ? "" : wish; filter(); };
  if ($("tools")) {
    $("tools").addEventListener("submit", (event) => event.preventDefault());
    $("tools").addEventListener("change", filter);
    if (rows.length) {
      $("words").addEventListener("input", later(filter, 120));
      $("reset").addEventListener("click", reset);
      $("unpick").addEventListener("click", () => pick("", ""));
    }
    for (const button of all("button[data-check]")) button.addEventListener("click", () => toggle("check", button.dataset.check));
    for (const button of all("button[data-fate]")) button.addEventListener("click", () => toggle("fate", button.dataset.fate));
    $("theme").addEventListener("click", flip);
    $("ask").addEventListener("click", () => $("help").showModal());
  }

  // --- From finding to finding ---------------------------------------------------------------
  let current = null;
  const go = (note) => {
    for (const mark of all(".now")) mark.classList.remove("now");
    current = note;
    note.classList.add("now");
    for (const mark of all("mark", note.closest(".row"))) {
      if (mark.dataset.n.split(" ").includes(note.dataset.n)) mark.classList.add("now");
    }
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "center" });
  };
  const step = (by) => {
    const notes = all(".note:not(.faded)").filter((note) => !note.closest(".row").hidden);
    if (!notes.length) return;
    let at = current ? notes.indexOf(current) : -1;
    if (at < 0 && current) { // it was filtered away: go on from where it stood
      const after = notes.findIndex((note) => current.compareDocumentPosition(note) & Node.DOCUMENT_POSITION_FOLLOWING);
      at = by > 0 ? (after < 0 ? notes.length : after) - 1 : after < 0 ? notes.length : after;
    } else if (at < 0 && by < 0) at = 0;
    go(notes[(at + by + notes.length) % notes.length]);
  };
  if ($("next")) {
    $("next").addEventListener("click", () => step(1));
    $("previous").addEventListener("click", () => step(-1));
  }
  document.addEventListener("click", (event) => {
    const note = event.target.closest(".note");
    if (note) { go(note); return; }
    const mark = event.target.closest("mark");
    if (mark && !event.target.closest(".term")) go($(`n${mark.dataset.n.split(" ")[0]}`));
  });

  // --- The card of a term --------------------------------------------------------------------
  const pop = $("pop");
  let shownFor = null, pinned = false, opening = 0, closing = 0;
  const link = (term) => {
    for (const other of all(".term.same, .term.pair")) other.classList.remove("same", "pair");
    if (!term) return;
    const mine = term.dataset.t.split(" ");
    for (const other of all(`.term[data-c="${CSS.escape(term.dataset.c)}"]`)) other.classList.add("same");
    for (const other of all(".term", term.closest(".row"))) {
      if (other.dataset.t.split(" ").some((key) => mine.includes(key))) other.classList.add("pair");
    }
  };
  const place = (term) => {
    const box = term.getClientRects()[0], gap = 8;
    const wide = pop.offsetWidth, high = pop.offsetHeight;
    pop.style.left = `${Math.max(gap, Math.min(box.left, innerWidth - wide - gap))}px`;
    const below = box.bottom + gap;
    pop.style.top = `${below + high < innerHeight || box.top < high + gap ? Math.min(below, Math.max(gap, innerHeight - high - gap)) : box.top - high - gap}px`;
  };
  const open = (term) => {
    clearTimeout(closing);
    if (shownFor === term && !pop.hidden) return;
    const card = document.querySelector(term.hash && `#${CSS.escape(term.hash.slice(1))}`);
    if (!card) return;
    close();
    shownFor = term;
    link(term);
    const copy = card.cloneNode(true);
    copy.removeAttribute("id");
    const fate = make("p", "", "fate");
    const legend = document.querySelector(`.legend [data-fate="${CSS.escape(term.dataset.fate)}"]`);
    if (legend) {
      fate.append(legend.querySelector("svg").cloneNode(true), make("b", legend.querySelector(".label").textContent), make("span", legend.querySelector(".meaning").textContent));
      if (term.classList.contains("alone") && term.dataset.required) fate.append(make("b", `→ ${term.dataset.required}`));
    }
    const act = make("p", "", "do");
    const button = make("button", `${pop.dataset.only} (${all(`.term[data-c="${CSS.escape(term.dataset.c)}"]`).reduce((found, other) => found.add(other.closest(".row")), new Set()).size})`);
    button.type = "button";
    button.addEventListener("click", () => { pick(term.dataset.c, card.querySelector("h3").textContent); close(); term.focus(); });
    act.append(button);
    pop.replaceChildren(fate, copy, act);
    pop.hidden = false;
    pop.scrollTop = 0;
    term.setAttribute("aria-describedby", "pop");
    place(term);
  };
  const close = () => {
    clearTimeout(opening);
    clearTimeout(closing);
    pinned = false;
    link(null);
    if (shownFor) shownFor.removeAttribute("aria-describedby");
    shownFor = null;
    if (pop) pop.hidden = true;
  };
  const leave = () => { clearTimeout(opening); clearTimeout(closing); if (!pinned) closing = setTimeout(close, 220); };
  if (pop) {
    const termOf = (event) => event.target.closest && event.target.closest(".text .term");
    document.addEventListener("pointerover", (event) => {
      const term = termOf(event);
      if (term && event.pointerType === "mouse" && !pinned) { clearTimeout(closing); clearTimeout(opening); opening = setTimeout(() => open(term), 130); }
    });
    document.addEventListener("pointerout", (event) => { if (termOf(event) && event.pointerType === "mouse") leave(); });
    document.addEventListener("focusin", (event) => {
      const term = termOf(event);
      if (term && term.matches(":focus-visible")) { pinned = false; open(term); } else if (!term && !pop.contains(event.target) && !pinned) close();
    });
    document.addEventListener("click", (event) => {
      const term = termOf(event);
      if (term) { event.preventDefault(); open(term); pinned = true; } else if (!pop.contains(event.target)) close();
    });
    pop.addEventListener("pointerenter", () => clearTimeout(closing));
    pop.addEventListener("pointerleave", leave);
    addEventListener("scroll", () => { if (shownFor && !pop.hidden) place(shownFor); }, { passive: true });
    addEventListener("resize", close);
  }

  // --- Tables of a batch -----------------------------------------------------------------------
  const lines = all(".files tbody tr, .shared tbody tr");
  if (lines.length && $("words")) {
    $("words").addEventListener("input", later(() => {
      const words = fold($("words").value.trim());
      for (const line of lines) line.hidden = Boolean(words) && !fold(line.textContent).includes(words);
    }, 120));
  }
  for (const head of all(".files thead th, .shared thead th")) {
    const button = head.querySelector("button");
    if (!button) continue;
    button.addEventListener("click", () => {
      const table = head.closest("table"), column = [...head.parentNode.children].indexOf(head);
      const down = head.getAttribute("aria-sort") === (head.classList.contains("n") ? "descending" : "ascending");
      const falling = head.classList.contains("n") ? !down : down;
      for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const key = (line) => line.children[column].dataset.sort ?? line.children[column].textContent.trim();
      const order = (a, b) => key(a).localeCompare(key(b), root.lang, { numeric: true });
      const sorted = all("tbody tr", table).sort((a, b) => falling ? order(b, a) : order(a, b));
      table.tBodies[0].append(...sorted);
    });
  }

  // --- Keys ------------------------------------------------------------------------------------
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape") {
      if (pop && !pop.hidden) { const term = shownFor, inside = pop.contains(document.activeElement); close(); if (inside && term) term.focus(); }
      else if (typing) typing.blur();
      return;
    }
    if (typing || $("help").open) return;
    const keys = {
      j: () => step(1), ArrowRight: () => step(1), k: () => step(-1), ArrowLeft: () => step(-1),
      f: () => $("words") && $("words").focus(), "/": () => $("words") && $("words").focus(),
      e: () => { if ($("only")) { $("only").checked = !$("only").checked; filter(); } },
      d: flip, "?": () => $("help").showModal(),
    };
    if (Object.hasOwn(keys, event.key)) { event.preventDefault(); keys[event.key](); }
  });
  addEventListener("beforeprint", close);
})();
