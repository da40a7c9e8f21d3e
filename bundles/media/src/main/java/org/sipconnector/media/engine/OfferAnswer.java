/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCSessionDescription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.media.sdp.AgreedText;
import org.sipconnector.media.sdp.AnswerRole;
import org.sipconnector.media.sdp.BundleText;
import org.sipconnector.media.sdp.CodecOrder;
import org.sipconnector.media.sdp.KnownFormats;
import org.sipconnector.media.sdp.LineMap;
import org.sipconnector.media.sdp.Reading;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.media.sdp.StartRate;
import org.sipconnector.media.sdp.Writing;
import org.sipconnector.spi.media.CodecPreferences;
import org.sipconnector.spi.media.LineBlueprint;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.TransceiverSettings;

/**
 * The offers and answers of one connection. What the other side says is read into what the library can serve, and what the
 * library says is written as the other side knows its lines, see {@link LineMap}. Used on the connection's sequence only.
 */
final class OfferAnswer {

    private static final SessionText NOTHING = new SessionText(List.of(), List.of());

    private final NativeConnection connection;
    private final Lines lines;
    private final KnownFormats formats;
    private final TransportPolicy policy;
    private final LocalDescriptions out;
    private final HeldCandidates candidates = new HeldCandidates();
    private Optional<SessionText> remote = Optional.empty();
    /** As agreed last, as our latest offer has it, and as things stand in the exchange under way. */
    private LineMap agreedMap = LineMap.EMPTY;
    private LineMap offeredMap = LineMap.EMPTY;
    private LineMap map = LineMap.EMPTY;
    private List<TransceiverLine> tentative = List.of();
    /** What the other side said in the last completed exchange, see {@link AgreedText}; empty before the first. */
    private String agreed = "";
    /** What each mid was ever used for: one that comes back for another kind would end the process. */
    private final Map<String, MediaKind> kinds = new HashMap<>();
    private boolean resumed;
    private boolean narrow;
    private Exchange exchange = Exchange.OURS;

    /**
     * The exchange under way, or the latest one.
     *
     * @param theirs  whether the other side began it
     * @param offer   what it offered then, as it came
     * @param renewed whether that is another party's offer, so that what was agreed connects to nobody any more
     * @param before  the remote description before
     */
    private record Exchange(boolean theirs, SessionText offer, boolean renewed, Optional<SessionText> before) {

        static final Exchange OURS = new Exchange(false, NOTHING, false, Optional.empty());
    }

    OfferAnswer(NativeConnection connection, TransportPolicy policy, Lines lines, KnownFormats formats, LocalDescriptions out) {
        this.connection = connection;
        this.policy = policy;
        this.lines = lines;
        this.formats = formats;
        this.out = out;
    }

    /** The latest remote description that was set, as the library sees it. */
    Optional<SessionText> remoteText() {
        return remote;
    }

    /** What it takes to be where things were after the last completed exchange: by the names that the other side has for the lines. */
    PeerConnectionState state(Stream<LineBlueprint> lines) {
        Map<String, String> names = agreedMap.names();
        return new PeerConnectionState(lines.map(line -> new LineBlueprint(line.settings(), line.mid().map(mid -> names.getOrDefault(mid, mid)),
                line.announced(), line.sinks())).toList(), agreed.isEmpty() ? "" : agreedMap.underTheirNames(SessionText.parse(agreed)).text());
    }

    CompletableFuture<Lines.Changes> offer(String request, boolean iceRestart) {
        exchange = Exchange.OURS;
        return quietly(List.of(), () -> connection.createOffer(iceRestart || resumed).thenCompose(description -> {
            out.supersede("superseded by a later description");
            SessionText local = SessionText.parse(description.sdp);
            remember(local);
            return connection.setLocal(description).thenApply(done -> {
                map = map.ourOffer(local).map();
                offeredMap = map;
                Lines.Changes changes = lines.leave(local);
                out.complete(request, SdpType.OFFER, description.sdp, this::written);
                return changes;
            });
        }));
    }

    CompletableFuture<Lines.Changes> answer(String request) {
        return quietly(List.of(), () -> connection.createAnswer().thenApply(this::inRole).thenCompose(description -> {
            out.supersede("superseded by a later description");
            SessionText local = SessionText.parse(description.sdp);
            SessionText offer = exchange.offer();
            return answered(description, local).thenApply(changes -> {
                agreed = AgreedText.ofOffer(map.complete(remote.orElseThrow()), local);
                resumed = false;
                candidates.release(connection);
                out.complete(request, SdpType.ANSWER, description.sdp,
                        (type, text) -> written(type, AnswerRole.fitting(offer, text)));
                return changes;
            });
        }));
    }

    /** A connection made again begins the handshake itself where it may. */
    private RTCSessionDescription inRole(RTCSessionDescription answer) {
        String sdp = resumed
                ? AnswerRole.fitting(exchange.offer(), SessionText.parse(answer.sdp)).text()
                : AnswerRole.choose(SessionText.parse(agreed), remote.orElse(NOTHING), answer.sdp);
        return new RTCSessionDescription(answer.sdpType, sdp);
    }

