/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.conferencesimulator.PlainLine;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerSettings;

/**
 * The media of a server with many calls: a connection is made for who sends something. Others are answered that their lines are inactive,
 * and none is made, so that there can be more calls than a media library can serve.
 */
final class MediaForSenders implements InvocationHandler {

    private static final Pattern SENDS = Pattern.compile("^a=send(recv|only)\r?$", Pattern.MULTILINE);
    private static final String KEYS = "a=ice-ufrag:none\r\na=ice-pwd:nobodyconnectstothisserver\r\na=fingerprint:sha-256 "
            + String.join(":", Collections.nCopies(32, "AB")) + "\r\na=setup:active\r\na=rtcp-mux\r\n";

    private final MediaEngine engine;
    /** How each that has not offered anything is to be opened. */
    private final Map<PeerId, Object[]> opened = new HashMap<>();
    /** What others have offered. */
    private final Map<PeerId, String> offers = new HashMap<>();
    private EventSink sink = event -> {};

    private MediaForSenders(MediaEngine engine) {
        this.engine = engine;
    }

    static MediaEngine of(MediaEngine engine) {
        return (MediaEngine) Proxy.newProxyInstance(MediaForSenders.class.getClassLoader(), new Class<?>[] {MediaEngine.class},
                new MediaForSenders(engine));
    }

    @Override
    public synchronized Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("attach")) {
            sink = (EventSink) arguments[1];
        } else if (method.getName().equals("open")) {
            opened.put((PeerId) arguments[1], arguments);
            return null;
        } else if (method.getName().equals("setRemote") && arguments[2] == SdpType.OFFER && !SENDS.matcher((String) arguments[3]).find()) {
            offers.put((PeerId) arguments[0], (String) arguments[3]);
            sink.accept(new MediaEvent.RemoteDescriptionSet((PeerId) arguments[0], (String) arguments[1], SdpType.OFFER));
            return null;
        }
        if (arguments == null || !(arguments[0] instanceof PeerId peer)) {
            return on(method, arguments);
        }
        if (!offers.containsKey(peer)) {
            Object[] first = opened.remove(peer);
            if (first != null) {
                engine.open((ConnectorId) first[0], peer, (PeerSettings) first[2]);
            }
            return on(method, arguments);
        }
        if (method.getName().equals("createAnswer")) {
            sink.accept(new MediaEvent.LocalDescription(peer, (String) arguments[1], SdpType.ANSWER, inactive(offers.get(peer))));
        } else if (method.getName().equals("close")) {
            opened.remove(peer);
            offers.remove(peer);
            sink.accept(new MediaEvent.PeerClosed(peer));
        }
        return method.getReturnType() == Optional.class ? Optional.empty() : null;
    }

    private Object on(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(engine, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Each line with its first format and without a candidate. */
    private static String inactive(String offer) {
        List<String> lines = offer.lines().toList();
        StringBuilder answer = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        lines.stream().filter(line -> line.startsWith("a=group:BUNDLE")).forEach(line -> answer.append(line).append("\r\n"));
        for (PlainLine line : PlainLine.in(lines)) {
            List<String> head = new ArrayList<>(List.of(line.head().split(" ")).subList(0, 4));
            head.set(1, "9");
            answer.append(String.join(" ", head)).append("\r\nc=IN IP4 0.0.0.0\r\n").append(KEYS).append("a=inactive\r\n");
            line.attributes().stream().filter(each -> each.startsWith("a=mid:") || each.startsWith("a=rtpmap:" + head.get(3) + ' ')
                    || each.startsWith("a=fmtp:" + head.get(3) + ' ')).forEach(each -> answer.append(each).append("\r\n"));
        }
        return answer.toString();
    }
}
