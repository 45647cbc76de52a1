// Drop a file, get a file.

import { Refused, translateFile } from "./server.js";
import { number, t } from "./words.js";

const list = document.getElementById("file-list");
const section = document.getElementById("files");

function describe(summary) {
  if (!summary.terms) return t("met-none");
  return t("met", { met: number(summary.terms_met), all: number(summary.terms) });
}

function reason(error) {
  if (!(error instanceof Refused)) return t("offline");
  if (error.status === 413) return t("file-large");
  if (error.message.includes("file format not supported")) return t("file-kind");
  return t("failed", { message: error.message });
}

/** Translate files one after another; `languages` tells from and to, `say` speaks to the reader. */
export async function translateFiles(files, languages, say) {
  section.hidden = false;
  const rows = [...files].map((file) => {
    const row = document.createElement("li");
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = file.name;
    const state = document.createElement("span");
    state.className = "state";
    state.textContent = t("file-working");
    row.append(name, state);
    row.className = "working";
    list.prepend(row);
    return { file, row, state };
  });
  section.scrollIntoView({ block: "nearest" });
  for (const { file, row, state } of rows) {
    say(`${file.name}: ${t("file-working")}`);
    const { from, to } = languages();
    try {
      const found = await translateFile(file, from, to);
      const link = document.createElement("a");
      // the address names the server as it knows itself; a proxy may know it by another name
      link.href = `download_file/${found.translatedFileUrl.split("/").at(-1)}`;
      link.textContent = t("file-get");
      link.setAttribute("download", "");
      link.setAttribute("aria-label", `${t("file-get")}: ${file.name}`);
      state.textContent = describe(found.summary);
      row.append(link);
      row.className = "done";
    } catch (error) {
      state.textContent = reason(error);
      row.className = "failed";
    }
    say(`${file.name}: ${state.textContent}`);
  }
}