    /** Lines that the library itself refuses to serve are gone with this. */
    private CompletableFuture<Lines.Changes> answered(RTCSessionDescription description, SessionText local) {
        return quietly(lines.refused(local), () -> connection.setLocal(description)).thenApply(done -> {
            map = map.ourAnswer(local).map();
            agreedMap = map;
            tentative = List.of();
            return lines.leave(local);
        });
    }

    CompletableFuture<Lines.Changes> remote(SdpType type, String sdp, List<TransceiverSettings> answering) {
        SessionText came = SessionText.parse(sdp);
        if (type != SdpType.OFFER) {
            Reading answer = offeredMap.answer(came, formats);
            if (answer.refusesAll() && offeredMap.hasOpenLines()) {
                throw new IllegalArgumentException("the answer refuses every media line, or has nothing that is known in any");
            }
            SessionText inRole = resumed ? answer.text() : AnswerRole.kept(SessionText.parse(agreed), answer.text());
            return tooNarrow(answer) ? remade(type, answer) : remote(type, answer.with(inRole), Map.of());
        }
        candidates.drop();
        exchange = new Exchange(true, NOTHING, false, remote);
        Reading offer = agreedMap.offer(came, formats, kinds, AnswerRole.renewed(SessionText.parse(agreed), came));
        if (!agreed.isEmpty() && policy.insistsOnBundle() && !offer.bundled() && offer.hasSeveralLines()) {
            agreed = AgreedText.apart(agreed);
            narrow = true;
            return CompletableFuture.completedFuture(Lines.Changes.NONE);
        }
        exchange = new Exchange(true, offer.text(), AnswerRole.renewed(SessionText.parse(agreed), offer.text()), remote);
        SessionText open = resumed || !agreed.isEmpty() && !exchange.renewed() ? AnswerRole.open(offer.text()) : offer.text();
        return remote(type, offer.with(resumed || exchange.renewed() ? candidates.hold(open) : open), lines.answers(offer.text(), answering));
    }

    /**
     * Whether the connection takes no description any more: so the library leaves one when it fails over one half-way. Not asked
     * where it was made again and has agreed to nothing yet, for the next would fare no better, nor over a first offer, which is
     * refused with all that belongs to it.
     */
    CompletableFuture<Boolean> spoiled() {
        return resumed || exchange.theirs() && agreed.isEmpty()
                ? CompletableFuture.completedFuture(false)
                : connection.createOffer(false).handle((offer, failure) -> failure != null);
    }

    boolean isTheirs() {
        return exchange.theirs();
    }

    /** Whether the latest offer was another party's, so that what was agreed connects to nobody any more. */
    boolean isRenewed() {
        return exchange.renewed();
    }

    /** The lines that came with an offer of the other side that is not answered. */
    List<TransceiverLine> tentative() {
        return tentative;
    }

    private void remember(SessionText description) {
        description.media().forEach(line -> line.mid().ifPresent(mid -> line.kind().ifPresent(kind -> {
            if (kinds.merge(mid, kind, (former, now) -> former) != kind) {
                throw new IllegalArgumentException("mid '" + mid + "' was that of a line of another kind");
            }
        })));
    }

    /** Whether the other side wants several transports where the connection has one. */
    private boolean tooNarrow(Reading answer) {
        if (policy.insistsOnBundle() && answer.refusesFirst() && !firstWasRefused()) {
            // the library gives the transport of the bundle up with the line that it was offered on
            return true;
        }
        // in a bundle what holds for its transport is said once, so its lines need not name it (RFC 9143 section 7.1.3)
        return !answer.bundled() && (policy.insistsOnBundle() && answer.hasSeveralLines() || policy.insistsOnMux() && !answer.muxed());
    }

    private boolean firstWasRefused() {
        return remote.filter(text -> !text.media().isEmpty() && text.media().get(0).rejected()).isPresent();
    }

    /** Nothing can come of this connection: what was answered is remembered for the one that takes its place. */
    private CompletableFuture<Lines.Changes> remade(SdpType type, Reading answer) {
        if (type == SdpType.ANSWER) {
            // after the first exchange everything is offered afresh, else the next connection goes on from here
            agreed = agreedMap.lines().isEmpty() ? "" : AgreedText.ofAnswer(answer.map().complete(answer.text()));
            narrow = true;
        }
        return CompletableFuture.completedFuture(Lines.Changes.NONE);
    }

    /** Whether the connection must be made again with more transports, after an answer without a bundle or without RTCP beside RTP (RFC 9143, RFC 5761). */
    boolean isTooNarrow() {
        return narrow;
    }

