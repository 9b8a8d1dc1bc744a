interface StoreysProps {
  /** 0 to 1. */
  readonly share: number;
}

/** A bar built of storeys. It repeats a number that stands beside it, so it is for the eye only. */
export function Storeys({ share }: StoreysProps) {
  const shown = Math.max(0, Math.min(1, share));
  return <span class="storeys" style={{ "--share": String(shown) }} aria-hidden="true" />;
}
