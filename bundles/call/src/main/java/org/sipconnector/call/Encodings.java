package org.sipconnector.call;

import java.util.List;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.media.SendEncoding;

/** How the call's own tracks are sent, changed for a renegotiation and given back when that is refused. */
final class Encodings {

    private final Desk desk;

    Encodings(Desk desk) {
        this.desk = desk;
    }

    /** Sends every track so from now on; the lines as they were. */
    List<CallSender> change(List<SendEncoding> wanted) {
        List<CallSender> before = desk.leg().orElseThrow().senders().stream().filter(line -> line.track().isPresent()).toList();
        before.forEach(line -> set(line.transceiver(), wanted, wanted));
        return before;
    }

    /** Gives lines that still send a track their encodings back. */
    void restore(List<CallSender> before) {
        before.forEach(line -> set(line.transceiver(), line.encodings(),
                Bitrates.limited(line.encodings().isEmpty() ? List.of(SendEncoding.STANDARD) : line.encodings(), line.kind())));
    }

    private void set(String transceiver, List<SendEncoding> noted, List<SendEncoding> sent) {
        MainLeg leg = desk.leg().orElseThrow();
        if (leg.senders().stream().noneMatch(line -> line.transceiver().equals(transceiver) && line.track().isPresent())) {
            return;
        }
        desk.media.setEncodings(leg.peer(), transceiver, sent);
        desk.changeLeg(changes -> changes.senders(leg.senders().stream().map(line -> line.transceiver().equals(transceiver)
                ? new CallSender(line.transceiver(), line.kind(), line.direction(), line.track(), noted) : line).toList()));
    }
}
