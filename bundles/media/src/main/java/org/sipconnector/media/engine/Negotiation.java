package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipconnector.api.media.MediaEvent;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.PeerSettings;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.TransceiverSettings;
import org.sipconnector.media.sdp.AgreedText;
import org.sipconnector.media.sdp.CandidateFilter;
import org.sipconnector.media.sdp.CodecOrder;
import org.sipconnector.media.sdp.MediaText;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.media.sdp.StartRate;
import org.sipconnector.media.sdp.TrackNames;

/** The descriptions of one connection and their candidates. Used on its sequence only. */
final class Negotiation {

    private final PeerId peer;
    private final RTCPeerConnection connection;
    private final PeerSettings settings;
    private final Lines lines;
    private final Executor sequence;
    private final EngineThreads threads;
    private final Consumer<MediaEvent> out;
    private final OperationQueue.FailureListener failures;
    private Optional<SessionText> remote = Optional.empty();
    private String agreed = "";
    private final HeldCandidates candidates = new HeldCandidates();
    private boolean resumed;
    private Optional<String> fragment = Optional.empty();
    private Gathering gathering;
    private String gatheringRequest;

    Negotiation(PeerId peer, RTCPeerConnection connection, PeerSettings settings, Lines lines, Executor sequence,
            EngineThreads threads, Consumer<MediaEvent> out, OperationQueue.FailureListener failures) {
        this.peer = peer;
        this.connection = connection;
        this.settings = settings;
        this.lines = lines;
        this.sequence = sequence;
        this.threads = threads;
        this.out = out;
        this.failures = failures;
    }

    /** The latest remote description that was set. */
    Optional<SessionText> remoteText() {
        return remote;
    }

    /** What the other side said in the last completed exchange, see {@link AgreedText}; empty before the first. */
    String agreed() {
        return agreed;
    }

    CompletableFuture<Void> offer(String request, boolean iceRestart) {
        RTCOfferOptions options = new RTCOfferOptions();
        options.iceRestart = iceRestart || resumed;
        return quietly(() -> Natives.create(sequence, observer -> connection.createOffer(options, observer))
                .thenCompose(description -> local(request, SdpType.OFFER, description)));
    }

    CompletableFuture<Void> answer(String request) {
        return quietly(() -> Natives.create(sequence, observer -> connection.createAnswer(new RTCAnswerOptions(), observer))
                .thenCompose(description -> local(request, SdpType.ANSWER, description)));
    }

    CompletableFuture<Lines.Changes> remote(SdpType type, String sdp, List<TransceiverSettings> answering) {
        SessionText came = SessionText.parse(sdp);
        return type == SdpType.OFFER ? remote(type, resumed ? candidates.hold(came) : came, lines.answers(came, answering))
                : remote(type, came, Map.of());
    }

    /**
     * Puts a fresh connection where a lost one was: it answers what was agreed, and nobody is told.
     *
     * @param answers what was on the media lines
     * @param made    takes the lines once they are there, before the answer is made
     */
    CompletableFuture<Void> resume(String before, Map<String, TransceiverSettings> answers, Consumer<Lines.Changes> made) {
        resumed = true;
        return remote(SdpType.OFFER, SessionText.parse(before), answers).thenAccept(made)
                .thenCompose(done -> quietly(() -> Natives.create(sequence,
                        observer -> connection.createAnswer(new RTCAnswerOptions(), observer))
                        .thenCompose(answer -> Natives.set(sequence, observer -> connection.setLocalDescription(answer, observer)))))
                .thenRun(() -> agreed = before);
    }

    private CompletableFuture<Lines.Changes> remote(SdpType type, SessionText came, Map<String, TransceiverSettings> answers) {
        SessionText used = type == SdpType.OFFER ? ordered(came, answers) : came;
        // a refused line's track dies while the description is set, so it must be left before
        used.media().stream().filter(MediaText::rejected).flatMap(media -> media.mid().stream())
                .flatMap(mid -> lines.at(mid).stream()).forEach(Line::fallSilent);
        return quietly(() -> Natives.set(sequence, observer -> connection.setRemoteDescription(
                new RTCSessionDescription(Words.type(type), StartRate.apply(used).text()), observer))
                .thenApply(done -> {
                    remote = Optional.of(used);
                    if (type == SdpType.ANSWER) {
                        agreed = AgreedText.ofAnswer(used);
                        resumed = false;
                    }
                    return lines.refresh(connection, used, answers);
                }));
    }

