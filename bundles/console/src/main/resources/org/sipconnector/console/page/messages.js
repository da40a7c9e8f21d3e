// SIP messages of the latest dialogs as a ladder; each arrow opens its message.

import {h, Component} from "./preact.module.js";
import {ask, download, of} from "./api.js";
import {Poller} from "./poller.js";
import {T} from "./texts.js";
import {failureNote, foreign} from "./parts.js";
import {exactTime} from "./format.js";

const EVERY_MILLIS = 2_000;

function header(text, names) {
  const line = text.split(/\r?\n/).find(each => names.some(name => each.toLowerCase().startsWith(`${name}:`)));
  return line ? line.slice(line.indexOf(":") + 1).trim() : "";
}

/** A message with what the ladder shows of it. */
export function read(message) {
  const first = message.text.split(/\r?\n/, 1)[0];
  const status = /^SIP\/2.0 (\d{3}) (.*)$/.exec(first);
  const sequence = header(message.text, ["cseq"]);
  return {...message, call: header(message.text, ["call-id", "i"]), first,
    label: status ? `${status[1]} ${status[2]} (${sequence.split(" ")[1] || ""})` : first.split(" ")[0],
    failed: status ? +status[1] >= 400 : false};
}

/** Dialogs by Call-ID, the newest first. */
function dialogs(messages) {
  const all = new Map();
  messages.forEach(each => all.set(each.call, [...all.get(each.call) || [], each]));
  return [...all].reverse();
}

export class Messages extends Component {
  constructor() {
    super();
    this.state = {dialog: ""};
  }

  componentDidMount() {
    this.poller = new Poller(() => ask(of(this.props.id, "/messages?limit=500")), EVERY_MILLIS, {
      answered: ({messages}) => this.setState(before =>
        ({messages: messages.map(read), traced: before.traced || messages.length > 0, failure: null})),
      failed: failure => this.setState({failure}),
    });
    if (this.props.acts) {
      this.poller.ask();
    }
  }

  componentWillUnmount() {
    this.poller.stop();
  }

  async trace(begin) {
    try {
      const {traced} = await ask(of(this.props.id, "/trace"), begin ? {method: "PUT", json: {}} : {method: "DELETE"});
      this.setState({open: null, traced, messages: []});
      this.poller.ask();
    } catch (failure) {
      this.setState({failure});
    }
  }

  async save() {
    try {
      await download(of(this.props.id, "/messages.pcap"), `${this.props.id}.pcap`);
    } catch (failure) {
      this.setState({failure});
    }
  }

  render({acts}, {messages = [], traced, dialog, open, failure}) {
    if (!acts) {
      return h("section", null, h("h2", null, T.views.messages), h("p", {class: "note"}, T.traceManager));
    }
    const all = dialogs(messages);
    const shown = messages.filter(each => !dialog || each.call === dialog);
    return h("section", null, h("h2", null, T.views.messages), failure && failureNote(failure),
      h("p", {class: "quiet"}, T.traceOff),
      h("div", {class: "row"},
        traced ? h("button", {type: "button", onClick: () => this.trace(false)}, T.traceEnd)
          : h("button", {type: "button", class: "primary", onClick: () => this.trace(true)}, T.traceBegin),
        messages.length > 0 && h("button", {type: "button", onClick: () => this.save()}, T.pcap),
        all.length > 0 && h("label", {class: "inline"}, T.dialog, " ", h("select", {onChange: event => this.setState({dialog: event.target.value})},
          h("option", {value: "", selected: !dialog}, T.allDialogs(all.length)),
          all.map(([call, its]) => h("option", {value: call, selected: call === dialog}, `${its[0].label} ${exactTime(its[0].at)} ${call.slice(0, 24)}`))))),
      traced && shown.length === 0 && h("p", {class: "quiet", role: "status"}, T.noMessages),
      shown.length > 0 && this.ladder(shown, open),
      open && this.message(open));
  }

  ladder(shown, open) {
    const peer = shown.at(-1).peer;
    return h("div", {class: "ladder", tabindex: 0, role: "region", "aria-label": T.views.messages},
      h("div", {class: "ends"}, h("strong", null, foreign(this.props.id)), h("strong", null, foreign(peer))),
      h("ol", null, shown.map(each => h("li", {key: `${each.at} ${each.first} ${each.call}`},
        h("button", {type: "button", class: `arrow ${each.sent ? "sent" : "received"}${each.failed ? " failed" : ""}`,
          "aria-expanded": open === each ? "true" : "false", onClick: () => this.setState({open: each})},
        h("span", {class: "mono quiet"}, exactTime(each.at)),
        h("span", {class: "label"}, foreign(each.label), h("span", {class: "hidden"}, ` ${each.sent ? T.sent : T.received}`)),
        h("span", {class: "shaft", "aria-hidden": "true"}))))));
  }

  message(open) {
    return h("dialog", {class: "message", ref: dialog => dialog && !dialog.open && dialog.showModal(), "aria-labelledby": "message-title",
      onClose: () => this.setState({open: null})},
    h("h3", {id: "message-title"}, T.messageAt(`${open.sent ? T.sent : T.received}, ${open.transport}`, exactTime(open.at))),
    h("p", {class: "quiet"}, foreign(open.peer)),
    h("pre", {tabindex: 0}, foreign(open.text)),
    h("form", {method: "dialog", class: "row end"}, h("button", {type: "button", autofocus: true,
      onClick: event => event.currentTarget.closest("dialog").close()}, T.close)));
  }
}
