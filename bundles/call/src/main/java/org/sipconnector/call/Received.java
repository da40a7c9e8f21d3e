/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.RemotePresentation;
import org.sipconnector.api.call.RemoteStream;

/**
 * What the other side sends.
 *
 * @param main      streams of the main leg in order of arrival
 * @param recv      streams of the receive-only leg in order of arrival
 * @param contented whether somebody else presents
 * @param told      the streams last told of, by {@link ShownStreams#key}; absent before the first time
 */
record Received(List<RemoteStream> main, List<RemoteStream> recv, RemotePresentation contented, Optional<String> told) {

    static final Received NOTHING = new Received(List.of(), List.of(), RemotePresentation.NOT_AVAILABLE, Optional.empty());

    Received {
        main = List.copyOf(main);
        recv = List.copyOf(recv);
    }

    List<RemoteStream> leg(boolean apart) {
        return apart ? recv : main;
    }

    Received withLeg(boolean apart, List<RemoteStream> streams) {
        return apart ? new Received(main, streams, contented, told) : new Received(streams, recv, contented, told);
    }

    Received with(RemotePresentation other) {
        return new Received(main, recv, other, told);
    }

    Received told(String key) {
        return new Received(main, recv, contented, Optional.of(key));
    }
}
