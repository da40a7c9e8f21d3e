// A small line plot over two minutes.

import {h} from "./preact.module.js";
import {T} from "./texts.js";

const WIDTH = 340;
const HEIGHT = 130;
const LEFT = 62;
const BOTTOM = 18;
const TOP = 8;
export const SPAN_MILLIS = 120_000;

/** The next round number above, so that axes stay calm. */
function ceiling(value) {
  if (!(value > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].find(each => each * power >= value) * power;
}

/**
 * @param series   each with a name, a class for its line and points of time and value
 * @param format   a value as text
 * @param least  what the axis shows at least
 * @param end      the time at the right edge
 */
export function Plot({title, series, format, end, least}) {
  const begin = end - SPAN_MILLIS;
  const most = ceiling(Math.max(least, ...series.flatMap(each => each.points.map(point => point[1]))));
  const x = time => LEFT + (WIDTH - LEFT - 6) * (time - begin) / SPAN_MILLIS;
  const y = value => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
  const latest = series.map(each => `${each.name} ${format(each.points.at(-1)[1])}`).join(", ");
  return h("figure", {class: "plot"},
    h("figcaption", null, h("strong", null, title)),
    h("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": T.plotText(title, latest || T.none)},
      [0, most / 2, most].map(value => h("g", null, h("line", {class: "grid", x1: LEFT, x2: WIDTH - 6, y1: y(value), y2: y(value)}),
        h("text", {class: "axis end", x: LEFT - 6, y: y(value) + 4}, format(value)))),
      h("text", {class: "axis", x: LEFT, y: HEIGHT - 4}, T.minutesAgo), h("text", {class: "axis end", x: WIDTH - 6, y: HEIGHT - 4}, T.now),
      series.map(each => h("polyline", {class: `curve ${each.class}`,
        points: each.points.filter(point => point[0] >= begin).map(([time, value]) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`).join(" ")}))));
}
