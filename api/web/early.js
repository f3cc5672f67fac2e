// Before the first paint: the theme and the language that were chosen here. A plain script, so that nothing flashes.

(() => {
  const choices = { theme: ["light", "dark"], language: ["fr", "en"] };
  const chosen = (name) => {
    try {
      const value = localStorage.getItem(`sourcier.${name}`);
      return choices[name].includes(value) ? value : null;
    } catch {
      return null; // storage is switched off: the system's theme, and French
    }
  };
  const root = document.documentElement;
  root.dataset.theme = chosen("theme") ?? "system";
  root.lang = chosen("language") ?? "fr";
})();
