// JsSIP on Node: does what it is asked line by line, as Worker.java does: open|register|call TRANSPORT DOMAIN COUNT, heap.
// Media is none: the connection that JsSIP expects of a browser gives the same session description each time.
'use strict';
globalThis.window = globalThis;
globalThis.WebSocket = require('ws');
const JsSIP = require('jssip');

const AT_ONCE = 50;
const [port] = process.argv.slice(2);
const sdp = ['v=0', 'o=- 7 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', 'm=audio 40000 RTP/AVP 0', '']
  .join('\r\n');
const accounts = new Map();

globalThis.RTCPeerConnection = class extends EventTarget {
  signalingState = 'stable';
  iceConnectionState = 'connected';
  iceGatheringState = 'complete';
  async createOffer() { return { type: 'offer', sdp }; }
  async setLocalDescription(description) { this.localDescription = description; }
  async setRemoteDescription() {}
  addTrack() {}
  getSenders() { return []; }
  close() { this.signalingState = 'closed'; }
};
globalThis.RTCSessionDescription = class { constructor(from) { Object.assign(this, from); } };

function open(domain, number) {
  const user = String(100000 + number);
  const agent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(`ws://127.0.0.1:${port}/`)],
    uri: `sip:${user}@${domain}`,
    password: `pw-${user}`,
    register: false,
    session_timers: false,
  });
  return new Promise((resolve, reject) => {
    agent.once('connected', () => register(agent).then(() => resolve(agent), reject));
    agent.once('disconnected', () => reject(new Error('disconnected')));
    agent.start();
  });
}

// a refresh is silent unless it is the first registration
function register(agent) {
  return new Promise((resolve, reject) => {
    agent.removeAllListeners('registered');
    agent.removeAllListeners('registrationFailed');
    agent.once('registered', resolve);
    agent.once('registrationFailed', reject);
    agent.registrator()._registered = false;
    agent.registrator().register();
  });
}

function call(agent, domain) {
  return new Promise((resolve, reject) => {
    const session = agent.call(`sip:callee@${domain}`, {
      mediaStream: { getTracks: () => [] },
      eventHandlers: {
        confirmed: () => session.terminate(),
        ended: resolve,
        failed: reject,
      },
    });
  });
}

async function run(what, transport, domain, count) {
  const known = accounts.get(domain) ?? [];
  accounts.set(domain, known);
  const free = [...known];
  const from = what === 'open' ? known.length : 0;
  let next = from;
  let failures = 0;
  const begun = process.hrtime.bigint();
  const line = async () => {
    while (next < count) {
      const number = next++;
      try {
        if (what === 'open') {
          known.push(await open(domain, number));
          continue;
        }
        const agent = free.shift();
        await (what === 'register' ? register(agent) : call(agent, domain)).finally(() => free.push(agent));
      } catch {
        failures++;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, what === 'open' ? count : free.length) }, line));
  return `${process.hrtime.bigint() - begun} ${failures}`;
}

async function heap() {
  const collected = () => { globalThis.gc(); globalThis.gc(); return process.memoryUsage().heapUsed; };
  let before = Infinity;
  let used = collected();
  for (let i = 0; i < 15 && used < before * 0.995; i++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    before = used;
    used = Math.min(used, collected());
  }
  return used;
}

(async () => {
  for await (const line of require('node:readline').createInterface({ input: process.stdin })) {
    const [what, transport, domain, count] = line.split(' ');
    console.log(String(what === 'heap' ? await heap() : await run(what, transport, domain, Number(count))));
  }
  process.exit(0);
})();
