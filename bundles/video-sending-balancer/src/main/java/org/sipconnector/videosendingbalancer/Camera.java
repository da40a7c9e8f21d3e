/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.videosendingbalancer.BalanceResult;
import org.sipconnector.kernel.Lane;
import org.sipconnector.spi.media.MediaEngine;

/** The call's first line that sends video; a presentation's is none of the call's own. */
final class Camera {

    private final Lane lane;
    private final MediaEngine media;

    Camera(Lane lane, MediaEngine media) {
        this.lane = lane;
        this.media = media;
    }

    /** What was told, and what is known then. */
    record Told(Balancing state, BalanceResult result) {}

    Optional<PeerId> peer() {
        return call().peer();
    }

    private CallSnapshot call() {
        return lane.manager(CallManager.class).snapshot();
    }

    /** Absent for a spectator, too: his senders are the call's to tell. */
    Optional<CallSender> present() {
        CallSnapshot call = call();
        return call.peer().isEmpty() || call.role().watching() ? Optional.empty() : sender(call);
    }

    private static Optional<CallSender> sender(CallSnapshot call) {
        return call.media().senders().stream().filter(line -> line.kind() == MediaKind.VIDEO && line.track().isPresent()).findFirst();
    }

    Picture picture(List<Map<String, Object>> entries) {
        return present().map(sender -> Picture.of(entries, sender.transceiver())).orElse(Picture.UNKNOWN);
    }

    /** Whether the call wants something else of the sender than when it was told. */
    boolean wishChanged(Balancing state) {
        return state.sent().filter(sent -> !sent.doubtful()).flatMap(sent -> present()
                .filter(sender -> sender.transceiver().equals(sent.line()) && !sender.encodings().equals(sent.wish()))).isPresent();
    }

    /** Tells the sender what the state wants for that picture, if it is not told yet. */
    Told tell(Balancing state, Picture picture) {
        Optional<CallSender> sender = present();
        if (sender.isEmpty()) {
            return new Told(state, BalanceResult.LEFT_ALONE);
        }
        String line = sender.get().transceiver();
        List<SendEncoding> encodings = new ArrayList<>(sender.get().encodings().isEmpty()
                ? List.of(SendEncoding.STANDARD)
                : sender.get().encodings());
        Optional<Balancing.Sent> sent = state.sent().filter(known -> known.line().equals(line));
        boolean doubtful = sent.map(Balancing.Sent::doubtful).orElse(false);
        SendEncoding present = sent.filter(known -> !known.doubtful()).map(Balancing.Sent::encoding).orElse(encodings.get(0));
        SendEncoding next = CameraTarget.of(state.command(), state.resolution(), picture, largest()).in(present, doubtful);
        if (next.equals(present) && !doubtful) {
            return new Told(state, new BalanceResult(false, Optional.of(next)));
        }
        encodings.set(0, next);
        media.setEncodings(call().peer().orElseThrow(), line, encodings);
        return new Told(state.sent(Optional.of(new Balancing.Sent(line, next, false, sender.get().encodings()))),
                new BalanceResult(true, Optional.of(next)));
    }

    private Optional<Size> largest() {
        return lane.manager(ConnectionManager.class).snapshot().configuration()
                .flatMap(ConnectionConfiguration::maxAvailableResolution);
    }
}
