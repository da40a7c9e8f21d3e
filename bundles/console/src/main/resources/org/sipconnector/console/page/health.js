// What is wrong, and what to do.

import {h, Component} from "./preact.module.js";
import {ask} from "./api.js";
import {T} from "./texts.js";
import {badge, foreign, Polling} from "./parts.js";
import {address} from "./list.js";

const EVERY_MILLIS = 5_000;

export class HealthPage extends Component {
  componentDidMount() {
    document.title = `${T.health} – ${T.product}`;
  }

  render() {
    return h("section", null, h("h1", null, T.health), h(Polling, {everyMillis: EVERY_MILLIS, load: () => ask("health"), show: report =>
      report.healthy ? h("p", {class: "note good", role: "status"}, T.healthy) : this.problems(report.problems)}));
  }

  problems(all) {
    return h("div", null, h("p", {role: "status"}, badge("bad", T.problems(all.length))),
      h("div", {class: "wide-table", tabindex: 0, role: "region", "aria-label": T.health}, h("table", null,
        h("thead", null, h("tr", null, T.problemColumns.map(each => h("th", {scope: "col"}, each)))),
        h("tbody", null, all.map(each => h("tr", {key: each.kind + each.connector + each.text},
          h("td", null, each.kind.toLowerCase().replace("_", " ")),
          h("td", null, each.connector ? h("a", {href: address(each.connector)}, foreign(each.connector)) : T.none),
          h("td", null, foreign(each.text)), h("td", null, T.advice[each.kind] || T.none)))))));
  }
}
