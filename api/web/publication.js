// What the page says of when and where articles were published.

import { locale, t } from "./language.js";

/** « 10 juillet 2020 » for « 2020-07-10 », never broken over two lines; null for no day. */
export function longDate(day) {
  if (!day) return null;
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" });
  return format.format(new Date(`${day}T00:00:00Z`)).replaceAll(" ", "\u00a0");
}

/** « Source · 10 juillet 2020 · Auteur », of what is known. */
export function articleMeta({ source, published, author }) {
  return [source, longDate(published), author].filter(Boolean).join(" · ");
}

/** Where a value stands that other articles give otherwise: « Source, 10 juillet 2020 », of what is known. */
export function valueOrigin({ source, published }) {
  return [source, longDate(published)].filter(Boolean).join(", ");
}

/** Which articles were searched, in a sentence; null where it was all of them. */
export function searchedIn({ published_from: first, published_to: last, sources, languages, article_ids: ids }) {
  const narrowed = [sources.join(", "), daysBetween(first, last), [...languages, ...ids].join(", ")];
  const said = narrowed.filter(Boolean).join(" · ");
  return said ? t("searched", said) : null;
}

/** Days of publication, in words; null where any will do. */
export function daysBetween(first, last) {
  if (first && first === last) return t("on-day", longDate(first));
  if (first && last) return t("between", longDate(first), longDate(last));
  if (first) return t("since", longDate(first));
  return last ? t("until", longDate(last)) : null;
}
