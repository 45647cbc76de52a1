// Copying without a trace of the page: the text alone, every no-break space as it is.

/** Put a text on the clipboard; tell whether that worked. */
export async function copyText(text) {
  if (navigator.clipboard && isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // not allowed this way: the old way may be
    }
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/** Let what is copied from `node` by hand be plain text; browsers would turn no-break spaces plain. */
export function copyPlainly(node) {
  node.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const text = selection.getRangeAt(0).cloneContents().textContent.replaceAll("\u200b", "");
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });
}
