/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.media.SendEncoding;

/** How the call's own tracks are sent, changed for a renegotiation and given back when that is refused. */
final class Encodings {

    private final CallContext context;

    Encodings(CallContext context) {
        this.context = context;
    }

    /** Sends every track so from now on; the lines as they were. */
    List<CallSender> change(List<SendEncoding> wanted) {
        List<CallSender> before = context.leg().orElseThrow().senders().stream().filter(line -> line.track().isPresent()).toList();
        before.forEach(line -> {
            note(line.transceiver(), wanted);
            Bitrates.encode(context, line.transceiver(), line.kind(), wanted);
        });
        return before;
    }

    /** Gives lines that still send a track their encodings back. */
    void restore(List<CallSender> before) {
        before.stream().filter(line -> sends(line.transceiver())).forEach(line -> {
            note(line.transceiver(), line.encodings());
            Bitrates.giveBack(context, line);
        });
        if (!before.isEmpty()) {
            Bitrates.askCodec(context);
        }
    }

    private boolean sends(String transceiver) {
        return context.leg().orElseThrow().senders().stream()
                .anyMatch(line -> line.transceiver().equals(transceiver) && line.track().isPresent());
    }

    private void note(String transceiver, List<SendEncoding> encodings) {
        context.changeLeg(changes -> changes.senders(context.leg().orElseThrow().senders().stream().map(line -> line.transceiver().equals(transceiver)
                ? new CallSender(line.transceiver(), line.kind(), line.direction(), line.track(), encodings)
                : line).toList()));
    }
}
