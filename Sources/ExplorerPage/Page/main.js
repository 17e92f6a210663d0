// The page comes to life: the model is unpacked, checked against the core, and
// handed to the reader.

import { App } from "./app.js";
import { Model, decoded, digest, disagreement } from "./model.js";
import { Panels } from "./panels.js";
import { Places } from "./places.js";
import { HoldForm } from "./change.js";
import { Hands } from "./hands.js";
import { Writer } from "./writer.js";
import { Tour } from "./tour.js";
import { drawRuler } from "./ruler.js";
import { drawSeries } from "./series.js";
import { drawLane } from "./lane.js";
import { sideParts } from "./side.js";
import { readAddress } from "./address.js";
import { commands } from "./commands.js";
import { csv, jsonLines, svg, picture } from "./exports.js";
import { byId, element, formula, say, set } from "./elements.js";
import { copy, save } from "./elements.js";
import { scientific } from "./numbers.js";

/// The largest difference from the core that counts as agreement.
const tolerance = 1e-5;

function start(cells) {
  const header = JSON.parse(byId("header").textContent);
  const numbers = decoded(byId("weights").textContent, Float32Array);
  const model = new Model(header, numbers, cells);
  document.querySelector("main").hidden = false;
  const app = new App(header, model);
  const holdForm = new HoldForm(app);
  const hands = new Hands(app, holdForm);
  const panels = new Panels(app, (canvas) => hands.panel(canvas));
  const page = { app, holdForm, panels, places: new Places(app) };
  new Writer(app);
  app.light = (term) => light(app, term);
  app.onchange = () => refresh(page);
  app.ondraw = () => draw(page);
  app.onlooked = () => page.places.draw();
  open(page);
  new Tour(app);
  buttons(app);
  setTimeout(() => showAgreement(model, header, numbers), 0);
}

