// A conference client in a browser, driven by a test: it asks for one command after another and posts each outcome.
import JsSIP from '@krivega/jssip';

const heard = [];
let ua;
let session;
let camera;
let screen;

function waitFor(condition, what) {
  return new Promise((resolve, reject) => {
    const end = Date.now() + 20000;
    const look = () => {
      const value = condition();
      if (value) {
        resolve(value);
      } else if (Date.now() > end) {
        reject(new Error(`it did not come true in time: ${what}`));
      } else {
        setTimeout(look, 50);
      }
    };
    look();
  });
}

function event(emitter, name, failure) {
  return new Promise((resolve, reject) => {
    emitter.once(name, resolve);
    emitter.once(failure, (data) => reject(new Error(`${failure}: ${data.cause}`)));
  });
}

/** A picture of one colour, which changes a little all the time. */
function coloured(colour, width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const paint = canvas.getContext('2d');
  let count = 0;
  setInterval(() => {
    paint.fillStyle = colour;
    paint.fillRect(0, 0, width, height);
    paint.fillStyle = '#808080';
    paint.fillRect(count++ % width, 0, 4, 4);
  }, 66);
  return canvas.captureStream(15).getVideoTracks()[0];
}

/** A moving picture to present, since a headless browser has no screen. */
function presentation() {
  const canvas = document.createElement('canvas');
  canvas.width = 800;
  canvas.height = 450;
  const paint = canvas.getContext('2d');
  let count = 0;
  setInterval(() => {
    paint.fillStyle = '#204060';
    paint.fillRect(0, 0, 800, 450);
    paint.fillStyle = '#ffffff';
    paint.font = '72px sans-serif';
    paint.fillText(`Slide ${count++}`, 60 + (count % 20) * 10, 240);
  }, 100);
  return canvas.captureStream(10).getVideoTracks()[0];
}

function listen() {
  session.on('newInfo', ({ originator, info, request }) => {
    if (originator === 'remote') {
      const headers = {};
      Object.keys(request.headers).forEach((name) => {
        headers[name.toLowerCase()] = request.getHeader(name);
      });
      heard.push({ type: info.contentType, headers });
    }
  });
}

/** A browser decodes sound only while something plays it. */
function playSound() {
  const audio = new Audio();
  audio.srcObject = new MediaStream(
    session.connection.getReceivers().map(({ track }) => track).filter(({ kind }) => kind === 'audio'),
  );
  audio.play();
  window.sound = audio;
}

/** What the browser shows of its video line of that number. */
async function shown(index) {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([(await waitFor(() => receiver(index), 'a video line')).track]);
  await video.play();
  await waitFor(() => video.videoWidth > 2, 'a picture');
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d').drawImage(video, 0, 0);
  video.srcObject = null;
  return canvas;
}

/** Entries of that type, each with its codec. */
async function streams(type) {
  const stats = await session.connection.getStats();
  return [...stats.values()].filter((entry) => entry.type === type)
    .map((entry) => ({ ...entry, mimeType: (stats.get(entry.codecId) || {}).mimeType }));
}

function receiver(index) {
  return session.connection.getReceivers().filter(({ track }) => track.kind === 'video')[index];
}

