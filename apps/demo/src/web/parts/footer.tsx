import type { About } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { useResource } from "../data/use-resource.js";
import { nameOf } from "./dataset.js";
import { grouped, percent } from "./numbers.js";

/** Which data and which model this is, and how good. */
export function Footer() {
  const about = useResource<About>(addresses.about);
  return (
    <footer class="footer">
      {about.state === "ready" && <ModelLine about={about.data} />}
      {about.state === "ready" && !about.data.dataset.synthetic && (
        <p>
          MovieLens: F. Maxwell Harper and Joseph A. Konstan. 2015. The MovieLens Datasets: History
          and Context. ACM TiiS 5, 4.{" "}
          <a href="https://doi.org/10.1145/2827872">doi:10.1145/2827872</a>
        </p>
      )}
    </footer>
  );
}

function ModelLine({
  about: { dataset, split, counts, model: towers, rankers },
}: {
  about: About;
}) {
  const [model, ...others] = rankers;
  return (
    <p>
      A two-tower model, {towers.width} numbers for each person and each film, trained on{" "}
      {grouped(split.train)} ratings of {nameOf(dataset)}; {grouped(split.test)} more were kept
      aside.
      {model && (
        <>
          {" "}
          The film of a kept-aside rating is among the first 100 of {grouped(counts.films)} for{" "}
          <strong>{percent(model.testSeenExcluded["100"])}</strong> of them, films seen in training
          left out
          {others.map(({ name, testSeenExcluded }) => (
            <span key={name}>
              {name === "popularity" ? "; ranked by popularity " : "; at random "}
              {percent(testSeenExcluded["100"])}
            </span>
          ))}
          .
        </>
      )}
    </p>
  );
}
