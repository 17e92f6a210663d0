// One quantity of many units over the steps: a picture of one pixel a value,
// stretched, so that only what is in sight costs anything.

import { prepared } from "./axis.js";
import { clipToSteps } from "./ruler.js";

const scratch = document.createElement("canvas");

/// Draws a panel; value gives what a step and unit hold, limit a unit's scale.
export function drawPanel(app, canvas, { value, limit }) {
  const { axis, rows, view } = app;
  const height = rows.length * app.rowHeight;
  const g = prepared(canvas, axis.width, height);
  g.save();
  clipToSteps(g, app, height);
  const [first, end] = [axis.first, Math.min(axis.end, app.reading.length)];
  if (end > first) {
    const [w, h] = [end - first, rows.length];
    paint(app, first, w, h, value, limit);
    g.imageSmoothingEnabled = false;
    g.drawImage(scratch, 0, 0, w, h, axis.x(first), 0, w * axis.column, height);
  }
  drawChoice(g, app, height);
  g.restore();
  drawUnitNames(g, app);
}

function paint(app, first, w, h, value, limit) {
  if (scratch.width < w || scratch.height < h) {
    [scratch.width, scratch.height] = [
      Math.max(w, scratch.width), Math.max(h, scratch.height)];
  }
  const context = scratch.getContext("2d");
  const image = context.createImageData(w, h);
  const pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < h; row += 1) {
    const unit = app.rows[row];
    const scale = limit(unit);
    for (let t = 0; t < w; t += 1) {
      pixels[row * w + t] = app.colours.pixel(value(first + t, unit), scale);
    }
  }
  context.putImageData(image, 0, 0);
}

/// The chosen step as a frame from top to bottom, the chosen unit across.
function drawChoice(g, { axis, rows, rowHeight, view, inks, held }, height) {
  g.lineWidth = 1.5;
  g.strokeStyle = inks.surface;
  const [x, row] = [axis.x(view.step), rows.indexOf(view.unit)];
  g.strokeRect(x, -2, axis.column, height + 4);
  g.strokeStyle = inks.ink;
  g.strokeRect(x - 1.5, -2, axis.column + 3, height + 4);
  if (row < 0) return;
  g.strokeRect(
    axis.gutter - 4, row * rowHeight - 0.5,
    axis.column * axis.steps + 8, rowHeight + 1);
}

function drawUnitNames(g, { axis, rows, rowHeight, view, inks, findings }) {
  g.textAlign = "right";
  const every = Math.ceil(10 / rowHeight);
  rows.forEach((unit, row) => {
    const isChosen = unit === view.unit;
    if (!isChosen && row % every !== 0) return;
    const y = (row + 0.5) * rowHeight;
    if (isChosen) {
      g.fillStyle = inks.surface;
      g.fillRect(0, y - 7, axis.gutter - 6, 14);
    }
    g.fillStyle = isChosen ? inks.ink : inks.muted;
    g.font = `${isChosen ? "bold 12px" : "10px"} ${inks.sans}`;
    const mark = findings.has(unit) ? "• " : "";
    g.fillText(mark + unit, axis.gutter - 8, y);
  });
}

/// A bar of the colours of a scale.
export function drawKey(canvas, colours, limit) {
  const g = prepared(canvas, 120, 10);
  for (let k = 0; k < 120; k += 1) {
    const share = k / 119;
    g.fillStyle = colours.css(
      limit === null ? share : (2 * share - 1) * limit, limit);
    g.fillRect(k, 0, 1.5, 10);
  }
}