const commands = {
  async register({ url, user, domain, password }) {
    ua = new JsSIP.UA({
      sockets: [new JsSIP.WebSocketInterface(url)],
      uri: `sip:${user}@${domain}`,
      password,
      register: true,
      session_timers: false,
    });
    ua.on('sipEvent', ({ request }) => heard.push({
      type: 'NOTIFY', headers: { 'x-vinteo-notify': request.getHeader('x-vinteo-notify') },
    }));
    ua.start();
    await event(ua, 'registered', 'registrationFailed');
    return 'registered';
  },

  async call({ room, domain }) {
    camera = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 360 } });
    session = ua.call(`sip:${room}@${domain}`, {
      mediaStream: camera,
      extraHeaders: ['X-Vinteo-Mic-State: 1', 'X-Vinteo-MainCam-State: 1'],
      pcConfig: { iceServers: [], rtcpMuxPolicy: 'require' },
    });
    listen();
    await event(session, 'confirmed', 'failed');
    playSound();
    return 'confirmed';
  },

  /** Gets ready for the next call, which is answered as it comes. */
  async await() {
    camera = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 360 } });
    ua.once('newRTCSession', (data) => {
      session = data.session;
      session.answer({ mediaStream: camera, pcConfig: { iceServers: [], rtcpMuxPolicy: 'require' } });
      listen();
      session.once('confirmed', playSound);
    });
    return 'waiting';
  },

  /** The dialog of its call, while there is one. */
  async dialog() {
    return session && session.isEstablished() ? session.id : '';
  },

  async renegotiate({ iceRestart }) {
    return session.renegotiate({ rtcOfferConstraints: { iceRestart: Boolean(iceRestart) } });
  },

  /** What was agreed last: its own description and the other side's. */
  async descriptions() {
    return [session.connection.localDescription, session.connection.remoteDescription].map(({ sdp }) => sdp);
  },

  /** Sends a picture of one colour instead of the camera's. */
  async paint({ colour, width, height }) {
    const sender = session.connection.getSenders().find(({ track }) => track && track.kind === 'video');
    await sender.replaceTrack(coloured(colour, width, height));
    return 'painted';
  },

  /** Mean red, green and blue of what it shows. */
  async colour({ index }) {
    const canvas = await shown(index);
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const sums = [0, 0, 0];
    data.forEach((value, i) => {
      if (i % 4 < 3) {
        sums[i % 4] += value;
      }
    });
    return sums.map((sum) => (sum * 4) / data.length);
  },

  async sent() {
    return (await streams('outbound-rtp'))
      .map(({ kind, mid, packetsSent, framesEncoded, mimeType }) => ({ kind, mid, packetsSent, framesEncoded, mimeType }));
  },

  async info({ kind, headers }) {
    await session.sendInfo(`application/vinteo.webrtc.${kind}`, undefined, { extraHeaders: headers });
    return 'sent';
  },

  async present() {
    screen = presentation();
    await commands.info({ kind: 'sharedesktop', headers: ['x-webrtc-share-state: LETMESTARTPRESENTATION'] });
    // a line that only receives is used for sending, too; otherwise there is a new one
    if (session.connection.getTransceivers().some(({ currentDirection }) => currentDirection === 'recvonly')) {
      session.connection.addTrack(screen);
    } else {
      session.connection.addTransceiver(screen, { direction: 'sendrecv' });
    }
    await session.renegotiate({});
    return 'presenting';
  },

  async stopPresenting() {
    await commands.info({ kind: 'sharedesktop', headers: ['x-webrtc-share-state: STOPPRESENTATION'] });
    screen.stop();
    return 'stopped';
  },

  async heard() {
    return heard;
  },

  async media() {
    return (await streams('inbound-rtp'))
      .map(({ kind, mid, packetsReceived, framesDecoded, frameWidth, totalAudioEnergy, estimatedPlayoutTimestamp, mimeType }) => (
        { kind, mid, packetsReceived, framesDecoded, frameWidth, totalAudioEnergy, estimatedPlayoutTimestamp, mimeType }));
  },

  /** Track ids of what is received, in the order of the lines. */
  async tracks() {
    return session.connection.getReceivers().map(({ track }) => track.id);
  },

  async picture({ index }) {
    return (await shown(index)).toDataURL('image/png');
  },

  async hangUp() {
    const over = event(session, 'ended', 'failed');
    session.terminate();
    await over;
    return 'ended';
  },
};

async function work() {
  for (;;) {
    const next = await (await fetch('/next', { method: 'POST' })).json();
    if (next.command === 'close') {
      return;
    }
    let outcome;
    try {
      outcome = { value: await commands[next.command](next.parameters || {}) };
    } catch (error) {
      outcome = { error: String((error && error.message) || error || 'refused') };
    }
    await fetch('/outcome', { method: 'POST', body: JSON.stringify(outcome) });
  }
}

work();
