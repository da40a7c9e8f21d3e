// What a manager can have a connector do.

import {h, Component} from "./preact.module.js";
import {of, post} from "./api.js";
import {T} from "./texts.js";
import {Confirmation, failureNote} from "./parts.js";

const CALL_ENDS = {disconnect: true, reconnect: true};

export class Actions extends Component {
  constructor() {
    super();
    this.state = {room: "", tones: "", source: "pattern:1280x720@5"};
  }

  async act(name, text, body) {
    this.setState({busy: text, done: null, failure: null, asking: null});
    try {
      this.props.onDone(await post(of(this.props.connector.id, `/${name}`), body));
      this.setState({busy: null, done: text});
    } catch (failure) {
      this.setState({busy: null, failure});
    }
  }

  begin(name, text, body) {
    if (CALL_ENDS[name] && this.props.connector.call) {
      this.setState({asking: {name, text, body}});
    } else {
      this.act(name, text, body);
    }
  }

  button(name, text, body, attributes = {}) {
    return h("button", {...attributes, type: "button", "aria-disabled": this.state.busy ? "true" : undefined,
      onClick: () => this.state.busy || this.begin(name, text, body)}, text);
  }

  form(name, text, label, key, hint, body, size = 14) {
    return h("form", {class: "row", onSubmit: event => {
      event.preventDefault();
      if (!this.state.busy && this.state[key].trim()) {
        this.act(name, text, body(this.state[key].trim()));
      }
    }},
    h("label", {class: "inline"}, h("span", {class: "hidden"}, label),
      h("input", {value: this.state[key], placeholder: hint, size, onInput: event => this.setState({[key]: event.target.value})})),
    h("button", {type: "submit"}, text));
  }

  render({acts, connector}, {busy, done, failure, asking}) {
    if (!acts) {
      return h("p", {class: "note"}, T.viewerOnly);
    }
    const {status, call, ringing} = connector;
    const up = call?.established;
    return h("div", {class: "actions", role: "group", "aria-label": T.actions},
      asking && h(Confirmation, {question: T.sureToDisconnect, yes: asking.text, onYes: () => this.act(asking.name, asking.text, asking.body),
        onNo: () => this.setState({asking: null})}),
      h("div", {class: "row"},
        ringing.length > 0 && [this.button("answer", T.answer, undefined, {class: "primary"}), this.button("decline", T.decline, {}, {class: "danger"})],
        call && this.button("hangup", T.hangUp, undefined, {class: "danger"}),
        !call && this.form("call", T.callRoom, T.roomHint, "room", T.roomHint, room => ({room})),
        up && ["audio", "video"].map(kind => call.muted.includes(kind.toUpperCase())
          ? this.button("unmute", T.unmute[kind], {[kind]: true})
          : this.button("mute", T.mute[kind], {[kind]: true})),
        up && this.form("dtmf", T.sendTones, T.tones, "tones", T.tonesHint, tones => ({tones})),
        up && this.form("present", T.present, T.present, "source", "", source => ({source}), 22),
        up && this.button("stop-presenting", T.stopPresenting)),
      h("div", {class: "row"},
        !status.connected && this.button("connect", T.connect, {}),
        status.connected && this.button("disconnect", T.disconnect),
        this.button("reconnect", T.reconnect),
        status.drained ? this.button("undrain", T.undrain) : this.button("drain", T.drain)),
      h("p", {role: "status", class: "quiet outcome"}, busy ? T.working(busy) : done ? T.done(done) : ""),
      failure && failureNote(failure));
  }
}
