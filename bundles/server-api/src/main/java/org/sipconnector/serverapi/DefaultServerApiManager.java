/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.serverapi.Conversation.Kind;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.RequestReceived;
import org.sipconnector.spi.sip.SipUserAgents;

/** The manager: every operation as its INFO, every event to the part it concerns. */
final class DefaultServerApiManager implements ServerApiManager, Manager {

    private static final EventHandlers<DefaultServerApiManager> HANDLERS = EventHandlers.<DefaultServerApiManager>of()
            .on(DialogRequestReceived.class, (own, event) -> own.incoming.inCall(event))
            .on(RequestReceived.class, (own, event) -> own.incoming.outside(event))
            .on(RequestAnswered.class, (own, event) -> own.requests.answered(event))
            .on(RequestFailed.class, (own, event) -> own.requests.failed(event))
            .on(ServerApiEvent.ChannelsAll.class, (own, all) -> own.incoming.channels(all))
            .on(ServerApiEvent.AdminForceSyncMediaState.class, (own, sync) -> own.incoming.synced(sync))
            .on(CallEvent.NewDtmf.class, (own, tone) -> own.context.publish(new ServerApiEvent.NewDtmf(tone.originator())))
            .on(CallEvent.Confirmed.class, DefaultServerApiManager::announceDirectRoom)
            .on(CallEvent.Ended.class, (own, ended) -> own.callIsOver())
            .on(CallEvent.Failed.class, (own, failed) -> own.callIsOver())
            .on(TimerFired.class, DefaultServerApiManager::timerFired);

    private final ManagerContext<Conversation, ServerApiSnapshot> context;
    private final InfoRequests requests;
    private final Tones tones;
    private final ServerMessages incoming;

    DefaultServerApiManager(ManagerContext<Conversation, ServerApiSnapshot> context, SipUserAgents sip) {
        this.context = context;
        requests = new InfoRequests(context, sip);
        tones = new Tones(context, requests);
        incoming = new ServerMessages(context);
        context.lane().on(HANDLERS, this);
    }

    private void timerFired(TimerFired fired) {
        if (fired.timer().startsWith(InfoRequests.TIMER)) {
            requests.again(fired.timer());
        } else {
            tones.next();
        }
    }

    @Override
    public ServerApiSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    @Override
    public CompletionStage<Void> sendChannels(Channels channels) {
        return requests.send(InfoContent.CHANNELS, List.of(
                new Header("x-webrtc-input-channels", channels.input().orElse("")),
                new Header("x-webrtc-output-channels", channels.output().orElse(""))), Kind.ORDINARY, false);
    }

    @Override
    public CompletionStage<Void> sendMediaState(MediaState state, boolean keepCall) {
        CompletionStage<Void> sent = requests.send(InfoContent.MEDIA_STATE, List.of(
                new Header("x-webrtc-media-state", "currentstate"),
                new Header("x-vinteo-maincam-state", state.camera() ? "1" : "0"),
                new Header("x-vinteo-mic-state", state.microphone() ? "1" : "0")), Kind.ORDINARY, keepCall);
        context.change(conversation -> conversation.with(Optional.of(state)));
        return sent;
    }

    @Override
    public CompletionStage<Void> sendStats(long availableIncomingBitrate) {
        return requests.send(InfoContent.STATS, List.of(new Header("x-webrtc-available-incoming-bitrate",
                String.valueOf(availableIncomingBitrate))), Kind.ORDINARY, true);
    }

    @Override
    public CompletionStage<Void> sendRefusalToTurnOn(MediaDevice device, boolean keepCall) {
        return requests.send(InfoContent.REFUSAL,
                List.of(new Header("x-vinteo-media-type", String.valueOf(device.code()))), Kind.ORDINARY, keepCall);
    }

    @Override
    public CompletionStage<Void> askPermissionToEnableCam(boolean keepCall) {
        return requests.send(InfoContent.MAIN_CAM,
                List.of(new Header("x-webrtc-request-enable-media-device", "LETMESTARTMAINCAM")), Kind.CAMERA_PERMISSION, keepCall);
    }

    @Override
    public CompletionStage<Void> askPermissionToStartPresentation() {
        return share("LETMESTARTPRESENTATION");
    }

    @Override
    public CompletionStage<Void> sendStoppedPresentation() {
        return share("STOPPRESENTATION");
    }

    @Override
    public CompletionStage<Void> sendAvailableContentedStream() {
        return share("YOUCANRECEIVECONTENT");
    }

    @Override
    public CompletionStage<Void> sendNotAvailableContentedStream() {
        return share("CONTENTEND");
    }

    private CompletionStage<Void> share(String state) {
        return requests.send(InfoContent.SHARE_DESKTOP, List.of(new Header("x-webrtc-share-state", state)), Kind.ORDINARY, false);
    }

    @Override
    public CompletionStage<Void> sendEnterRoom(String room, String participantName, boolean directPeerToPeer) {
        Reply<Void> reply = context.lane().reply();
        announce(DirectRoom.headers(room, participantName, directPeerToPeer), Optional.of(reply.id()));
        return reply;
    }

    private void announceDirectRoom(CallEvent.Confirmed confirmed) {
        boolean stillThere = context.lane().manager(CallManager.class).snapshot().establishedDialog()
                .equals(Optional.of(confirmed.dialog()));
        if (!stillThere) {
            return;
        }
        DirectRoom.announcement(context.lane().manager(CallManager.class), context.lane().manager(ConnectionManager.class))
                .ifPresent(headers -> announce(headers, Optional.empty()));
    }

    private void announce(List<Header> headers, Optional<ReplyId<Void>> reply) {
        Optional<DialogId> dialog = context.lane().manager(CallManager.class).snapshot().establishedDialog();
        if (dialog.isPresent()) {
            requests.send(dialog.get(), new SipBody(InfoContent.ROOM_NAME.contentType(), ""), headers, reply,
                    Kind.DIRECT_ROOM, true);
        } else {
            NoEstablishedCallException none = new NoEstablishedCallException();
            context.publish(new ServerApiEvent.FailedSendRoomDirectP2p(none.getMessage(), SipCause.INTERNAL_ERROR));
            reply.ifPresent(id -> context.lane().reply(id).fail(none));
        }
    }

    @Override
    public CompletionStage<Void> sendDtmf(String keys) {
        return tones.send(keys);
    }

    @Override
    public CompletionStage<Channels> waitChannels() {
        Reply<Channels> reply = context.lane().reply();
        context.change(conversation -> conversation.channels(Conversation.plus(conversation.channels(), reply.id())));
        return reply;
    }

    @Override
    public CompletionStage<Boolean> waitSyncMediaState() {
        Reply<Boolean> reply = context.lane().reply();
        context.change(conversation -> conversation.sync(Conversation.plus(conversation.sync(), reply.id())));
        return reply;
    }

    private void callIsOver() {
        Conversation over = context.state();
        tones.callIsOver(over.tones());
        requests.callIsOver();
        NoEstablishedCallException none = new NoEstablishedCallException();
        over.channels().forEach(reply -> context.lane().reply(reply).fail(none));
        over.sync().forEach(reply -> context.lane().reply(reply).fail(none));
    }
}
