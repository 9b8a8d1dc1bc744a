import type { Film } from "../../api.js";
import { tintOf } from "./genres.js";

interface PlateProps {
  readonly film: Film;
  readonly size?: "small" | "large";
}

/** What stands for a film's poster: its year, set large, on the tint of its first genre. */
export function Plate({ film: { year, genres }, size = "small" }: PlateProps) {
  const digits = year === null ? "" : String(year);
  return (
    <span class={`plate plate-${size}`} style={tintOf(genres[0])} aria-hidden="true">
      <span class="plate-year">
        <span>{digits.slice(0, 2)}</span>
        <span>{digits.slice(2)}</span>
      </span>
      <span class="plate-genres">
        {genres.slice(0, 4).map((genre) => (
          <span key={genre} style={tintOf(genre)} />
        ))}
      </span>
    </span>
  );
}
