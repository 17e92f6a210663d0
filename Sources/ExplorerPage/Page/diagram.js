// The cell with the chosen step's values on its wires. Where everything is,
// the figures' own layout has decided.

import { svgElement, formulaPieces, say, set } from "./elements.js";
import { fixed } from "./numbers.js";

/// Builds the drawing of a cell once; show(number) writes values on it.
export function diagram(layout) {
  const wires = layout.wires.map(drawnWire);
  const svg = svgElement(
    "svg", { viewBox: `0 0 ${layout.width} ${layout.height}`, role: "img",
      "aria-label": layout.title },
    ...layout.bodies.map((b) => svgElement("rect", {
      x: b.x, y: b.y, width: b.width, height: b.height, rx: b.radius,
      fill: "var(--body)", stroke: "var(--hairline)" })),
    ...wires.flatMap((wire) => wire.under),
    ...wires.flatMap((wire) => wire.over),
    ...layout.nodes.flatMap(drawnNode),
    ...wires.flatMap((wire) => wire.label ?? []));
  return { svg, show: (number, scale, css) => {
    for (const wire of wires) show(wire, number, scale, css);
  } };
}

function drawnWire(wire) {
  const width = wire.isBelt ? 3.6 : 2;
  const line = svgElement("path", {
    d: wire.path, fill: "none", stroke: "var(--ink)",
    "stroke-width": width + 1.4 });
  const core = svgElement("path", {
    d: wire.path, fill: "none", stroke: "var(--ink)", "stroke-width": width });
  const head = wire.head && svgElement("path", {
    d: wire.head, fill: "var(--ink)", stroke: "var(--ink)",
    "stroke-width": 0.7 });
  const dot = wire.dot && svgElement("circle", {
    cx: wire.dot[0], cy: wire.dot[1], r: 2.2, fill: "var(--ink)" });
  const title = svgElement("title", {}, wire.name);
  core.append(title);
  const { label, number } = drawnLabel(wire.label);
  return { ...wire, core, headPath: head, title, label, number,
    under: [line, dot].filter(Boolean), over: [core, head].filter(Boolean) };
}

/// Letters that stay, and a place for the number.
function drawnLabel(tag) {
  if (!tag) return {};
  const number = svgElement("tspan", {
    "font-family": "var(--sans)", "font-size": tag.isSmall ? 9 : 10 });
  const letters = tag.needsValue
    ? [] : spans(tag.formula.replace(/_t$/, "") + " ");
  const label = svgElement("text", {
    x: tag.x, y: tag.y, "text-anchor": tag.anchor,
    fill: "var(--ink)", "font-size": tag.isSmall ? 9 : 11,
    stroke: "var(--body)", "stroke-width": 3, "paint-order": "stroke",
    "stroke-linejoin": "round" }, ...letters, number);
  return { label, number };
}

function drawnNode(node) {
  const paint = node.kind === "learned"
    ? { fill: "var(--learned)", stroke: "var(--learned-line)" }
    : { fill: "var(--pointwise)", stroke: "var(--pointwise-line)" };
  const { x, y, width: w, height: h } = node;
  const shape = node.kind === "learned"
    ? svgElement("rect", { x: x - w / 2, y: y - h / 2, width: w, height: h,
      rx: 3.4, ...paint })
    : svgElement("ellipse", { cx: x, cy: y, rx: w / 2, ry: h / 2, ...paint });
  const letters = svgElement("text", { x: node.symbolX, y: node.symbolY + 4,
    "text-anchor": "middle", "font-size": 11.5, fill: "var(--ink)",
    "font-family": "var(--serif)" }, ...spans(node.symbol));
  return [shape, letters];
}

function spans(source) {
  return formulaPieces(source).flatMap(({ text, isLowered }) => (isLowered
    ? [svgElement("tspan", { dy: 3, "font-size": 8 }, text),
      svgElement("tspan", { dy: -3 }, "\u200b")]
    : [svgElement("tspan", {
      "font-style": text.length > 2 || text === "σ" ? "normal" : "italic",
      "font-family": "var(--serif)" }, text)]));
}

/// A wire's colour and number.
function show(wire, number, scale, css) {
  const value = wire.carries ? number(wire.carries) : null;
  const isNumber = typeof value === "number";
  const colour = isNumber ? css(value, scale(wire.carries)) : "var(--ink)";
  set(wire.core, "stroke", colour);
  if (wire.headPath) set(wire.headPath, "fill", colour);
  if (isNumber) say(wire.title, `${wire.name}: ${value}`);
  if (wire.number) say(wire.number, isNumber ? brief(value) : value ?? "");
}

/// A number where there is little room: .94, −.3, 2.1, 12.
export function brief(value) {
  const size = Math.abs(value);
  const text = fixed(value, size < 0.995 ? 2 : size < 9.95 ? 1 : 0);
  return /[1-9]/.test(text) && size < 0.995
    ? text.replace("0.", ".") : text.replace(/^−?0\.00$/, ".00");
}

/// The number that a wire carries, as the layout writes it: ["now", key],
/// ["before", key], ["product", a, b], ["tanh", a], ["scaled", k, a],
/// ["rest", a] for 1 − a, ["input"].
export function carried(expression, source) {
  const [kind, a, b] = expression;
  const value = (part) => carried(part, source);
  switch (kind) {
    case "now": return source.now(a);
    case "before": return source.before(a);
    case "product": return value(a) * value(b);
    case "tanh": return Math.tanh(value(a));
    case "scaled": return a * value(b);
    case "rest": return 1 - value(a);
    default: return source.input;
  }
}

/// The scale of what a wire carries: null for a gate, else a limit.
export function carriedLimit(expression, limit) {
  const [kind, a, b] = expression;
  switch (kind) {
    case "now": case "before": return limit(a);
    case "product": {
      const [first, second] = [carriedLimit(a, limit), carriedLimit(b, limit)];
      return first === null && second === null
        ? null : Math.max(first ?? 1, second ?? 1);
    }
    case "scaled": return carriedLimit(b, limit);
    case "rest": return null;
    default: return 1;
  }
}
