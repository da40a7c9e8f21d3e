package org.sipconnector.sip.server;

import java.util.Optional;
import java.util.function.Supplier;
import org.sipconnector.sip.message.Incoming;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.FlowUser;

/**
 * A connection that may be of a client that was here before: its first message tells. It then belongs to that client,
 * who lives on its own loop, else to a new one.
 */
final class Arrival implements FlowUser {

    private final Listener listener;
    private final Supplier<Guest> fresh;
    private Flow flow;
    private FlowUser user;

    Arrival(Listener listener, Supplier<Guest> fresh) {
        this.listener = listener;
        this.fresh = fresh;
    }

    @Override
    public void opened(Flow open) {
        flow = open;
    }

    @Override
    public void received(byte[] message) {
        if (user == null) {
            Optional<Guest> known = Incoming.callId(message).flatMap(listener::awaited);
            known.ifPresent(guest -> guest.endpoint().loop().execute(() -> guest.returned(flow)));
            user = known.<FlowUser>map(guest -> new Returned(guest, flow)).orElseGet(this::stranger);
        }
        user.received(message);
    }

    @Override
    public void refused(byte[] head, Unreadable why) {
        if (user == null) {
            user = stranger();
        }
        user.refused(head, why);
    }

    private FlowUser stranger() {
        Guest guest = fresh.get();
        guest.opened(flow);
        return guest;
    }

    @Override
    public void closed(Closing closing) {
        if (user != null) {
            user.closed(closing);
        }
    }

    @Override
    public boolean needed() {
        return user != null && user.needed();
    }

    /** Takes everything to the loop of the client. */
    private record Returned(Guest guest, Flow flow) implements FlowUser {

        @Override
        public void opened(Flow flow) {}

        @Override
        public void received(byte[] message) {
            guest.endpoint().loop().execute(() -> guest.received(message));
        }

        @Override
        public void refused(byte[] head, Unreadable why) {
            guest.endpoint().loop().execute(() -> guest.refused(head, why));
        }

        @Override
        public void closed(Closing closing) {
            guest.endpoint().loop().execute(() -> guest.closed(flow, closing));
        }

        @Override
        public boolean needed() {
            return guest.needed();
        }
    }
}
