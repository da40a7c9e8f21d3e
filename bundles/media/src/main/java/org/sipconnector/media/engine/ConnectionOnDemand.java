/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.sipconnector.media.sdp.LineMap;
import org.sipconnector.media.sdp.SessionText;

/**
 * The library's connection of a peer, made with the first command that needs it, since it depends on who offers. Used on the
 * peer's sequence only.
 */
final class ConnectionOnDemand {

    /** The connection and what works on it. */
    record Open(NativeConnection connection, TransceiverControl transceivers, LocalDescriptions descriptions, OfferAnswer negotiation) {}

    private final TransportPolicy offering;
    private final BiFunction<NativeEngine, TransportPolicy, Open> maker;
    private final BooleanSupplier closing;
    private Optional<NativeEngine> engine = Optional.empty();
    private Optional<Open> open = Optional.empty();

    /**
     * @param offering its transports when it offers first
     * @param closing  whether it is too late to make one
     */
    ConnectionOnDemand(TransportPolicy offering, BiFunction<NativeEngine, TransportPolicy, Open> maker, BooleanSupplier closing) {
        this.offering = offering;
        this.maker = maker;
        this.closing = closing;
    }

    void use(NativeEngine started) {
        engine = Optional.of(started);
    }

    /** Ready for an offer: what it cannot use fails before there is a connection. */
    void answer(String offer) {
        if (open.isEmpty()) {
            open(TransportPolicy.answering(LineMap.EMPTY.offer(SessionText.parse(offer), engine().formats())));
        }
    }

    private void open(TransportPolicy policy) {
        if (open.isEmpty() && !closing.getAsBoolean()) {
            open = Optional.of(maker.apply(engine(), policy));
        }
    }

    TransceiverControl transceivers() {
        return opened().transceivers();
    }

    OfferAnswer negotiation() {
        return opened().negotiation();
    }

    private Open opened() {
        open(offering);
        return required(open);
    }

    /** Empty while no command has needed it. */
    Optional<Open> present() {
        return open;
    }

    NativeEngine engine() {
        return required(engine);
    }

    private static <T> T required(Optional<T> part) {
        return part.orElseThrow(() -> new IllegalStateException("the peer connection could not be opened"));
    }
}
