// What the page asks of its server.

/** An answer that is no success; `retry` is in seconds. */
export class Refused extends Error {
  constructor(status, message, retry) {
    super(message);
    this.status = status;
    this.retry = retry;
  }
}

let key = "";

/** Set the API key that goes with every request. */
export function setKey(value) {
  key = value;
}

async function ask(path, options = {}) {
  const headers = { ...options.headers };
  if (key) headers.Authorization = `Bearer ${key}`;
  const answer = await fetch(path, { ...options, headers });
  if (answer.ok) return answer.json();
  let message = answer.statusText;
  try {
    message = (await answer.json()).error;
  } catch {
    // no JSON: a proxy in between, perhaps
  }
  throw new Refused(answer.status, message, Number(answer.headers.get("Retry-After")) || 0);
}

/** Return what the server accepts. */
export const settings = () => ask("frontend/settings");

/** Return a translation with its report. */
export const translate = (q, source, target, signal) =>
  ask("v1/translate", {
    method: "POST",
    signal,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ q, source, target }),
  });

/** Return where a translated file can be fetched, and a summary. */
export function translateFile(file, source, target) {
  const form = new FormData();
  form.set("file", file);
  form.set("source", source);
  form.set("target", target);
  return ask("translate_file", { method: "POST", body: form });
}

const concepts = new Map();

/** Return a concept of the glossary; asked for once. */
export function concept(id) {
  if (!concepts.has(id)) {
    const asked = ask(`v1/glossary/${encodeURIComponent(id)}`);
    asked.catch(() => concepts.delete(id)); // so that it is asked for again
    concepts.set(id, asked);
  }
  return concepts.get(id);
}