    CompletableFuture<Void> rollback() {
        supersede("rolled back");
        return quietly(() -> Natives.set(sequence, observer -> connection.setLocalDescription(
                new RTCSessionDescription(RTCSdpType.ROLLBACK, ""), observer)));
    }

    void candidate() {
        if (gathering != null) {
            gathering.candidate();
        }
    }

    /** An end without candidates is that of an earlier gathering, told late: ours goes on. */
    void gathered() {
        if (gathering != null && connection.getLocalDescription().sdp.contains("a=candidate:")) {
            gathering.ended();
        }
    }

    void cancel() {
        if (gathering != null) {
            gathering.cancel();
            gathering = null;
        }
    }

    private CompletableFuture<Void> local(String request, SdpType type, RTCSessionDescription description) {
        supersede("superseded by a later description");
        return Natives.set(sequence, observer -> connection.setLocalDescription(description, observer))
                .thenRun(() -> {
                    if (type == SdpType.OFFER) {
                        lines.refresh(connection);
                    } else {
                        agreed = AgreedText.ofOffer(remote.orElseThrow(), SessionText.parse(description.sdp));
                        resumed = false;
                        candidates.release(connection);
                    }
                    complete(request, type, description.sdp);
                });
    }

    private void complete(String request, SdpType type, String sdp) {
        if (!settings.gatheringWanted()) {
            tell(request, type, sdp);
            return;
        }
        Optional<String> now = SessionText.parse(sdp).iceFragment();
        // without new credentials nothing new is gathered, and the library stays silent
        boolean sameIce = now.equals(fragment) && connection.getIceGatheringState() == RTCIceGatheringState.COMPLETE;
        fragment = now;
        if (sameIce) {
            tell(request, type, connection.getLocalDescription().sdp);
            return;
        }
        gatheringRequest = request;
        gathering = new Gathering(settings.gatheringPause(), threads::after, sequence, () -> {
            gathering = null;
            tell(request, type, connection.getLocalDescription().sdp);
        });
    }

    private void tell(String request, SdpType type, String sdp) {
        out.accept(new MediaEvent.LocalDescription(peer, request, type,
                TrackNames.apply(lines.trackNames(), CandidateFilter.apply(settings.candidates(), sdp))));
    }

    private void supersede(String reason) {
        if (gathering != null) {
            cancel();
            failures.failed(new Command("gather", "", gatheringRequest), reason);
        }
    }

    private SessionText ordered(SessionText offer, Map<String, TransceiverSettings> answers) {
        return offer.withMedia(offer.media().stream().map(media -> media.mid().map(mid -> order(mid, answers).apply(media))
                .orElse(media)).toList());
    }

    private CodecOrder order(String mid, Map<String, TransceiverSettings> answers) {
        TransceiverSettings settingsOfLine = answers.get(mid);
        return settingsOfLine == null ? lines.at(mid).map(Line::codecs).orElse(new CodecOrder(List.of(), List.of()))
                : new CodecOrder(settingsOfLine.preferredCodecs(), settingsOfLine.excludedCodecs());
    }

    /** While descriptions are set tracks are attached and detached: nothing may be pushed meanwhile. */
    private <T> CompletableFuture<T> quietly(Supplier<CompletableFuture<T>> work) {
        List<Feed> feeds = lines.all().stream().flatMap(line -> line.sending().stream()).map(Sending::feed).toList();
        feeds.forEach(Feed::pause);
        CompletableFuture<T> result;
        try {
            result = work.get();
        } catch (RuntimeException | Error failure) {
            result = CompletableFuture.failedFuture(failure);
        }
        return result.whenComplete((done, failure) -> feeds.forEach(Feed::resume));
    }
}
