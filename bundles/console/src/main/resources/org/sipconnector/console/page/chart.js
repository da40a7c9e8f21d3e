// Draws a state machine with the present state filled: states in columns by how many steps they are away from the first.

import {h} from "./preact.module.js";
import {T} from "./texts.js";

const HEIGHT = 30;
const GAP = 22;
const COLUMN_GAP = 56;
const LETTER = 7.2;

/** States and merged transitions of a drawing in Mermaid's notation, of which the charts' part is understood. */
export function read(drawing) {
  const chart = {first: null, states: [], ways: new Map()};
  const state = name => chart.states.includes(name) || chart.states.push(name);
  for (const line of drawing.split("\n")) {
    const parts = /^\s*(\S+) --> (\S+)(?: : (.*))?$/.exec(line);
    if (!parts) {
      continue;
    }
    const [, from, to, signal] = parts;
    state(to);
    if (from === "[*]") {
      chart.first = to;
      continue;
    }
    state(from);
    const key = `${from} ${to}`;
    chart.ways.set(key, {from, to, signals: [...chart.ways.get(key)?.signals || [], signal || ""]});
  }
  return chart;
}

function ranks(chart) {
  const rank = new Map([[chart.first, 0]]);
  for (const queue = [chart.first]; queue.length > 0;) {
    const from = queue.shift();
    for (const way of chart.ways.values()) {
      if (way.from === from && !rank.has(way.to)) {
        rank.set(way.to, rank.get(from) + 1);
        queue.push(way.to);
      }
    }
  }
  chart.states.filter(each => !rank.has(each)).forEach(each => rank.set(each, 1));
  return rank;
}

function place(chart) {
  const rank = ranks(chart);
  const columns = [];
  chart.states.forEach(each => (columns[rank.get(each)] ??= []).push(each));
  const tallest = Math.max(...columns.map(column => column.length));
  const boxes = new Map();
  let x = 8;
  columns.forEach(column => {
    const width = Math.max(...column.map(each => each.length)) * LETTER + 22;
    const top = 34 + (tallest - column.length) * (HEIGHT + GAP) / 2;
    column.forEach((each, index) => boxes.set(each, {x, y: top + index * (HEIGHT + GAP), width, rank: rank.get(each), index}));
    x += width + COLUMN_GAP;
  });
  return {boxes, width: x - COLUMN_GAP + 8, height: 34 + tallest * (HEIGHT + GAP) + 26};
}

/** Forwards from side to side, backwards around below, to itself around above. */
function line(from, to, height) {
  if (from === to) {
    const [left, right, top] = [from.x + from.width / 2 - 10, from.x + from.width / 2 + 10, from.y];
    return `M${left},${top} C${left - 6},${top - 24} ${right + 6},${top - 24} ${right},${top}`;
  }
  const middle = HEIGHT / 2;
  if (to.rank > from.rank) {
    const [x1, y1, x2, y2] = [from.x + from.width, from.y + middle, to.x, to.y + middle];
    const bend = (x2 - x1) / 2;
    return `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`;
  }
  if (to.rank === from.rank) {
    const [x1, y1, y2] = [from.x + from.width, from.y + middle + 4, to.y + middle - 4];
    return `M${x1},${y1} C${x1 + 30},${y1} ${x1 + 30},${y2} ${x1},${y2}`;
  }
  const [x1, y1, x2, y2] = [from.x + from.width / 2 - 8, from.y + HEIGHT, to.x + to.width / 2 + 8, to.y + HEIGHT];
  const low = Math.min(height - 6, Math.max(y1, y2) + 22 + 6 * (from.rank - to.rank));
  return `M${x1},${y1} C${x1},${low} ${x2},${low} ${x2},${y2}`;
}

const spelled = state => (state || "").toLowerCase().replace(/_/g, "");

/** @param present the present state, in whatever case */
export function Chart({name, drawing, present}) {
  const chart = read(drawing);
  const now = chart.states.find(each => spelled(each) === spelled(present));
  const {boxes, width, height} = place(chart);
  const ways = [...chart.ways.values()];
  const next = ways.filter(each => each.from === now && each.to !== now);
  const lines = [...ways.filter(each => each.from !== now), ...ways.filter(each => each.from === now)];
  return h("figure", {class: "chart"},
    h("figcaption", null, h("strong", null, T.chartNames[name] || name), h("span", {class: "hidden"}, T.presentState(now || T.none))),
    h("svg", {viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true"},
      h("defs", null, ["tip", "tip-lit"].map(id => h("marker", {id: `${id}-${name}`, class: id, viewBox: "0 0 8 8", refX: 7, refY: 4,
        markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse"}, h("path", {d: "M0,0 L8,4 L0,8 z"})))),
      lines.map(way => h("path", {class: way.from === now ? "way lit" : "way", d: line(boxes.get(way.from), boxes.get(way.to), height),
        "marker-end": `url(#tip${way.from === now ? "-lit" : ""}-${name})`}, h("title", null, `${way.from} → ${way.to}: ${way.signals.join(", ")}`))),
      chart.states.map(each => {
        const box = boxes.get(each);
        return h("g", {class: each === now ? "state lit" : "state"},
          h("rect", {x: box.x, y: box.y, width: box.width, height: HEIGHT, rx: 8}),
          h("text", {x: box.x + box.width / 2, y: box.y + HEIGHT / 2 + 4.5}, each));
      })),
    next.length > 0 && h("p", {class: "quiet small"}, next.map(each => `${each.signals.join(", ")} → ${each.to}`).join(" · ")));
}
