import { useEffect, useState } from "preact/hooks";

type Theme = "light" | "dark";

const darkSystem = () => matchMedia("(prefers-color-scheme: dark)");

/** Light or dark. The page follows the system until one differs from it by this button. */
export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(currentTheme);
  useEffect(() => {
    const system = darkSystem();
    const follow = () => setTheme(currentTheme());
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, []);
  const other: Theme = theme === "dark" ? "light" : "dark";
  const change = () => {
    choose(other);
    setTheme(other);
  };
  return (
    <button type="button" class="theme-toggle" onClick={change} aria-label={`Use ${other} colours`}>
      <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        <circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" stroke-width="1.5" />
        <path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" fill="currentColor" />
      </svg>
    </button>
  );
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return darkSystem().matches ? "dark" : "light";
}

function choose(theme: Theme): void {
  const asTheSystem = (theme === "dark") === darkSystem().matches;
  if (asTheSystem) {
    delete document.documentElement.dataset["theme"];
    localStorage.removeItem("theme");
  } else {
    document.documentElement.dataset["theme"] = theme;
    localStorage.setItem("theme", theme);
  }
}
