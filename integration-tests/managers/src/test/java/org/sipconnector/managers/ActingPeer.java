/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.spi.media.LineBlueprint;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.SignalingState;
import org.sipconnector.spi.media.TransceiverSettings;

/** A peer connection of the acting media foundation: its lines and its exchange of descriptions. */
final class ActingPeer {

    private static final long BEGINNING = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    private final World world;
    private final PeerId id;
    private final Map<String, TransceiverSettings> lines = new LinkedHashMap<>();
    private final List<MediaKind> received = new ArrayList<>();
    private SignalingState signaling = SignalingState.STABLE;
    private PeerState state = PeerState.NEW;
    private boolean agreed;
    private boolean usable = true;

    ActingPeer(World world, PeerId id) {
        this.world = world;
        this.id = id;
    }

    PeerId id() {
        return id;
    }

    void tell(MediaEvent event) {
        world.tell(event);
    }

    /** Made again connections are described only once they have been connected since. */
    Optional<PeerConnectionState> blueprint() {
        return usable
                ? Optional.of(new PeerConnectionState(lines.values().stream()
                        .map(line -> new LineBlueprint(line, agreed ? Optional.of(line.name()) : Optional.empty(), Optional.empty(), List.of()))
                        .toList(), agreed ? Sdp.offer() : ""))
                : Optional.empty();
    }

    void resume(PeerConnectionState blueprint) {
        blueprint.lines().forEach(line -> lines.put(line.settings().name(), line.settings()));
        agreed = !blueprint.agreed().isEmpty();
        if (agreed) {
            received.addAll(List.of(MediaKind.values()));
        }
        usable = false;
    }

    /** Every line that sends has sent as much as its kind does in the time since the play began. */
    List<Map<String, Object>> statistics() {
        List<Map<String, Object>> entries = new ArrayList<>();
        entries.add(Map.of("id", "c", "type", "local-candidate", "timestamp", 1, "protocol", "udp", "port", 40_000));
        long seconds = world.stage().now().getEpochSecond() - BEGINNING;
        lines.values().forEach(line -> line.track().ifPresent(track -> {
            String kind = line.kind().name().toLowerCase(Locale.ROOT);
            entries.add(Map.of("id", "t-" + line.name(), "type", "transceiver", "name", line.name(), "kind", kind, "mid", line.name(),
                    "senderTrack", track.id()));
            entries.add(Map.of("id", "o-" + line.name(), "type", "outbound-rtp", "kind", kind, "mid", line.name(), "mediaSourceId",
                    "s-" + line.name(), "packetsSent", seconds * 50, "bytesSent", seconds * 50_000, "framesEncoded", seconds * 25));
            entries.add(Map.of("id", "s-" + line.name(), "type", "media-source", "trackIdentifier", track.id(), "frames", seconds * 25));
        }));
        return entries;
    }

    /** What connectivity checks find. */
    void connectivity(PeerState now) {
        if (state != now) {
            state = now;
            usable |= now == PeerState.CONNECTED;
            tell(new MediaEvent.PeerStateChanged(id, now));
        }
    }

    // ---- lines

    void add(TransceiverSettings wanted) {
        if (fails("addTransceiver", wanted.name(), "") || lines.containsKey(wanted.name())
                || lacks("addTransceiver", wanted.name(), "", wanted.track())) {
            return;
        }
        lines.put(wanted.name(), wanted);
        wanted.track().ifPresent(track -> tell(new MediaEvent.TrackReplaced(id, wanted.name(), wanted.track())));
    }

    void replace(String transceiver, Optional<LocalTrack> track) {
        if (line("replaceTrack", transceiver) && !lacks("replaceTrack", transceiver, "", track)) {
            TransceiverSettings was = lines.get(transceiver);
            lines.put(transceiver, new TransceiverSettings(was.name(), was.kind(), was.direction(), track, was.streams(), was.encodings(),
                    was.codecs()));
            tell(new MediaEvent.TrackReplaced(id, transceiver, track));
        }
    }

    /** Does a command for a line; false when it fails. */
    boolean line(String command, String transceiver) {
        if (fails(command, transceiver, "")) {
            return false;
        }
        if (!lines.containsKey(transceiver)) {
            tell(new MediaEvent.PeerCommandFailed(id, transceiver, "", command, "there is no transceiver " + transceiver));
            return false;
        }
        return true;
    }

