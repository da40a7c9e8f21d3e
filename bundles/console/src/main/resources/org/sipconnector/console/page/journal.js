// What happened on a connector's lane.

import {h, Component} from "./preact.module.js";
import {ask, of} from "./api.js";
import {T} from "./texts.js";
import {failureNote, foreign} from "./parts.js";
import {exactTime} from "./format.js";

const LIMIT = 100;
const LONGEST = 140;

export class Journal extends Component {
  componentDidMount() {
    this.load();
  }

  async load(before) {
    try {
      this.setState({page: await ask(of(this.props.id, `/journal?limit=${LIMIT}${before ? `&before=${before}` : ""}`)), failure: null});
    } catch (failure) {
      this.setState({failure});
    }
  }

  render(_, {page, failure}) {
    return h("section", null, h("h2", null, T.views.journal), failure && failureNote(failure),
      h("div", {class: "row"}, h("button", {type: "button", onClick: () => this.load()}, T.newest),
        page?.before !== undefined && h("button", {type: "button", onClick: () => this.load(page.before)}, T.older)),
      page?.entries.length === 0 && h("p", {class: "quiet"}, T.noEntries),
      page?.entries.length > 0 && h("div", {class: "wide-table tall", tabindex: 0, role: "region", "aria-label": T.views.journal}, h("table", null,
        h("thead", null, h("tr", null, T.journalColumns.map(each => h("th", {scope: "col"}, each)))),
        h("tbody", null, [...page.entries].reverse().map(entry => h("tr", {key: entry.number},
          h("td", {class: "mono"}, entry.number), h("td", {class: "mono"}, exactTime(entry.at)), h("td", null, entry.kind.toLowerCase()),
          h("td", null, entry.manager || T.none), h("td", null, foreign(entry.name)), h("td", null, this.details(entry.details))))))));
  }

  details(text) {
    return text.length <= LONGEST
      ? h("code", null, foreign(text))
      : h("details", null, h("summary", null, h("code", null, foreign(`${text.slice(0, LONGEST)} …`))), h("pre", null, foreign(text)));
  }
}
