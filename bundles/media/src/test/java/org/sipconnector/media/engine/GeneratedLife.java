/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;

/**
 * The life of one connection, made from a seed: commands and descriptions in any order, some before the former are done. One
 * that is lost with its engine is made again and lives on.
 */
final class GeneratedLife implements EventSink {

    private static final PeerSettings SETTINGS = PeerSettings.of(List.of()).withoutGathering();

    private final Random random;
    private final GeneratedDescription descriptions;
    private final MediaEngine engine;
    private final ConnectorId owner;
    private final PeerId peer;
    private final EngineLoss loss;
    private final int lossAt;
    private final List<Event> heard = new ArrayList<>();
    private String latest = "";
    private String offered = "";
    private int requests;
    private Optional<PeerConnectionState> blueprint = Optional.empty();
    private boolean spent;
    private Optional<String> end = Optional.empty();

    /** @param loss strikes in one life of forty, at a step of its own */
    GeneratedLife(MediaEngine engine, long seed, EngineLoss loss) {
        this.engine = engine;
        this.loss = loss;
        lossAt = seed % 40 == 0 ? new Random(-seed).nextInt(20) : -1;
        random = new Random(seed);
        descriptions = new GeneratedDescription(random);
        owner = ConnectorId.of("life-" + seed);
        peer = new PeerId("life-" + seed);
    }

    /**
     * Lives.
     *
     * @param steps how many commands
     * @return why the engine was lost under it, other than by the loss that was meant; empty when it was closed in the end
     */
    Optional<String> run(int steps) throws InterruptedException {
        engine.attach(owner, this);
        engine.open(owner, peer, SETTINGS);
        for (int i = 0; i < steps && lost().isEmpty(); i++) {
            if (i == lossAt) {
                loss.strike();
            }
            again();
            step();
        }
        engine.close(peer);
        if (!await(event -> event instanceof MediaEvent.PeerClosed || event instanceof MediaEvent.MediaEngineLost)) {
            return Optional.of("it was never closed");
        }
        engine.release(owner);
        return lost();
    }

    /** Goes on with another connection where one was lost, and where one was spoiled that is not left, for nobody connects here. */
    private synchronized void again() throws InterruptedException {
        if (blueprint.isPresent()) {
            heard.clear();
            engine.reopen(owner, peer, SETTINGS, blueprint.get());
        } else if (spent) {
            engine.close(peer);
            await(event -> event instanceof MediaEvent.PeerClosed || event instanceof MediaEvent.MediaEngineLost);
            heard.clear();
            engine.open(owner, peer, SETTINGS);
        }
        blueprint = Optional.empty();
        spent = false;
    }

    private void step() throws InterruptedException {
        String request = "r" + requests++;
        boolean waits = random.nextInt(4) > 0;
        switch (random.nextInt(15)) {
            case 0, 1, 2 -> offer(request, waits, latest.isEmpty() || random.nextInt(3) == 0 ? descriptions.offer() : descriptions.variant(latest));
            case 3, 4 -> {
                engine.createOffer(peer, request, random.nextBoolean());
                wait(waits, request);
                answer("a" + request, waits);
            }
            case 5 -> {
                engine.createAnswer(peer, request);
                wait(waits, request);
            }
            case 6 -> {
                engine.rollback(peer, request);
                wait(waits, request);
            }
            case 7 -> engine.addTransceiver(peer, random.nextBoolean() ? TestPeer.tone("t" + requests) : TestPeer.pattern("t" + requests));
            case 8 -> engine.stopTransceiver(peer, name());
            case 9 -> engine.replaceTrack(peer, name(), random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(new LocalTrack("other", random.nextBoolean() ? MediaKind.AUDIO : MediaKind.VIDEO, "tone:440")));
            case 10 -> engine.setDirection(peer, name(), Direction.values()[random.nextInt(4)]);
            case 11 -> engine.setEncodings(peer, name(), encodings());
            case 12 -> engine.insertTones(peer, name(), random.nextBoolean() ? "1,2#" : "x", Duration.ofMillis(random.nextInt(9000)),
                    Duration.ofMillis(random.nextInt(100)));
            case 13 -> engine.setCodecs(peer, name(), List.of("video/VP9", "audio/unknown"), random.nextBoolean()
                    ? List.of("video/VP8")
                    : List.of("audio/opus", "audio/red", "audio/G722", "audio/PCMU", "audio/PCMA", "audio/CN", "audio/telephone-event"));
            default -> engine.collectStatistics(peer, request);
        }
    }

    private List<SendEncoding> encodings() {
        double[] scales = {1, 2, 0.5, 0, -1, 1e9, Double.NaN, Double.POSITIVE_INFINITY};
        int[] rates = {1, 300_000, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};
        return random.ints(random.nextInt(3), 0, 48).mapToObj(pick -> SendEncoding.STANDARD.withMaxBitrate(rates[pick % rates.length])
                .withScaleResolutionDownBy(scales[pick % scales.length])).toList();
    }

    private void offer(String request, boolean waits, String sdp) throws InterruptedException {
        latest = sdp;
        engine.setRemote(peer, request, SdpType.OFFER, sdp, List.of(TestPeer.tone("audio"), TestPeer.pattern("video"),
                TransceiverSettings.receiving("slides", MediaKind.VIDEO)));
        wait(waits, request);
        if (random.nextInt(5) > 0) {
            engine.createAnswer(peer, "a" + request);
            wait(waits, "a" + request);
        } else if (random.nextBoolean()) {
            engine.rollback(peer, "b" + request);
        }
    }

    private void answer(String request, boolean waits) throws InterruptedException {
        SdpType type = random.nextInt(4) == 0 ? SdpType.PRANSWER : SdpType.ANSWER;
        engine.setRemote(peer, request, type, descriptions.variant(random.nextInt(4) == 0 || offered.isEmpty()
                ? descriptions.offer()
                : offered.replace("a=setup:actpass", "a=setup:active")), List.of());
        wait(waits, request);
    }

    private String name() {
        return List.of("audio", "video", "slides", "remote-0", "remote-1", "t1", "t2", "t3").get(random.nextInt(8));
    }

    private void wait(boolean wanted, String request) throws InterruptedException {
        if (wanted) {
            await(event -> event instanceof MediaEvent.MediaEngineLost
                    || event instanceof MediaEvent.LocalDescription local && local.request().equals(request)
                    || event instanceof MediaEvent.RemoteDescriptionSet set && set.request().equals(request)
                    || event instanceof MediaEvent.RolledBack back && back.request().equals(request)
                    || event instanceof MediaEvent.PeerCommandFailed failed && failed.request().equals(request));
        }
    }

    private synchronized boolean await(Predicate<Event> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (heard.stream().noneMatch(wanted)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private synchronized Optional<String> lost() {
        return end;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof MediaEvent.LocalDescription local && local.type() == SdpType.OFFER) {
            offered = local.sdp();
        }
        if (event instanceof MediaEvent.MediaEngineLost lost) {
            blueprint = lost.blueprint();
            boolean negotiated = lost.reason().contains("does not bundle") || lost.reason().contains("keeps what a refused");
            if (!negotiated && !loss.isMeant(lost.reason())) {
                end = Optional.of(lost.reason());
            }
        }
        spent |= event instanceof MediaEvent.PeerCommandFailed failed && failed.reason().contains("Session error code");
        heard.add(event);
        notifyAll();
    }
}
