/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.RequestReceived;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears the server: INFO in the call, NOTIFY outside. What says nothing that is known gives one warning and no more. */
final class ServerMessages {

    private static final Logger LOG = LoggerFactory.getLogger(ServerMessages.class);

    private final ManagerContext<Conversation, ServerApiSnapshot> context;
    /** By what the request is, of which there are as many as we know types of content. */
    private final Map<String, OncePerMinute> strange = new HashMap<>();

    ServerMessages(ManagerContext<Conversation, ServerApiSnapshot> context) {
        this.context = context;
    }

    void inCall(DialogRequestReceived event) {
        boolean ours = context.lane().manager(CallManager.class).snapshot().dialog().equals(Optional.of(event.dialog()));
        if (ours && event.method().equals("INFO") && event.body().isPresent()) {
            InfoContent.of(event.body().get().contentType())
                    .ifPresent(content -> tell(ServerInfo.read(content, new ServerHeaders(event.headers())), "INFO " + content.contentType()));
        }
    }

    void outside(RequestReceived event) {
        boolean ours = context.lane().manager(ConnectionManager.class).snapshot().userAgent().equals(Optional.of(event.userAgent()));
        ServerHeaders headers = new ServerHeaders(event.headers());
        if (ours && event.method().equals("NOTIFY") && headers.raw(ServerNotification.HEADER).isPresent()) {
            tell(ServerNotification.read(headers).map(List::of).orElse(List.of()), "NOTIFY");
        }
    }

    private void tell(List<? extends ServerApiEvent> events, String request) {
        if (events.isEmpty()) {
            strange.computeIfAbsent(request, kind -> new OncePerMinute())
                    .tell(times -> LOG.warn("{}: {} of the server is not understood and left aside{}", context.lane().connector(), request, times));
        }
        events.forEach(event -> {
            LOG.debug("{}: server says {}", context.lane().connector(), event.name());
            context.publish(event);
        });
    }

    /** For whoever asked for them. */
    void channels(ServerApiEvent.ChannelsAll all) {
        List<ReplyId<Channels>> waiting = context.state().channels();
        context.change(conversation -> conversation.channels(List.of()));
        waiting.forEach(reply -> context.lane().reply(reply).complete(all.channels()));
    }

    /** For whoever asked what the media state is to be. */
    void synced(ServerApiEvent.AdminForceSyncMediaState sync) {
        List<ReplyId<Boolean>> waiting = context.state().sync();
        context.change(conversation -> conversation.sync(List.of()));
        waiting.forEach(reply -> context.lane().reply(reply).complete(sync.forced()));
    }
}
