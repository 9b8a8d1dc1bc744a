import type { About, RankerMetrics } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { useResource } from "../data/use-resource.js";
import { Storeys } from "../film/storeys.js";
import { grouped, percent } from "../parts/numbers.js";

const CUTS = ["10", "50", "100"] as const;
const NAMES: Readonly<Record<RankerMetrics["name"], string>> = {
  model: "This model",
  popularity: "By popularity",
  random: "At random",
};

/** How good the model is, beside rankings that know nothing of the user. */
export function Evidence() {
  const about = useResource<About>(addresses.about);
  if (about.state !== "ready" || about.data.rankers.length === 0) return null;
  const { split, counts, rankers } = about.data;
  const best = Math.max(...rankers.map(({ testSeenExcluded }) => testSeenExcluded["100"]));
  return (
    <section class="evidence" aria-labelledby="evidence">
      <h2 id="evidence">How good is it?</h2>
      <p class="section-note">
        {grouped(split.test)} ratings were kept aside. For each, all {grouped(counts.films)} films
        are ranked for its user, those seen in training left out: how often is the film that they
        did watch among the first?
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Ranked</th>
            {CUTS.map((cut) => (
              <th key={cut} scope="col">
                first {cut}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rankers.map(({ name, testSeenExcluded }) => (
            <tr key={name} class={`ranker-${name}`}>
              <th scope="row">{NAMES[name]}</th>
              {CUTS.map((cut) => (
                <td key={cut}>
                  {percent(testSeenExcluded[cut])}
                  <Storeys share={testSeenExcluded[cut] / best} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