/// The first view: that of the address, where it says something.
function open(page) {
  const { app } = page;
  document.body.classList.toggle("rows", !app.model.isText);
  byId("rows-box").hidden = app.model.isText;
  if (!app.model.isText) byId("rows-box").append(byId("text"));
  byId("compare-label").hidden = !app.model.isText;
  measure(app);
  const view = readAddress(location.hash, { ...app.first, holds: [] });
  app.view = { ...app.view, layer: -1, text: null, theme: null, holds: null };
  app.view.layer = 0;
  app.choose();
  app.dress();
  app.change({ ...view, layer: Math.min(view.layer, app.model.layers.length - 1) });
  app.axis.reveal(app.view.step);
  app.restartStatistics();
  app.arrange();
  addEventListener("hashchange", () => {
    if (location.hash.slice(1) !== app.address) {
      app.change(readAddress(location.hash, { ...app.first, holds: [] }));
    }
  });
  new ResizeObserver(() => { measure(app); app.schedule(); })
    .observe(byId("picture"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener(
    "change", () => { app.dress(); app.schedule(); });
  addEventListener("beforeprint", () => printable(page));
}

/// On paper everything is in sight, and in the colours of paper.
function printable({ app, panels }) {
  const { theme } = app.view;
  app.view.theme = "light";
  app.dress();
  panels.draw({ all: true });
  drawLane(app, byId("lane-canvas"));
  if (app.model.isText) drawRuler(app, byId("ruler-canvas"), app.reading);
  else drawSeries(app, byId("ruler-canvas"));
  addEventListener("afterprint", () => {
    app.view.theme = theme;
    app.dress();
    app.schedule();
  }, { once: true });
}

function measure(app) {
  const isNarrow = innerWidth < 820;
  app.axis.width = byId("ruler-box").clientWidth;
  app.axis.gutter = isNarrow ? 50 : 64;
  app.axis.column = app.model.isText ? (isNarrow ? 16 : 18) : 5;
  app.axis.scroll(app.axis.offset);
}

/// Controls follow the view; the address follows a moment later.
function refresh({ app, holdForm, panels }) {
  const { view } = app;
  holdForm.refresh();
  panels.refresh();
  for (const [id, field] of [["text", "text"], ["other", "other"]]) {
    if (byId(id).value !== (view[field] ?? "")) byId(id).value = view[field] ?? "";
  }
  byId("compare").value = view.compare;
  byId("other-box").hidden = view.compare !== "text";
  byId("temperature").value = view.temperature;
  say(byId("temperature").nextElementSibling, String(view.temperature));
  nameLane(app);
  clearTimeout(refresh.later);
  refresh.later = setTimeout(() => {
    const address = app.address;
    if (address !== location.hash.slice(1)) {
      history.replaceState(
        null, "", address ? `#${address}` : location.href.split("#")[0]);
    }
  }, 300);
}

function nameLane(app) {
  const { definition, view } = app;
  const known = app.findings.get(view.unit);
  const memory = definition.memory?.quantity ?? "h";
  const name = `${view.layer} ${view.unit} ${memory}`;
  if (byId("lane-name").dataset.name === name) return;
  byId("lane-name").dataset.name = name;
  byId("lane-name").replaceChildren(`Unit ${view.unit}`, element("span", {},
    known ? ` · ${known.label.replaceAll("-", " ")} (${known.words})` : "",
    " · ", formula(app.symbol(memory)),
    ...(memory === "h" ? [] : [", pale ", formula("h"), " on ±1"])));
}

/// A frame: at once what is under the text; then, part by part, in tasks of
/// their own, what is beside it. While somebody types, that waits for a pause
/// of a few frames.
function draw(page) {
  const { app, panels } = page;
  if (app.model.isText) drawRuler(app, byId("ruler-canvas"), app.reading);
  else drawSeries(app, byId("ruler-canvas"));
  if (app.view.compare === "text") {
    drawRuler(app, byId("other-canvas"), app.otherReading, { isOther: true });
  }
  drawLane(app, byId("lane-canvas"));
  panels.draw();
  if (page.isWaiting) return;
  page.isWaiting = true;
  setTimeout(() => drawBeside(page), app.isTyping ? 90 : 0);
}

/// The scroll bar goes where the axis is.
function follow(axis) {
  const bar = byId("scroll");
  if (follow.extent !== axis.extent) {
    follow.extent = axis.extent;
    bar.firstElementChild.style.width = `${axis.extent}px`;
  }
  if (follow.offset !== axis.offset) {
    follow.offset = axis.offset;
    bar.scrollLeft = axis.offset;
  }
}

function drawBeside(page) {
  const { app, places, holdForm } = page;
  page.isWaiting = false;
  follow(app.axis);
  const parts = [...sideParts(app), () => places.draw(), () => {
    holdForm.effect();
    say(byId("loss"), app.lossWords());
    set(document.querySelector("main"), "aria-busy", !app.isDone);
  }];
  const next = () => {
    // What has changed meanwhile is drawn from the beginning.
    if (page.isWaiting) return;
    parts.shift()();
    if (parts.length > 0) setTimeout(next, 0);
  };
  next();
}

/// Lights the row or the character that a term came from.
function light(app, term) {
  if (!term) return void app.change({ span: app.litBefore ?? null });
  app.litBefore = app.view.span;
  if (term.isCharacter) app.change({ span: [app.view.step, app.view.step] });
}

function buttons(app) {
  byId("link-button").addEventListener("click", () => copy(
    `${location.href.split("#")[0]}#${app.address}`, "The link is copied."));
  byId("theme-button").addEventListener("click", () => app.change({
    theme: app.colours.isDark ? "light" : "dark" }));
  byId("compare").addEventListener("change", (event) => app.change({
    compare: event.target.value, other: app.view.other || app.view.text }));
  byId("keep-button").addEventListener("click", () => {
    byId("commands").replaceChildren(...commands(app).map(
      ({ command, words }) => element("div", {}, element("code", {}, command),
        element("button", { type: "button", "aria-label":
          `Copy the command for ${words}`, onclick: () => copy(
          command, `The command for ${words} is copied.`) }, "Copy"))));
    byId("keep").showModal();
  });
  const name = app.header.model.name;
  const keep = {
    csv: () => save(`${name}.csv`, csv(app), "text/csv"),
    jsonl: () => save(`${name}.jsonl`, jsonLines(app), "application/jsonl"),
    svg: () => save(`${name}.svg`, svg(app), "image/svg+xml"),
    png: () => picture(app).toBlob((blob) => save(`${name}.png`, blob)),
    print: () => { byId("keep").close(); print(); },
  };
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", keep[button.dataset.save]);
  }
}

/// The badge: what the page computes against what the core computed, from
/// weights that are those that lstm-lab wrote.
function showAgreement(model, header, numbers) {
  const reference = decoded(byId("reference").textContent, Float64Array);
  const isWhole = digest(numbers) === header.digest;
  const most = isWhole
    ? disagreement(model, header.reference, reference) : Infinity;
  const badge = byId("agreement");
  badge.dataset.difference = String(most);
  const isGood = most <= tolerance;
  badge.classList.toggle("wrong", !isGood);
  badge.textContent = isGood
    ? `✓ agrees with lstm-lab to ${scientific(most)}`
    : isWhole
      ? `✗ differs from lstm-lab by ${scientific(most)}: do not trust this page`
      : "✗ the weights were altered: do not trust this page";
  badge.title = `${reference.length} values recomputed`;
}

start(cells);
