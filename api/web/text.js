// Offsets of the service count Unicode code points; JavaScript counts UTF-16 units. Everything that cuts a text goes
// through here.

/** The UTF-16 index of a code point offset; the length of the text for an offset beyond its end. */
export function utf16Index(text, codePoints) {
  let index = 0;
  for (let seen = 0; seen < codePoints && index < text.length; seen += 1) {
    index += text.codePointAt(index) > 0xffff ? 2 : 1;
  }
  return index;
}

/** The part of a text between two code point offsets, half-open. */
export function slice(text, start, end) {
  return text.slice(utf16Index(text, start), utf16Index(text, end));
}

/**
 * The lines of a text that are not blank, each as pieces {text, marked}; what lies in [start, end), in code points, is
 * marked. Joined again, the pieces are the lines, letter for letter.
 */
export function markedLines(text, start, end) {
  const from = utf16Index(text, start);
  const to = utf16Index(text, end);
  const lines = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const cuts = [0, clamp(from - offset, line.length), clamp(to - offset, line.length), line.length];
    const pieces = [false, true, false]
      .map((marked, i) => ({ text: line.slice(cuts[i], cuts[i + 1]), marked }))
      .filter((piece) => piece.text);
    if (line.trim()) lines.push(pieces);
    offset += line.length + 1;
  }
  return lines;
}

/**
 * The sentences of an answer in order, each with the citations that stand behind it. The text carries markers such as
 * « [1] » between them; a citation's own offsets say where its sentence is, so no marker is ever searched for.
 */
export function citedSentences(text, citations) {
  const sentences = [];
  for (const citation of citations) {
    const { start, end } = citation.answer;
    const last = sentences.at(-1);
    if (last && last.start === start && last.end === end) last.citations.push(citation);
    else sentences.push({ start, end, text: slice(text, start, end), citations: [citation] });
  }
  return sentences;
}

function clamp(value, most) {
  return Math.min(Math.max(value, 0), most);
}
