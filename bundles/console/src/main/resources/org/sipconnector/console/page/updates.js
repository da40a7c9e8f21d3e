// Newer code: rehearsed, switched to and put back while calls go on.

import {h, Component} from "./preact.module.js";
import {ask} from "./api.js";
import {T} from "./texts.js";
import {Confirmation, failureNote, foreign} from "./parts.js";
import {day, millis} from "./format.js";

const DIFFERENCE = /^(?:(\S+): )?on ([^]*?) the former version did ([^]*?), this one does ([^]*)$/;

/** Lines of a report, of which differences are shown side by side. */
export function details(lines) {
  const read = lines.map(line => DIFFERENCE.exec(line));
  const differences = read.filter(Boolean);
  const others = lines.filter((line, index) => !read[index]);
  return [
    differences.length > 0 && h("div", {class: "wide-table", tabindex: 0, role: "region", "aria-label": T.differences}, h("table", {class: "differences"},
      h("caption", null, T.differences),
      h("thead", null, h("tr", null, T.differenceColumns.map(each => h("th", {scope: "col"}, each)))),
      h("tbody", null, differences.map(([, connector, cause, did, does]) => h("tr", null, h("th", {scope: "row"}, foreign(connector || T.none)),
        h("td", null, foreign(cause)), h("td", {class: "was"}, foreign(did)), h("td", {class: "is"}, foreign(does))))))),
    others.length > 0 && h("ul", null, others.map(line => h("li", null, foreign(line)))),
  ];
}

export class UpdatesPage extends Component {
  constructor() {
    super();
    this.state = {accept: false};
  }

  componentDidMount() {
    document.title = `${T.updates} – ${T.product}`;
    this.load();
    this.unlisten = this.props.listen(name => (name === "updates:done" || name === "events:back") && this.load());
  }

  componentWillUnmount() {
    this.unlisten();
  }

  async load() {
    try {
      this.setState({list: await ask("updates"), unread: null});
    } catch (unread) {
      this.setState({unread});
    }
  }

  async run(text, path, options) {
    this.setState({busy: text, report: null, failure: null, asking: null});
    try {
      this.setState({busy: null, report: await ask(path, {method: "POST", ...options})});
    } catch (failure) {
      this.setState({busy: null, failure});
    }
    this.load();
  }

  upload(text, way) {
    if (!this.file) {
      this.setState({failure: {message: T.chooseBundle}, report: null});
      return;
    }
    const accept = way === "bundle" && this.state.accept ? "?acceptDifferences=true" : "";
    this.run(text, `updates/${encodeURIComponent(this.chosen())}/${way}${accept}`, {body: this.file, type: "application/java-archive"});
  }

  chosen() {
    return this.state.manager || this.names()[0];
  }

  names() {
    return [...this.state.list?.managers || [], "kernel"];
  }

  render({rules}, {list, unread}) {
    return h("section", null, h("h1", null, T.updates), unread && failureNote(unread),
      list?.missing.length > 0 && h("p", {class: "note bad"}, T.missing, " ", list.missing.join(", ")),
      rules ? list && this.form() : h("p", {class: "note"}, T.adminOnly),
      list && this.done(list.updates));
  }

  form() {
    const {busy, report, failure, accept, asking} = this.state;
    const manager = this.chosen();
    const button = (text, action, attributes) => h("button", {...attributes, type: "button", "aria-disabled": busy ? "true" : undefined,
      onClick: () => busy || action()}, text);
    return h("div", {class: "card"}, h("p", {class: "quiet"}, T.updatesHint),
      asking && h(Confirmation, {question: T.sureToRollBack(asking), yes: T.rollBack, onNo: () => this.setState({asking: null}),
        onYes: () => this.run(T.rollBack, `updates/${encodeURIComponent(asking)}/rollback`)}),
      h("div", {class: "row filters"},
        h("label", null, T.manager, h("select", {onChange: event => this.setState({manager: event.target.value})},
          this.names().map(each => h("option", {value: each, selected: each === manager}, each)))),
        h("label", null, T.bundle, h("input", {type: "file", accept: ".jar", onChange: event => this.file = event.target.files[0]})),
        h("label", {class: "check"}, h("input", {type: "checkbox", checked: accept, onChange: event => this.setState({accept: event.target.checked})}),
          T.accept)),
      h("div", {class: "row"},
        manager !== "kernel" && button(T.rehearse, () => this.upload(T.rehearse, "bundle-rehearsal")),
        button(T.switchOver, () => this.upload(T.switchOver, "bundle"), {class: "primary"}),
        button(T.rollBack, () => this.setState({asking: manager}), {class: "danger"})),
      h("div", {role: "status"}, busy && h("p", null, T.working(busy)),
        report && h("div", {class: "note good"}, h("p", null, foreign(report.summary)), details(report.details))),
      failure && h("div", {class: "note bad", role: "alert"}, h("p", null, foreign(failure.message)),
        details((failure.errors || []).map(each => each.problem))));
  }

  done(updates) {
    return [h("h2", null, T.doneUpdates), updates.length === 0
      ? h("p", {class: "quiet"}, T.noUpdates)
      : h("div", {class: "wide-table", tabindex: 0, role: "region", "aria-label": T.doneUpdates}, h("table", null,
        h("thead", null, h("tr", null, T.updateColumns.map(each => h("th", {scope: "col"}, each)))),
        h("tbody", null, [...updates].reverse().map(each => h("tr", {key: each.at + each.manager},
          h("td", null, day(each.at)), h("th", {scope: "row"}, each.manager), h("td", null, foreign(each.from || T.none)), h("td", null, foreign(each.to)),
          h("td", null, T.ways[each.way] || each.way), h("td", null, each.pause.lanes), h("td", null, millis(each.pause.longestGap)),
          h("td", null, each.pause.waitedMessages), h("td", null, each.failures.length ? foreign(each.failures.join("; ")) : T.none))))))];
  }
}
