import { useCallback, useContext } from "preact/hooks";
import type { Film, FilmList } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { ResourcesContext } from "../data/use-resource.js";
import { Plate } from "../film/plate.js";
import { useNavigator } from "../navigation/navigator.js";
import { filmPlace } from "../navigation/place.js";
import { Combobox, type Suggestion } from "./combobox.js";

/** Finds a film by its title; with nothing typed, the most rated ones. */
export function FilmSearch() {
  const { place, go } = useNavigator();
  const resources = useContext(ResourcesContext);
  const suggest = useCallback(
    async (text: string, signal: AbortSignal) => {
      const { films } = await resources.load<FilmList>(addresses.films(text), signal);
      return films.map(suggestionOf);
    },
    [resources],
  );
  const user = place.page === "user" || place.page === "film" ? place.user : undefined;
  return (
    <Combobox
      label="Find a film"
      placeholder="Part of a title"
      nothingFound="No title has these letters in it."
      suggest={suggest}
      onChoose={(id: string) => go(filmPlace(id, user))}
    />
  );
}

function suggestionOf(film: Film): Suggestion<string> {
  return {
    key: film.id,
    value: film.id,
    label: (
      <span class="suggestion">
        <Plate film={film} />
        <span class="suggestion-name">{film.name}</span>
        <span class="suggestion-note">{film.year}</span>
      </span>
    ),
  };
}
