/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;
import org.sipconnector.spi.media.SignalingState;
import org.sipconnector.spi.media.TransceiverSettings;

/** A media engine without media: it makes prepared descriptions and takes every one it is given. */
final class PreparedMedia implements InvocationHandler {

    private final Map<ConnectorId, EventSink> sinks = new ConcurrentHashMap<>();
    private final Map<PeerId, ConnectorId> owners = new ConcurrentHashMap<>();
    private final Map<PeerId, String> offers = new ConcurrentHashMap<>();

    static MediaEngine engine() {
        return (MediaEngine) Proxy.newProxyInstance(MediaEngine.class.getClassLoader(), new Class<?>[] {MediaEngine.class},
                new PreparedMedia());
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        switch (method.getName()) {
            case "health" :
                return new MediaHealth(MediaHealth.State.READY, "");
            case "statistics" :
                return new MediaStatistics(owners.size(), 0, 0, 0, 0, 0);
            case "flow" :
                return Optional.empty();
            case "attach" :
                sinks.put((ConnectorId) arguments[0], (EventSink) arguments[1]);
                return null;
            case "detach", "release" :
                sinks.remove((ConnectorId) arguments[0]);
                return null;
            case "open", "reopen" :
                owners.put((PeerId) arguments[1], (ConnectorId) arguments[0]);
                return null;
            default :
                command(method.getName(), (PeerId) arguments[0], arguments);
                return null;
        }
    }

    @SuppressWarnings("unchecked")
    private void command(String name, PeerId peer, Object[] arguments) {
        switch (name) {
            case "addTransceiver" -> {
                TransceiverSettings line = (TransceiverSettings) arguments[1];
                tell(new MediaEvent.TrackReplaced(peer, line.name(), line.track()));
            }
            case "replaceTrack" ->
                    tell(new MediaEvent.TrackReplaced(peer, (String) arguments[1], (Optional<LocalTrack>) arguments[2]));
            case "createOffer" -> described(peer, (String) arguments[1], SdpType.OFFER, BrowserDescriptions.offer());
            case "createAnswer" -> described(peer, (String) arguments[1], SdpType.ANSWER, BrowserDescriptions.answer(offers.get(peer)));
            case "setRemote" -> {
                SdpType type = (SdpType) arguments[2];
                if (type == SdpType.OFFER) {
                    offers.put(peer, (String) arguments[3]);
                }
                tell(new MediaEvent.SignalingStateChanged(peer,
                        type == SdpType.OFFER ? SignalingState.HAVE_REMOTE_OFFER : SignalingState.STABLE));
                tell(new MediaEvent.RemoteDescriptionSet(peer, (String) arguments[1], type));
            }
            case "rollback" -> {
                tell(new MediaEvent.SignalingStateChanged(peer, SignalingState.STABLE));
                tell(new MediaEvent.RolledBack(peer, (String) arguments[1]));
            }
            case "collectStatistics" -> tell(new MediaEvent.StatisticsCollected(peer, (String) arguments[1], List.of()));
            case "removeSink" -> tell(new MediaEvent.SinkRemoved(peer, (String) arguments[1], (String) arguments[2], ""));
            case "close" -> {
                tell(new MediaEvent.PeerClosed(peer));
                owners.remove(peer);
                offers.remove(peer);
            }
            default -> {}
        }
    }

    private void described(PeerId peer, String request, SdpType type, String sdp) {
        tell(new MediaEvent.SignalingStateChanged(peer,
                type == SdpType.OFFER ? SignalingState.HAVE_LOCAL_OFFER : SignalingState.STABLE));
        tell(new MediaEvent.LocalDescription(peer, request, type, sdp));
    }

    private void tell(MediaEvent event) {
        ConnectorId owner = owners.get(event.peer());
        EventSink sink = owner == null ? null : sinks.get(owner);
        if (sink != null) {
            sink.accept(event);
        }
    }
}
