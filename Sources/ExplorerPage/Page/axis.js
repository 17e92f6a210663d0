// The text is the ruler: whatever has a step stands under its character. One
// axis, one scroll, for everything that is drawn.

export class Axis {
  constructor() {
    [this.column, this.gutter, this.offset] = [18, 58, 0];
    [this.width, this.steps] = [800, 0];
  }

  /// The left edge of a step's column, in pixels of the canvas.
  x(step) { return this.gutter + step * this.column - this.offset; }

  /// The step under a place; between 0 and the last.
  step(x) {
    const step = Math.floor((x - this.gutter + this.offset) / this.column);
    return Math.min(Math.max(0, step), Math.max(0, this.steps - 1));
  }

  get first() { return Math.max(0, Math.floor(this.offset / this.column)); }

  /// One past the last step in sight.
  get end() {
    const room = this.width - this.gutter + this.offset;
    return Math.min(this.steps, Math.ceil(room / this.column));
  }

  /// The whole width; the text's end has room for what may follow.
  get extent() { return this.gutter + (this.steps + 4) * this.column; }

  scroll(offset) {
    this.offset = Math.min(
      Math.max(0, offset), Math.max(0, this.extent - this.width));
  }

  /// Scrolls as little as brings a step into sight.
  reveal(step) {
    const [left, margin] = [step * this.column, 3 * this.column];
    const room = this.width - this.gutter;
    if (left - margin < this.offset) this.scroll(left - margin);
    if (left + margin + this.column > this.offset + room) {
      this.scroll(left + margin + this.column - room);
    }
  }
}

/// A canvas ready to be drawn on, as tall as told, in pixels of the page.
export function prepared(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    [canvas.width, canvas.height] = [w, h];
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.textBaseline = "middle";
  return context;
}

/// The colours of the style sheet, read once for each theme.
export function inks() {
  const style = getComputedStyle(document.body);
  const probe = document.createElement("i");
  document.body.append(probe);
  const names = ["surface", "raised", "ink", "muted", "hairline", "accent",
    "focus", "positive", "negative", "learned"];
  const result = Object.fromEntries(names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return { ...result, mono: style.getPropertyValue("--mono"),
    sans: style.getPropertyValue("--sans") };
}