    /**
     * Puts a fresh connection where a lost one was: it answers what was agreed, and nobody is told.
     *
     * @param answers what was on the media lines
     * @param made    takes the lines once they are there, before the answer is made
     */
    CompletableFuture<Void> resume(String before, Map<String, TransceiverSettings> answers, Consumer<Lines.Changes> made) {
        resumed = true;
        return remote(SdpType.OFFER, LineMap.EMPTY.offer(AgreedText.reopened(before), formats), answers).thenAccept(made)
                .thenCompose(done -> quietly(List.of(), () -> connection.createAnswer()
                        .thenCompose(answer -> answered(answer, SessionText.parse(answer.sdp)))))
                .thenRun(() -> agreed = before);
    }

    private CompletableFuture<Lines.Changes> remote(SdpType type, Reading came, Map<String, TransceiverSettings> answers) {
        Reading muxed = policy.insistsOnMux() ? came.withMux() : came;
        Reading reading = policy.insistsOnBundle() ? muxed.withBundle() : muxed;
        SessionText used = type == SdpType.OFFER ? ordered(reading.text(), answers) : reading.text();
        remember(used);
        return (type == SdpType.OFFER ? setOffer(used) : set(type, used)).thenApply(set -> {
            remote = Optional.of(set);
            map = reading.map();
            Lines.Changes changes = lines.take(set, answers, connection);
            if (type == SdpType.OFFER) {
                tentative = changes.added();
            } else if (type == SdpType.ANSWER) {
                agreedMap = map;
                agreed = AgreedText.ofAnswer(map.complete(set));
                resumed = false;
            }
            return changes;
        });
    }

    private CompletableFuture<SessionText> set(SdpType type, SessionText text) {
        return quietly(lines.refused(text),
                () -> connection.setRemote(LibraryTypes.type(type), StartRate.apply(text).text()).thenApply(done -> text));
    }

    /** The library cannot refuse the first line of a bundle in its answer, only be offered it refused (RFC 9143 section 7.3.3). */
    private CompletableFuture<SessionText> setOffer(SessionText offer) {
        return set(SdpType.OFFER, offer).thenCompose(set -> connection.createAnswer().handle((answer, failure) -> Optional.ofNullable(answer)
                .map(made -> SessionText.parse(made.sdp)).filter(made -> BundleText.losesFirst(offer, made))
                .map(made -> quietly(List.of(), connection::rollback).thenCompose(undone -> set(SdpType.OFFER, offer.refusedBy(made))))
                .orElse(CompletableFuture.completedFuture(offer)))).thenCompose(Function.identity());
    }

    /** After an offer that failed or is undone: what the other side said before it holds. */
    void restore() {
        remote = exchange.theirs() ? exchange.before() : remote;
    }

    /** Whether the library keeps what an offer said that was undone: it gives directions not back. */
    boolean keepsUndone() {
        return exchange.theirs() && !agreed.isEmpty();
    }

    /** Undoes the offer under way, whoever made it. */
    CompletableFuture<Lines.Changes> rollback() {
        out.supersede("rolled back");
        candidates.drop();
        return quietly(tentative, connection::rollback).thenApply(done -> {
            map = agreedMap;
            tentative = List.of();
            return lines.leave(NOTHING);
        });
    }

    private SessionText written(SdpType type, SessionText local) {
        Writing writing = type == SdpType.OFFER ? map.ourOffer(local) : map.ourAnswer(local);
        return writing.text();
    }

    private SessionText ordered(SessionText offer, Map<String, TransceiverSettings> answers) {
        return offer.withMedia(offer.media().stream().map(media -> media.mid().map(mid -> order(mid, answers).apply(media))
                .orElse(media)).toList());
    }

    private CodecOrder order(String mid, Map<String, TransceiverSettings> answers) {
        TransceiverSettings settingsOfLine = answers.get(mid);
        return settingsOfLine == null
                ? lines.at(mid).map(TransceiverLine::codecs).orElse(CodecOrder.of(CodecPreferences.ANY))
                : CodecOrder.of(settingsOfLine.codecs());
    }

    /**
     * While descriptions are set tracks are attached and detached: nothing may be pushed meanwhile. What ends with it must
     * be left before.
     *
     * @param ending the lines whose remote tracks may end
     */
    private <T> CompletableFuture<T> quietly(List<TransceiverLine> ending, Supplier<CompletableFuture<T>> work) {
        List<Feed> feeds = lines.all().stream().flatMap(line -> line.sending().stream()).map(Sending::feed).toList();
        List<IncomingTrack> left = ending.stream().flatMap(line -> line.incoming().stream()).toList();
        feeds.forEach(Feed::pause);
        left.forEach(IncomingTrack::detach);
        CompletableFuture<T> result;
        try {
            result = work.get();
        } catch (RuntimeException | Error failure) {
            result = CompletableFuture.failedFuture(failure);
        }
        return result.whenComplete((done, failure) -> {
            feeds.forEach(Feed::resume);
            if (failure != null) {
                left.forEach(IncomingTrack::attach);
            }
        });
    }
}
