import type { About } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { useResource } from "../data/use-resource.js";

/** Made data must not be taken for MovieLens. */
export function SyntheticNotice() {
  const about = useResource<About>(addresses.about);
  if (about.state !== "ready" || !about.data.dataset.synthetic) return null;
  return (
    <p class="synthetic-notice">
      <strong>Synthetic data.</strong> Films, people and ratings are invented; they stand in where
      no MovieLens is at hand.
    </p>
  );
}
