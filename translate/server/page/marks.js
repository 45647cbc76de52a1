// From a report to marked text: where each term and each finding stands, on both sides.

// Findings whose span lies in the source: the target lacks what they are about.
const IN_SOURCE = new Set([
  "term-missing", "term-ambiguous", "term-unverified", "number-missing", "placeable-moved",
]);

/** Return the offset in UTF-16 units of an offset in code points. */
function utf16(text, points) {
  let at = 0;
  for (let n = 0; n < points && at < text.length; n += 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

/** Return where each segment begins in a text, or -1; they stand in it in order. */
function places(text, segments, side) {
  let from = 0;
  return segments.map((segment) => {
    const at = segment[side] ? text.indexOf(segment[side], from) : -1;
    if (at >= 0) from = at + segment[side].length;
    return at;
  });
}

function spanIn(text, begin, own, span) {
  if (begin < 0 || !span) return null;
  return [begin + utf16(own, span[0]), begin + utf16(own, span[1])];
}

/**
 * Return the terms and the findings of a report with their places in both texts:
 * `{ terms: [{ concept, source, target, ... }], findings: [{ check, side, span, segment }] }`,
 * spans as [start, end] in UTF-16 units, or null.
 */
export function located(sourceText, targetText, report) {
  const segments = report.segments;
  const begins = {
    source: places(sourceText, segments, "source"),
    target: places(targetText, segments, "target"),
  };
  const terms = segments.flatMap((segment, i) =>
    segment.terms.map((term) => ({
      ...term,
      source: spanIn(sourceText, begins.source[i], segment.source, term.source_span),
      target: spanIn(targetText, begins.target[i], segment.target, term.target_span),
    })),
  );
  const findings = report.findings.map((finding) => {
    const side = IN_SOURCE.has(finding.check) ? "source" : "target";
    const segment = segments[finding.segment];
    const text = side === "source" ? sourceText : targetText;
    const begin = begins[side][finding.segment];
    const whole = [0, [...segment[side]].length];
    return {
      ...finding,
      side,
      place: spanIn(text, begin, segment[side], finding.span ?? whole),
      words: finding.span ? [...segment[side]].slice(...finding.span).join("") : "",
    };
  });
  return { terms, findings };
}

/**
 * Fill `node` with `text`, in which terms and findings of one side are marked. Marks nest: a term
 * inside a finding's stretch is cut out of it, so that every character is shown once.
 */
export function paint(node, text, side, { terms, findings }, makeTerm) {
  const cuts = new Set([0, text.length]);
  const found = findings
    .map((finding, number) => ({ number, span: finding.side === side ? finding.place : null, finding }))
    .filter((item) => item.span && item.finding.severity !== "info");
  const stand = terms
    .map((term, number) => ({ number, span: term[side], term }))
    .filter((item) => item.span);
  for (const { span } of [...found, ...stand]) span.forEach((at) => cuts.add(at));
  const sorted = [...cuts].sort((a, b) => a - b);
  const done = document.createDocumentFragment();
  let open = null;
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [start, end] = [sorted[i], sorted[i + 1]];
    const over = (item) => item.span[0] <= start && end <= item.span[1];
    const finding = found.find(over);
    const term = stand.find(over);
    if (open && open.number === term?.number) {
      open.node.append(piece(text.slice(start, end), finding));
      continue;
    }
    open = null;
    if (term) {
      const mark = makeTerm(term.term, term.number);
      mark.append(piece(text.slice(start, end), finding));
      done.append(mark);
      open = { number: term.number, node: mark };
    } else {
      done.append(piece(text.slice(start, end), finding));
    }
  }
  // a line end at the very end has no height of its own
  if (text.endsWith("\n")) done.append("\u200b");
  node.replaceChildren(done);
}

function piece(text, finding) {
  if (!finding) return document.createTextNode(text);
  const mark = document.createElement("span");
  mark.className = `finding ${finding.finding.severity}`;
  mark.dataset.finding = finding.number;
  mark.textContent = text;
  return mark;
}
