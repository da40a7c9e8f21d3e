// Nodes that share connectors, and which has which.

import {h, Component} from "./preact.module.js";
import {ask, post} from "./api.js";
import {T} from "./texts.js";
import {badge, Confirmation, failureNote, foreign, Polling} from "./parts.js";
import {seconds} from "./format.js";

const EVERY_MILLIS = 3_000;
const MOST = 500;

export class ClusterPage extends Component {
  constructor() {
    super();
    this.state = {filter: ""};
  }

  componentDidMount() {
    document.title = `${T.cluster} – ${T.product}`;
  }

  async load() {
    try {
      const [cluster, owners] = await Promise.all([ask("cluster"),
        ask(`cluster/connectors?limit=${MOST}&filter=${encodeURIComponent(this.state.filter)}`)]);
      return {cluster, owners};
    } catch (failure) {
      if (failure.status === 404) {
        return {alone: failure.message};
      }
      throw failure;
    }
  }

  async act(text, path, json, again) {
    this.setState({asking: null, failure: null});
    try {
      await post(path, json);
      this.setState({outcome: T.done(text)});
    } catch (failure) {
      this.setState({failure});
    }
    again();
  }

  render(_, {asking, failure, outcome}) {
    return h("section", null, h("h1", null, T.cluster),
      asking && h(Confirmation, {...asking, onNo: () => this.setState({asking: null})}),
      failure && failureNote(failure), h("p", {role: "status", class: "quiet outcome"}, outcome),
      h(Polling, {everyMillis: EVERY_MILLIS, load: () => this.load(), show: (shown, again) => shown.alone
        ? h("div", {class: "note"}, h("p", null, T.notShared), h("p", null, shown.alone))
        : [this.nodes(shown.cluster, again), this.owners(shown.cluster, shown.owners, again)]}));
  }

  nodes(cluster, again) {
    return [h("p", null, T.thisNode(cluster.self, cluster.engine)), cluster.problem && h("p", {class: "note bad"}, foreign(cluster.problem)),
      h("h2", null, T.nodes),
      h("div", {class: "wide-table", tabindex: 0, role: "region", "aria-label": T.nodes}, h("table", null,
        h("thead", null, h("tr", null, T.nodeColumns.map(each => h("th", {scope: "col"}, each)))),
        h("tbody", null, cluster.nodes.map(node => h("tr", {key: node.name},
          h("th", {scope: "row"}, foreign(node.name)), h("td", null, this.state_(node)), h("td", null, node.load.connectors), h("td", null, node.load.configured),
          h("td", null, foreign(node.version)), h("td", null, T.secondsAgo(Math.round(seconds(node.presence.lastSeen) || 0))),
          h("td", null, this.nodeActions(node, again))))))),
      this.props.acts && h("div", {class: "row"}, this.props.rules && this.button(T.rebalance, "cluster/rebalance", undefined, again))];
  }

  state_(node) {
    return !node.presence.atWork ? badge("idle", T.away)
      : [node.drained ? badge("fair", T.drained) : node.presence.joining ? badge("fair", T.joining) : node.load.full
        ? [badge("bad", T.full), h("span", {class: "quiet"}, " ", foreign(node.load.full))] : badge("good", T.atWork), node.presence.coordinator && ` ${T.coordinates}`];
  }

  button(text, path, json, again) {
    return h("button", {type: "button", onClick: () => this.act(text, path, json, again)}, text);
  }

  nodeActions(node, again) {
    if (!this.props.rules) {
      return T.none;
    }
    const path = `cluster/nodes/${encodeURIComponent(node.name)}`;
    const sure = (text, question, action) => h("button", {type: "button", onClick: () => this.setState({asking: {question, yes: text,
      onYes: () => this.act(text, `${path}/${action}`, undefined, again)}})}, text);
    return h("div", {class: "row"}, node.drained ? this.button(T.undrainNode, `${path}/undrain`, undefined, again)
      : sure(T.drainNode, T.sureToDrain(node.name), "drain"),
    !node.presence.atWork && sure(T.forget, T.sureToForget(node.name), "forget"));
  }

  owners(cluster, owners, again) {
    return [h("h2", null, T.owners),
      h("div", {class: "row filters", role: "search"}, h("label", null, T.filter, h("input", {type: "search", value: this.state.filter,
        onInput: event => this.setState({filter: event.target.value}, again)})), h("span", {class: "quiet"},
        T.shownEvents(owners.connectors.length, owners.page.total))),
      h("div", {class: "wide-table tall", tabindex: 0, role: "region", "aria-label": T.owners}, h("table", null,
        h("thead", null, h("tr", null, T.ownerColumns.map(each => h("th", {scope: "col"}, each)))),
        h("tbody", null, owners.connectors.map(each => h("tr", {key: each.id},
          h("th", {scope: "row"}, foreign(each.id)), h("td", null, each.owner ? foreign(each.owner) : T.none), h("td", null, T.times(each.epoch)),
          h("td", null, foreign(this.remarks(each))), h("td", null, this.moves(cluster, each, again)))))))];
  }

  remarks(each) {
    return [each.assigned !== each.owner && (each.assigned ? T.onItsWay(each.assigned) : T.nobodyCan), each.pinned && T.pinnedTo(each.pinned),
      each.differs && T.differs].filter(Boolean).join("; ");
  }

  moves(cluster, each, again) {
    if (!this.props.acts) {
      return T.none;
    }
    const path = `cluster/connectors/${encodeURIComponent(each.id)}`;
    return h("form", {class: "row", onSubmit: event => {
      event.preventDefault();
      this.act(T.move, `${path}/move`, {node: new FormData(event.currentTarget).get("node")}, again);
    }},
    h("select", {name: "node", "aria-label": T.moveTo(each.id)}, cluster.nodes.filter(node => node.presence.atWork).map(node =>
      h("option", {key: node.name, value: node.name}, node.name))),
    h("button", null, T.move),
    each.pinned ? this.button(T.unpin, `${path}/unpin`, undefined, again)
      : h("button", {type: "button", onClick: event => this.act(T.pin, `${path}/pin`, {node: event.currentTarget.form.elements.node.value}, again)}, T.pin));
  }
}
