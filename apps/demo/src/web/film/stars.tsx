interface StarsProps {
  readonly stars: number;
}

/** One to five stars; fractions show as parts of a star. */
export function Stars({ stars }: StarsProps) {
  return (
    <span
      class="stars"
      role="img"
      aria-label={`${stars} of 5 stars`}
      style={{ "--stars": String(stars) }}
    />
  );
}
