/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.server;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sipconnector.sip.message.IncomingMessage;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.FlowUser;

/**
 * One connection at a listener. What comes inside a dialog goes to the client the dialog is with, whatever connection that
 * began over (RFC 3261 section 12.2.2); a REGISTER may be of a client that is to come back; all else is of the connection's
 * own client. On its loop, but for what is volatile.
 */
final class ClientConnection implements FlowUser {

    private final Listener listener;
    private final Supplier<InboundClient> fresh;
    private volatile Flow flow;
    /** Whose connection it is; null until it shows. */
    private volatile InboundClient own;
    /** Whose dialogs came by it, too. */
    private final Set<InboundClient> others = new HashSet<>(0);

    ClientConnection(Listener listener, Supplier<InboundClient> fresh) {
        this.listener = listener;
        this.fresh = fresh;
    }

    @Override
    public void opened(Flow open) {
        flow = open;
        listener.connectionOpened(open);
        if (!listener.awaits()) {
            stranger();
        }
    }

    private void stranger() {
        own = fresh.get();
        own.opened(flow);
    }

    @Override
    public void received(byte[] message) {
        Optional<InboundClient> known = listener.dialogs().ofOthers(own)
                ? IncomingMessage.dialogKey(message).flatMap(listener.dialogs()::of)
                : Optional.empty();
        if (known.isEmpty() && own == null) {
            known = IncomingMessage.registration(message).flatMap(listener::awaited);
        }
        if (known.isPresent() && known.get() != own) {
            pass(known.get(), message);
            return;
        }
        if (own == null) {
            stranger();
        }
        pass(own, message);
        if (IncomingMessage.isResponse(message)) {
            // to what a client asked outside dialogs while a dialog of it had brought it here
            others.forEach(guest -> pass(guest, message));
        }
    }

    private void pass(InboundClient guest, byte[] message) {
        if (guest == own && guest.endpoint().loop() == flow.loop()) {
            guest.received(flow, message);
            return;
        }
        if (guest != own) {
            others.add(guest);
        }
        guest.endpoint().loop().execute(() -> {
            guest.received(flow, message);
            if (own == null && guest.endpoint().flow() == flow && !flow.loop().isShuttingDown()) {
                flow.loop().execute(() -> becomes(guest));
            }
        });
    }

    private void becomes(InboundClient guest) {
        if (own == null) {
            own = guest;
            others.remove(guest);
        }
    }

    @Override
    public void refused(byte[] head, Unreadable why) {
        if (own == null) {
            stranger();
        }
        InboundClient guest = own;
        if (guest.endpoint().loop() == flow.loop()) {
            // at once: the connection is about to be closed
            guest.refused(flow, head, why);
        } else {
            guest.endpoint().loop().execute(() -> guest.refused(flow, head, why));
        }
    }

    @Override
    public void closed(Closing closing) {
        if (flow == null) {
            return;
        }
        if (own != null) {
            others.add(own);
        }
        for (InboundClient guest : others) {
            if (guest.endpoint().loop() == flow.loop()) {
                guest.lost(flow, closing.reason());
            } else {
                guest.endpoint().loop().execute(() -> guest.lost(flow, closing.reason()));
            }
        }
        listener.connectionClosed(flow);
    }

    /** A dialog of whatever client keeps it. */
    @Override
    public boolean needed() {
        others.removeIf(guest -> !listener.dialogs().has(guest));
        return own != null && own.needed() || !others.isEmpty();
    }
}
