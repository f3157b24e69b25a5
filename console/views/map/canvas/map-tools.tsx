/** What one does with the map beside moving it. */
export interface MapToolsProps {
  readonly isLasso: boolean;
  readonly onLasso: () => void;
  /** Chooses what is seen. */
  readonly onSeen: () => void;
  readonly onNearer: () => void;
  readonly onFarther: () => void;
  readonly onWhole: () => void;
}

/** The buttons on the map. */
export function MapTools({ isLasso, onLasso, onSeen, onNearer, onFarther, onWhole }: MapToolsProps) {
  return (
    <div class="map-tools" role="toolbar" aria-label="Map tools">
      <button
        type="button"
        aria-pressed={isLasso}
        title="Draw around points, also with Shift and the mouse"
        onClick={onLasso}
      >
        Lasso
      </button>
      <button type="button" title="Choose all points that are in view" onClick={onSeen}>
        Choose in view
      </button>
      <span class="segments">
        <button type="button" class="icon-button" aria-label="Nearer" title="Nearer (+)" onClick={onNearer}>
          +
        </button>
        <button type="button" class="icon-button" aria-label="Farther" title="Farther (-)" onClick={onFarther}>
          −
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label="All of the map"
          title="All of the map (0)"
          onClick={onWhole}
        >
          ⤢
        </button>
      </span>
    </div>
  );
}
