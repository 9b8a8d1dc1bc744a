import type { LiveResource } from "../data/use-resource.js";

/** Rows in the shape of what is to come. */
export function LoadingRows({ rows }: { readonly rows: number }) {
  return (
    <div class="loading-rows" role="status">
      <span class="visually-hidden">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} />
      ))}
    </div>
  );
}

/** What went wrong, and the way to try again. */
export function FailureNote({ resource }: { readonly resource: LiveResource<unknown> }) {
  if (resource.state !== "failed") return null;
  return (
    <div class="failure-note" role="alert">
      <p>{resource.message}</p>
      {!resource.isFinal && (
        <button type="button" class="button" onClick={resource.retry}>
          Try again
        </button>
      )}
    </div>
  );
}
