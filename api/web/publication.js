// What the page says of when and where articles were published.

const LONG_DATE = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "UTC" });

/** « 10 juillet 2020 » for « 2020-07-10 »; null for no day. */
export function longDate(day) {
  return day ? LONG_DATE.format(new Date(`${day}T00:00:00Z`)) : null;
}

/** The few words of an answer and, where only the day of the article tells when they mean, that day beside them. */
export function shortAnswerText({ text, relative_to: day }) {
  return day ? `${text} (article du ${longDate(day)})` : text;
}

/** Where a value stands that other articles give otherwise: « Source, 10 juillet 2020 », of what is known. */
export function valueOrigin({ source, published }) {
  return [source, longDate(published)].filter(Boolean).join(", ");
}

/** Which articles were searched, in a sentence; null where it was all of them. */
export function searchedIn({ published_from: first, published_to: last, sources, languages, article_ids: ids }) {
  const narrowed = [sources.join(", "), daysBetween(first, last), [...languages, ...ids].join(", ")];
  const said = narrowed.filter(Boolean).join(" · ");
  return said ? `Cherché dans les articles : ${said}` : null;
}

function daysBetween(first, last) {
  if (first && first === last) return `parus le ${longDate(first)}`;
  if (first && last) return `parus du ${longDate(first)} au ${longDate(last)}`;
  if (first) return `parus depuis le ${longDate(first)}`;
  return last ? `parus jusqu’au ${longDate(last)}` : null;
}
