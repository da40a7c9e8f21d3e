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
record ReceivedStreams(List<RemoteStream> main, List<RemoteStream> recv, RemotePresentation contented, Optional<String> told) {

    static final ReceivedStreams NOTHING = new ReceivedStreams(List.of(), List.of(), RemotePresentation.NOT_AVAILABLE, Optional.empty());

    ReceivedStreams {
        main = List.copyOf(main);
        recv = List.copyOf(recv);
    }

    List<RemoteStream> leg(boolean apart) {
        return apart ? recv : main;
    }

    ReceivedStreams withLeg(boolean apart, List<RemoteStream> streams) {
        return apart ? new ReceivedStreams(main, streams, contented, told) : new ReceivedStreams(streams, recv, contented, told);
    }

    ReceivedStreams with(RemotePresentation other) {
        return new ReceivedStreams(main, recv, other, told);
    }

    ReceivedStreams told(String key) {
        return new ReceivedStreams(main, recv, contented, Optional.of(key));
    }
}
