// A band of columns that are drawn once and then move with the text: a key says
// what a column shows, and only a column whose key is another is drawn again.

export class Strip {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.keys = [];
  }

  /// Draws the columns from first to before end on a canvas; key(t) and
  /// paint(context, t), which draws at x = 0, say what each shows.
  draw(target, axis, height, { first, end, key, paint }) {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.max(1, Math.round(axis.column * ratio));
    const tall = Math.round(height * ratio);
    const room = Math.max(
      Math.ceil(axis.width / axis.column) + 8, end - first);
    this.fit(room, width, tall);
    // All are painted before the first is taken: a canvas that is drawn on
    // between two takings is copied whole.
    for (let t = first; t < end; t += 1) {
      const slot = t % this.room;
      const name = key(t);
      if (this.keys[slot] === name) continue;
      this.keys[slot] = name;
      this.column(slot * width, width, tall, axis.column, ratio,
        (context) => paint(context, t));
    }
    target.save();
    target.setTransform(1, 0, 0, 1, 0, 0);
    for (let t = first; t < end; t += 1) {
      target.drawImage(this.canvas, (t % this.room) * width, 0, width, tall,
        Math.round(axis.x(t) * ratio), 0, width, tall);
    }
    target.restore();
  }

  fit(room, width, tall) {
    if (this.canvas.width === room * width && this.canvas.height === tall
      && this.room === room) return;
    [this.canvas.width, this.canvas.height] = [room * width, tall];
    [this.room, this.keys] = [room, []];
  }

  column(x, width, tall, column, ratio, paint) {
    const context = this.canvas.getContext("2d");
    context.save();
    context.setTransform(1, 0, 0, 1, x, 0);
    context.beginPath();
    context.rect(0, 0, width, tall);
    context.clip();
    context.clearRect(0, 0, width, tall);
    context.scale(width / column, ratio);
    context.textBaseline = "middle";
    paint(context);
    context.restore();
  }
}
