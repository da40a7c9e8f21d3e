// What several pages show.

import {h, Component} from "./preact.module.js";
import {Poller} from "./poller.js";
import {T} from "./texts.js";

const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Text of somebody else: isolated, and with marks that would turn or hide a part of it written out. */
export const foreign = (text, attributes = {}) => h("bdi", attributes,
  String(text).replace(UNSEEN, mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`));

export const badge = (level, text) => h("span", {class: `badge ${level}`}, text);

/** What was refused, with each cause. */
export function failureNote(failure) {
  return failure && h("div", {class: "note bad", role: "alert"}, h("p", null, foreign(failure.message)),
    failure.errors?.length > 0 && h("ul", null, failure.errors.map(each =>
      h("li", null, each.key && h("strong", null, foreign(each.key), " "), each.value && h("code", null, foreign(each.value)), " ",
        foreign(each.problem || "")))));
}

/** Asks before something that cannot be undone. */
export class Confirmation extends Component {
  shown(dialog) {
    if (dialog && !dialog.open) {
      dialog.showModal();
    }
  }

  render({question, yes, onYes, onNo}) {
    return h("dialog", {ref: this.shown, onClose: onNo, "aria-labelledby": "question"},
      h("p", {id: "question"}, question),
      h("form", {class: "row end", onSubmit: event => {
        event.preventDefault();
        onYes();
      }}, h("button", {type: "button", onClick: onNo}, T.cancel), h("button", {class: "danger", type: "submit", autofocus: true}, yes)));
  }
}

/** Shows what is asked for every few seconds, and how that went. */
export class Polling extends Component {
  componentDidMount() {
    this.poller = new Poller(() => this.props.load(), this.props.everyMillis, {
      answered: value => this.setState({value, failure: null}),
      failed: failure => this.setState({failure}),
    });
    this.poller.ask();
  }

  componentWillUnmount() {
    this.poller.stop();
  }

  render({show}, {value, failure}) {
    return h("div", null, failure && failureNote(failure),
      value === undefined ? !failure && h("p", {class: "quiet", role: "status"}, T.loading) : show(value, () => this.poller.ask()));
  }
}

/** One of several views, as links that say which one is shown. */
export const tabs = (label, items, current) => h("nav", {class: "tabs", "aria-label": label}, items.map(([name, text, address]) =>
  h("a", {href: address, "aria-current": name === current ? "page" : undefined}, text)));
