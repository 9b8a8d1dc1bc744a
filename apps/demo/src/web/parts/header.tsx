import { Link } from "../navigation/link.js";
import { useNavigator } from "../navigation/navigator.js";
import { FilmSearch } from "../search/film-search.js";
import { UserSearch } from "../search/user-search.js";
import { ThemeToggle } from "./theme-toggle.js";
import { TowerMark } from "./tower-mark.js";

/** The home page has the two searches large, in its middle. */
export function Header() {
  const { place } = useNavigator();
  return (
    <header class="header">
      <Link to={{ page: "home" }} class="brand">
        <TowerMark />
        <span>Towerkit</span>
      </Link>
      {place.page !== "home" && (
        <search class="header-searches">
          <UserSearch />
          <FilmSearch />
        </search>
      )}
      <ThemeToggle />
    </header>
  );
}