    // ---- descriptions

    void createOffer(String request) {
        if (fails("createOffer", "", request)) {
            return;
        }
        if (signaling != SignalingState.STABLE && signaling != SignalingState.HAVE_LOCAL_OFFER) {
            world.manners().faults.add("an offer was made on " + id + " in " + signaling);
            fail("createOffer", request, "wrong state: " + signaling);
            return;
        }
        signaling(SignalingState.HAVE_LOCAL_OFFER);
        tell(new MediaEvent.LocalDescription(id, request, SdpType.OFFER, Sdp.offer()));
    }

    void createAnswer(String request) {
        if (fails("createAnswer", "", request)) {
            return;
        }
        if (signaling != SignalingState.HAVE_REMOTE_OFFER) {
            fail("createAnswer", request, "wrong state: " + signaling);
            return;
        }
        signaling(SignalingState.STABLE);
        tell(new MediaEvent.LocalDescription(id, request, SdpType.ANSWER, Sdp.answer()));
        agree();
    }

    void setRemote(String request, SdpType type, List<TransceiverSettings> answering) {
        if (fails("setRemote", "", request)) {
            return;
        }
        boolean fits = type == SdpType.OFFER
                ? signaling == SignalingState.STABLE || signaling == SignalingState.HAVE_REMOTE_OFFER
                : signaling == SignalingState.HAVE_LOCAL_OFFER || signaling == SignalingState.HAVE_REMOTE_PRANSWER;
        if (!fits) {
            fail("setRemote", request, "wrong state: " + signaling);
            return;
        }
        if (answering.stream().anyMatch(wanted -> lacks("setRemote", wanted.name(), request, wanted.track()))) {
            return;
        }
        answering.forEach(wanted -> lines.putIfAbsent(wanted.name(), wanted));
        signaling(switch (type) {
            case OFFER -> SignalingState.HAVE_REMOTE_OFFER;
            case PRANSWER -> SignalingState.HAVE_REMOTE_PRANSWER;
            default -> SignalingState.STABLE;
        });
        tell(new MediaEvent.RemoteDescriptionSet(id, request, type));
        if (type == SdpType.ANSWER) {
            agree();
        }
    }

    void rollback(String request) {
        if (signaling == SignalingState.STABLE) {
            fail("rollback", request, "wrong state: " + signaling);
            return;
        }
        signaling(SignalingState.STABLE);
        tell(new MediaEvent.RolledBack(id, request));
    }

    private void agree() {
        agreed = true;
        for (MediaKind kind : MediaKind.values()) {
            if (!received.contains(kind)) {
                received.add(kind);
                String name = kind.name().toLowerCase(Locale.ROOT);
                String line = lines.values().stream().filter(each -> each.kind() == kind).map(TransceiverSettings::name)
                        .findFirst().orElse("remote-" + name);
                tell(new MediaEvent.TrackAdded(id, new RemoteTrack(id + "-" + name, kind, name, line, List.of("room"))));
            }
        }
        if (state == PeerState.NEW) {
            connectivity(PeerState.CONNECTING);
            world.after(World.ROUND_TRIP, () -> {
                if (state == PeerState.CONNECTING) {
                    connectivity(PeerState.CONNECTED);
                }
            });
        }
    }

    private void signaling(SignalingState now) {
        if (signaling != now) {
            signaling = now;
            tell(new MediaEvent.SignalingStateChanged(id, now));
        }
    }

    /** Whether the source of a track cannot be had; then the command has failed. */
    private boolean lacks(String command, String transceiver, String request, Optional<LocalTrack> track) {
        boolean lacks = track.filter(wanted -> world.manners().missingSources.contains(wanted.source())).isPresent();
        if (lacks) {
            tell(new MediaEvent.PeerCommandFailed(id, transceiver, request, command, track.get().source() + ": there is no such file"));
        }
        return lacks;
    }

    private boolean fails(String command, String transceiver, String request) {
        boolean fails = world.manners().failing.remove(command);
        if (fails) {
            tell(new MediaEvent.PeerCommandFailed(id, transceiver, request, command, "wanted by the test"));
        }
        return fails;
    }

    private void fail(String command, String request, String reason) {
        tell(new MediaEvent.PeerCommandFailed(id, request, command, reason));
    }
}
