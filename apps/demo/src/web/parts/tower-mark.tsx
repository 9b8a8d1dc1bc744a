/** Two towers, one of them lit. */
export function TowerMark() {
  return (
    <svg class="tower-mark" viewBox="0 0 22 26" aria-hidden="true" focusable="false">
      <path d="M0 4h8v4H0zm0 6h8v4H0zm0 6h8v4H0zm0 6h8v4H0zM14 10h8v4h-8zm0 6h8v4h-8zm0 6h8v4h-8z" />
      <circle cx="18" cy="4" r="4" />
    </svg>
  );
}
