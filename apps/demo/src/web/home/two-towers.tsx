const WIDTH = 60;
const STOREY = 14;
const GAP = 4;
const GROUND = 276;

/** The towers of the name: one of people, one of films, and light from one to the other. */
export function TwoTowers() {
  return (
    <svg class="two-towers" viewBox="0 0 400 312" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id="beam">
          <stop class="beam-end" offset="0" />
          <stop class="beam-start" offset="1" />
        </linearGradient>
      </defs>
      <polygon fill="url(#beam)" points="310,46 110,97 110,257" />
      <Tower x={50} storeys={10} lit={[2, 5, 6]} />
      <Tower x={280} storeys={11} lit={[1, 4, 8]} />
      <circle class="lamp" cx="310" cy="52" r="17" />
      <line class="ground" x1="0" x2="400" y1={GROUND + 3} y2={GROUND + 3} />
      <text x="80" y="304">
        people
      </text>
      <text x="310" y="304">
        films
      </text>
    </svg>
  );
}

interface TowerProps {
  readonly x: number;
  readonly storeys: number;
  /** Which storeys have light, from the ground. */
  readonly lit: readonly number[];
}

function Tower({ x, storeys, lit }: TowerProps) {
  return (
    <g>
      {Array.from({ length: storeys }, (_, storey) => (
        <rect
          key={storey}
          class={lit.includes(storey) ? "storey storey-lit" : "storey"}
          x={x}
          y={GROUND - (storey + 1) * (STOREY + GAP) + GAP}
          width={WIDTH}
          height={STOREY}
        />
      ))}
    </g>
  );
}
